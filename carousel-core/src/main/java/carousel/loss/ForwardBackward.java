package carousel.loss;

import carousel.data.Lengths;
import java.util.Arrays;

/**
 * The sums over all tag sequences of one sequence after another, scaled so that nothing over- or underflows (Rabiner 1989),
 * with one exponential for each tag of each step.
 *
 * <pre>
 * e(t) = exp(x(t) - max x(t))    E = exp(A - max A)    start and end are added to the first and the last x
 * a(t) = e(t) ⊙ (a(t-1) E) / c(t)         c(t) such that a(t) sums to 1
 * b(t) = E (e(t+1) ⊙ b(t+1)) / c(t+1)     b(T) = 1
 * log Z = Σ log c(t) + max x(t), and max A for each transition
 * p(y(t) = j) = a(t,j) b(t,j)
 * p(y(t) = i, y(t+1) = j) = a(t,i) E(i,j) e(t+1,j) b(t+1,j) / c(t+1)
 * </pre>
 *
 * <p>Where the scores of one step are so far apart that a(t) would lose a tag that may still be needed, the sequence is done
 * with logarithms instead, {@link LogSums}. One thread at a time.
 */
final class ForwardBackward {
    /** Below, a tag counts as lost; its reciprocal squared is still a number. */
    private static final double LEAST = 0x1p-400;

    private final ChainScores scores;
    private final int tags;
    private final double[] next;
    private final double[] ahead;
    private final double[] behind;
    private final double[] counts;
    private double[] emissions = {};
    private double[] weights = {};
    private double[] marginals = {};
    private double[] norms = {};
    private int length;
    private boolean scaled;
    private double logPartition;

    ForwardBackward(ChainScores scores) {
        this.scores = scores;
        tags = scores.tags();
        next = new double[tags];
        ahead = new double[tags];
        behind = new double[tags];
        counts = new double[tags * tags];
    }

    /** log Z of packed sequence b of the emissions [N,K]; that of an empty one is 0. */
    double forward(float[] rows, Lengths lengths, int b) {
        load(rows, lengths, b);
        logPartition = scaledForward();
        scaled = !Double.isNaN(logPartition);
        if (!scaled) {
            logPartition = LogSums.forward(scores, emissions, length, marginals);
        }
        if (logPartition == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "linear chain: the order allows no sequence of length " + length + "; expected at least one");
        }
        return logPartition;
    }

    private void load(float[] rows, Lengths lengths, int b) {
        length = lengths.length(b);
        if (norms.length < length) {
            norms = new double[length];
            emissions = new double[length * tags];
            weights = new double[length * tags];
            marginals = new double[length * tags];
        }
        for (int t = 0; t < length; t++) {
            int row = lengths.row(b, t) * tags;
            for (int j = 0; j < tags; j++) {
                emissions[t * tags + j] = rows[row + j];
            }
        }
        for (int j = 0; j < tags && length > 0; j++) {
            emissions[j] += scores.start()[j];
            emissions[(length - 1) * tags + j] += scores.end()[j];
        }
    }

    /** The score of one tag sequence: the sum of all that Z has exponentials of. */
    double score(int[] packed, Lengths lengths, int b) {
        double score = 0;
        for (int t = 0; t < length; t++) {
            int tag = packed[lengths.row(b, t)];
            score += emissions[t * tags + tag];
            if (t > 0) {
                score += scores.transitions()[packed[lengths.row(b, t - 1)] * tags + tag];
            }
        }
        return score;
    }

    /** log Z, and a(t) where the marginals will stand; NaN when a tag was lost. */
    private double scaledForward() {
        double sum = 0;
        for (int t = 0; t < length; t++) {
            int at = t * tags;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int j = at; j < at + tags; j++) {
                greatest = Math.max(greatest, emissions[j]);
            }
            advance(t);
            double total = 0;
            for (int j = 0; j < tags; j++) {
                weights[at + j] = StrictMath.exp(emissions[at + j] - greatest);
                marginals[at + j] = weights[at + j] * next[j];
                total += marginals[at + j];
            }
            if (!normalise(t, total)) {
                return Double.NaN;
            }
            sum += StrictMath.log(total) + greatest;
        }
        return sum + Math.max(0, length - 1) * scores.greatest();
    }

    /** next = a(t-1) E. */
    private void advance(int t) {
        if (t == 0) {
            Arrays.fill(next, 1);
            return;
        }
        Arrays.fill(next, 0);
        for (int i = 0; i < tags; i++) {
            double before = marginals[(t - 1) * tags + i];
            for (int j = 0; j < tags; j++) {
                next[j] += before * scores.weights()[i * tags + j];
            }
        }
    }

    private boolean normalise(int t, double total) {
        if (!(total > LEAST)) {
            return false;
        }
        norms[t] = total;
        double factor = 1 / total;
        for (int j = 0; j < tags; j++) {
            double share = marginals[t * tags + j] * factor;
            marginals[t * tags + j] = share;
            if (!(share >= LEAST) && reachable(t, j)) {
                return false;
            }
        }
        return true;
    }

    private boolean reachable(int t, int j) {
        boolean reachable = t == 0;
        for (int i = 0; i < tags && !reachable; i++) {
            reachable = marginals[(t - 1) * tags + i] > 0 && scores.follows(i, j);
        }
        return reachable && emissions[t * tags + j] > Double.NEGATIVE_INFINITY;
    }

    /** The marginals and the counts of the sequence that {@link #forward} has just read. */
    void backward() {
        Arrays.fill(counts, 0);
        if (!scaled) {
            LogSums.backward(scores, emissions, length, logPartition, marginals, counts);
            return;
        }
        Arrays.fill(behind, 1);
        for (int t = length - 1; t > 0; t--) {
            int at = t * tags;
            for (int j = 0; j < tags; j++) {
                ahead[j] = weights[at + j] * behind[j] / norms[t];
                marginals[at + j] *= behind[j];
            }
            count(at - tags);
            retreat(at - tags);
        }
        for (int j = 0; j < tags && length > 0; j++) {
            marginals[j] *= behind[j];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= scores.weights()[i];
        }
    }

    /** counts += a(t) ahead. */
    private void count(int at) {
        for (int i = 0; i < tags; i++) {
            double before = marginals[at + i];
            for (int j = 0; j < tags; j++) {
                counts[i * tags + j] += before * ahead[j];
            }
        }
    }

    /** b(t) = E ahead. */
    private void retreat(int at) {
        Arrays.fill(behind, 0);
        for (int j = 0; j < tags; j++) {
            double after = ahead[j];
            for (int i = 0; i < tags; i++) {
                behind[i] += after * scores.transposed()[j * tags + i];
            }
        }
        for (int i = 0; i < tags; i++) {
            behind[i] = marginals[at + i] > 0 ? behind[i] : 0; // what nothing leads to could grow without bound
        }
    }

    /** The length of the sequence. */
    int length() {
        return length;
    }

    /** [T,K] after {@link #backward}: how likely each tag is at each step. */
    double[] marginals() {
        return marginals;
    }

    /** [K,K] after {@link #backward}: how often one tag is expected to follow another. */
    double[] counts() {
        return counts;
    }
}
