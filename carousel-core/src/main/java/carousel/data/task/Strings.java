package carousel.data.task;

import java.util.ArrayList;
import java.util.List;

/** A string of a language while it is written, with the symbols that may follow each step. One thread at a time. */
final class Strings {
    private final int symbols;
    private final List<Integer> written = new ArrayList<>();
    private final List<int[]> legal = new ArrayList<>();

    /** Nothing yet, of so many symbols. */
    Strings(int symbols) {
        this.symbols = symbols;
    }

    /** One more symbol, and what may stand after it. */
    void add(int symbol, int... next) {
        written.add(symbol);
        legal.add(next);
    }

    int length() {
        return written.size();
    }

    /** Every symbol is an input; asked for at every step is the set of those that may follow. */
    Example example() {
        int steps = written.size();
        var inputs = new float[steps];
        var answers = new float[steps * symbols];
        for (int t = 0; t < steps; t++) {
            inputs[t] = written.get(t);
            for (int next : legal.get(t)) {
                answers[t * symbols + next] = 1;
            }
        }
        return Example.every(inputs, steps, answers);
    }

    /** The form of all languages. */
    static Form form(int symbols) {
        return new Form(Form.Input.SYMBOLS, symbols, Form.Answer.SET, symbols, Form.Asked.STEPS, 0);
    }
}
