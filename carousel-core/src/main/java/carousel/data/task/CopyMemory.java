package carousel.data.task;

import java.util.Arrays;

/**
 * The copying memory problem (Hochreiter, Schmidhuber 1997) in the form of Arjovsky, Shah, Bengio (2016): L symbols out of S
 * to remember, T - 1 blanks, a signal, L blanks more. Asked for at every one of T + 2 L steps is a blank, and at the last L
 * the symbols in their order.
 *
 * <pre>
 * input   3 1 2 _ _ _ ! _ _ _          L = 3, T = 4
 * answer  _ _ _ _ _ _ _ 3 1 2
 * </pre>
 *
 * <p>Symbols are 0 to S - 1, the blank is S, the signal S + 1. Whoever remembers nothing has a cross entropy of
 * L ln S / (T + 2 L). Scored are the last L answers. Immutable, safe for many threads.
 *
 * @param delay T, at least 1
 * @param length L, at least 1
 * @param symbols S, at least 2
 */
public record CopyMemory(int delay, int length, int symbols) implements Task {

    public CopyMemory {
        TaskSpec.require(delay >= 1, "delay", "1 or more", delay);
        TaskSpec.require(length >= 1, "length", "1 or more", length);
        TaskSpec.require(symbols >= 2, "symbols", "2 or more", symbols);
    }

    @Override
    public Form form() {
        return new Form(Form.Input.SYMBOLS, symbols + 2, Form.Answer.CLASS, symbols + 1, Form.Asked.STEPS, length);
    }

    @Override
    public Example example(Part part, long seed, long n) {
        var draw = part.draw(seed, n);
        int steps = delay + 2 * length;
        var inputs = new float[steps];
        var answers = new float[steps];
        Arrays.fill(inputs, symbols);
        Arrays.fill(answers, symbols);
        for (int i = 0; i < length; i++) {
            inputs[i] = draw.below(symbols);
            answers[steps - length + i] = inputs[i];
        }
        inputs[length + delay - 1] = symbols + 1;
        return Example.every(inputs, steps, answers);
    }

    @Override
    public double baseline() {
        return length * Math.log(symbols) / (delay + 2 * length);
    }
}
