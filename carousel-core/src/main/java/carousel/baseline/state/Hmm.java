package carousel.baseline.state;

import carousel.tensor.Step;
import carousel.text.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A hidden Markov model (Baum, Petrie 1966; Rabiner 1989): each state is drawn given the one before, each symbol given its
 * state. It remembers nothing but which of S states it is in, log2 S bits.
 *
 * <pre>
 * p(s, x) = start(s(0)) emission(s(0), x(0)) · product over t of transition(s(t-1), s(t)) emission(s(t), x(t))
 * </pre>
 *
 * <p>Everything is computed in double precision; the forward and backward variables are scaled to sum to 1 at each step, so
 * that long sequences do not underflow. Immutable as long as nobody writes into the arrays, safe for many threads.
 *
 * <pre>
 * var hmm = Hmm.drawn(new Hmm.Shape(8, 27), 1).learned(texts, 50);
 * double log = hmm.logLikelihood(text);
 * int[] states = hmm.path(text);
 * </pre>
 *
 * @param start [S] the probability of each first state
 * @param transition [S,S] from each state (row) to the next
 * @param emission [S,V] of each symbol in a state (row)
 */
public record Hmm(double[] start, double[][] transition, double[][] emission) {
    private static final double CLOSE = 1e-6;

    /** How many states and symbols there are. Immutable. */
    public record Shape(int states, int symbols) {
        public Shape {
            if (states < 1 || symbols < 1) {
                throw new IllegalArgumentException(
                        "hmm: given " + states + " states and " + symbols + " symbols, needed at least one of each");
            }
        }
    }

    public Hmm {
        requireDistribution("start", start.length, start);
        if (transition.length != start.length || emission.length != start.length) {
            throw new IllegalArgumentException("hmm: given " + start.length + " states, " + transition.length
                    + " rows of transitions and " + emission.length + " of emissions, needed as many of each");
        }
        for (int s = 0; s < start.length; s++) {
            requireDistribution("transitions of state " + s, start.length, transition[s]);
            requireDistribution("emissions of state " + s, emission[0].length, emission[s]);
        }
    }

    private static void requireDistribution(String what, int size, double... p) {
        double sum = 0;
        for (double one : p) {
            sum += one >= 0 ? one : Double.NaN;
        }
        if (p.length != size || !(Math.abs(sum - 1) <= CLOSE)) {
            throw new IllegalArgumentException("hmm, " + what + ": given " + p.length + " numbers that sum to " + sum
                    + ", needed " + size + " probabilities that sum to 1");
        }
    }

    /** A model with drawn probabilities, none of them 0, to learn from. */
    public static Hmm drawn(Shape shape, long seed) {
        long key = new Step(seed, 0).key("hmm");
        var transition = new double[shape.states()][];
        var emission = new double[shape.states()][];
        for (int s = 0; s < shape.states(); s++) {
            transition[s] = drawn(shape.states(), Step.key(key, 1, s));
            emission[s] = drawn(shape.symbols(), Step.key(key, 2, s));
        }
        return new Hmm(drawn(shape.states(), Step.key(key, 0, 0)), transition, emission);
    }

    private static double[] drawn(int size, long key) {
        var p = new double[size];
        Arrays.setAll(p, i -> 0.5 + Step.uniform(key, i));
        return Counts.shares(p);
    }

    /**
     * The frequencies in sequences whose states are known.
     *
     * @param smoothing added to every count, so that nothing is impossible; 0: nothing
     */
    public static Hmm counted(Shape shape, double smoothing, List<int[]> symbols, List<int[]> states) {
        if (symbols.size() != states.size()) {
            throw new DataException("hmm: " + symbols.size() + " sequences of symbols and " + states.size()
                    + " of states; expected as many");
        }
        var counts = new Counts(shape, smoothing);
        for (int i = 0; i < symbols.size(); i++) {
            counts.add(symbols.get(i), states.get(i));
        }
        return counts.hmm(drawn(shape, 0));
    }

    /** S. */
    public int states() {
        return start.length;
    }

    /** V. */
    public int symbols() {
        return emission[0].length;
    }

    /** log p(x), in nats; minus infinity where it is impossible. */
    public double logLikelihood(int... symbols) {
        return ForwardBackward.of(this, symbols).logLikelihood();
    }

    /**
     * The probability of each state at each step, given the whole sequence [T,S].
     *
     * @throws DataException when the sequence is impossible
     */
    public double[][] posteriors(int... symbols) {
        return ForwardBackward.of(this, symbols).posteriors();
    }

    /** The probability of each symbol [V] after a history; a {@link DataException} when the history is impossible. */
    public double[] probabilities(int... history) {
        var now = ForwardBackward.of(this, history).next();
        var p = new double[symbols()];
        for (int s = 0; s < now.length; s++) {
            for (int v = 0; v < p.length; v++) {
                p[v] += now[s] * emission[s][v];
            }
        }
        return p;
    }

    /**
     * The most likely states (Viterbi 1967); of equally likely ones the first, seen from the end.
     *
     * @throws DataException when the sequence is impossible
     */
    public int[] path(int... symbols) {
        var moves = logs(transition);
        var outputs = logs(emission);
        var best = logs(start)[0]; // log p of the best way to each state
        var from = new int[symbols.length][states()];
        for (int t = 0; t < symbols.length; t++) {
            var before = best.clone();
            for (int s = 0; s < best.length; s++) {
                int way = s;
                if (t > 0) {
                    way = 0;
                    for (int r = 1; r < best.length; r++) {
                        way = before[r] + moves[r][s] > before[way] + moves[way][s] ? r : way;
                    }
                    best[s] = before[way] + moves[way][s];
                }
                best[s] += outputs[s][symbols[t]];
                from[t][s] = way;
            }
        }
        return traced(from, best);
    }

    private static double[][] logs(double[]... p) {
        var logs = new double[p.length][];
        for (int i = 0; i < p.length; i++) {
            logs[i] = Arrays.stream(p[i]).map(StrictMath::log).toArray();
        }
        return logs;
    }

    private static int[] traced(int[][] from, double... best) {
        var path = new int[from.length];
        int last = 0;
        for (int s = 1; s < best.length; s++) {
            last = best[s] > best[last] ? s : last;
        }
        if (best[last] == Double.NEGATIVE_INFINITY) {
            throw ForwardBackward.impossible();
        }
        for (int t = path.length - 1; t >= 0; t--) {
            path[t] = last;
            last = from[t][last];
        }
        return path;
    }

    /**
     * The model after some steps of expectation maximisation (Baum, Petrie, Soules, Weiss 1970), none of which lowers the
     * likelihood of the sequences. What has the probability 0 keeps it.
     *
     * @throws DataException when a sequence is impossible
     */
    public Hmm learned(List<int[]> sequences, int steps) {
        var hmm = this;
        for (int i = 0; i < steps; i++) {
            var counts = new Counts(new Shape(states(), symbols()), 0);
            for (var sequence : sequences) {
                counts.add(hmm, sequence);
            }
            hmm = counts.hmm(hmm);
        }
        return hmm;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hmm that
                && Arrays.equals(start, that.start)
                && Arrays.deepEquals(transition, that.transition)
                && Arrays.deepEquals(emission, that.emission);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(start), Arrays.deepHashCode(transition), Arrays.deepHashCode(emission));
    }

    @Override
    public String toString() {
        return "Hmm[" + states() + " states, " + symbols() + " symbols]";
    }
}
