package carousel.baseline.state;

import carousel.baseline.state.Hmm.Shape;
import carousel.text.DataException;
import java.util.Arrays;

/** How often each state begins, follows another and emits a symbol: counted, or expected. One thread at a time. */
final class Counts {
    private final double[] start;
    private final double[][] transition;
    private final double[][] emission;

    Counts(Shape shape, double smoothing) {
        start = new double[shape.states()];
        transition = new double[shape.states()][shape.states()];
        emission = new double[shape.states()][shape.symbols()];
        Arrays.fill(start, smoothing);
        for (int s = 0; s < start.length; s++) {
            Arrays.fill(transition[s], smoothing);
            Arrays.fill(emission[s], smoothing);
        }
    }

    /** Adds a sequence whose states are known. */
    void add(int[] symbols, int... states) {
        if (symbols.length != states.length) {
            throw new DataException("hmm: " + states.length + " states of " + symbols.length
                    + " symbols; expected one state for each symbol");
        }
        for (int t = 0; t < symbols.length; t++) {
            if (t == 0) {
                start[states[t]]++;
            } else {
                transition[states[t - 1]][states[t]]++;
            }
            emission[states[t]][symbols[t]]++;
        }
    }

    /** Adds what is to be expected of the states of a sequence. */
    void add(Hmm hmm, int... symbols) {
        var run = ForwardBackward.of(hmm, symbols);
        var posteriors = run.posteriors();
        for (int t = 0; t < symbols.length; t++) {
            for (int s = 0; s < start.length; s++) {
                start[s] += t == 0 ? posteriors[t][s] : 0;
                emission[s][symbols[t]] += posteriors[t][s];
            }
        }
        run.addTransitions(transition);
    }

    /** The shares; those of states that never occur are another model's. */
    Hmm hmm(Hmm otherwise) {
        var rows = new double[start.length][];
        var outputs = new double[start.length][];
        for (int s = 0; s < start.length; s++) {
            rows[s] = shares(transition[s], otherwise.transition()[s]);
            outputs[s] = shares(emission[s], otherwise.emission()[s]);
        }
        return new Hmm(shares(start, otherwise.start()), rows, outputs);
    }

    private static double[] shares(double[] counts, double... otherwise) {
        return Arrays.stream(counts).sum() > 0 ? shares(counts) : otherwise;
    }

    static double[] shares(double... counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        var shares = new double[counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = counts[i] / sum;
        }
        return shares;
    }
}
