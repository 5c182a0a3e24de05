package carousel.data.task;

/**
 * The adding problem (Hochreiter, Schmidhuber 1997) in the form of Le, Jaitly, Hinton (2015): T pairs of a number and a
 * mark; the numbers are uniform in [0, 1), the marks zero but for two ones at different steps, drawn uniformly; asked for at
 * the end is the sum of the two marked numbers.
 *
 * <pre>
 * number  0.3  0.9  0.5  0.1          answer after the last step: 0.9 + 0.1 = 1.0
 * mark    0    1    0    1
 * </pre>
 *
 * <p>Whoever always says 1 has a mean squared error of 2/12 = 0.1667, the variance of the sum (Le et al. print 0.1767).
 * Immutable, safe for many threads.
 *
 * @param steps T, at least 2
 */
public record Adding(int steps) implements Task {

    public Adding {
        TaskSpec.require(steps >= 2, "steps", "2 or more", steps);
    }

    @Override
    public Form form() {
        return new Form(Form.Input.FEATURES, 2, Form.Answer.VALUES, 1, Form.Asked.LAST, 0);
    }

    @Override
    public Example example(Part part, long seed, long n) {
        var draw = part.draw(seed, n);
        var inputs = new float[2 * steps];
        for (int t = 0; t < steps; t++) {
            inputs[2 * t] = draw.uniform();
        }
        int first = draw.below(steps);
        int second = (first + 1 + draw.below(steps - 1)) % steps;
        inputs[2 * first + 1] = 1;
        inputs[2 * second + 1] = 1;
        return Example.last(inputs, steps, inputs[2 * first] + inputs[2 * second]);
    }

    @Override
    public double baseline() {
        return 1 / 6.0;
    }
}
