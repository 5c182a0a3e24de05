package carousel.data.task;

/**
 * The temporal order problem (Hochreiter, Schmidhuber 1997, experiment 6a): in a sequence of a, b, c and d, framed by E and
 * B, stand two symbols that are X or Y each; asked for at the end is which, and in which order.
 *
 * <pre>
 * E b d X a c c d Y a b … d B          classes: XX 0, XY 1, YX 2, YY 3; here 1
 * </pre>
 *
 * <p>With L steps the length is uniform from L to 1.1 L, the first place from 0.1 L to 0.2 L, the second from 0.5 L to 0.6 L:
 * the paper's 100 to 110, 10 to 20 and 50 to 60 for L = 100. Symbols: a b c d 0 to 3, X 4, Y 5, E 6, B 7. Immutable, safe
 * for many threads.
 *
 * @param steps L, at least 10
 */
public record TemporalOrder(int steps) implements Task {
    private static final int DISTRACTORS = 4;
    private static final int X = 4;
    private static final int E = 6;
    private static final int B = 7;

    public TemporalOrder {
        TaskSpec.require(steps >= 10, "steps", "10 or more", steps);
    }

    @Override
    public Form form() {
        return new Form(Form.Input.SYMBOLS, B + 1, Form.Answer.CLASS, 4, Form.Asked.LAST, 0);
    }

    @Override
    public Example example(Part part, long seed, long n) {
        var draw = part.draw(seed, n);
        var inputs = new float[draw.between(steps, steps * 11 / 10)];
        for (int t = 0; t < inputs.length; t++) {
            inputs[t] = draw.below(DISTRACTORS);
        }
        int first = draw.below(2);
        int second = draw.below(2);
        inputs[draw.between(steps / 10, steps / 5)] = X + first;
        inputs[draw.between(steps / 2, steps * 6 / 10)] = X + second;
        inputs[0] = E;
        inputs[inputs.length - 1] = B;
        return Example.last(inputs, inputs.length, 2 * first + second);
    }

    @Override
    public double baseline() {
        return Math.log(4);
    }
}
