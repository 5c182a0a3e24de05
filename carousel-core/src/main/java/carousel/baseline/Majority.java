package carousel.baseline;

import carousel.text.DataException;
import java.util.Objects;

/**
 * Says the most frequent class, whatever it is given. Immutable, safe for many threads.
 *
 * <pre>
 * p(k) = (how often k + 1) / (all + K)
 * </pre>
 *
 * <p>So a class that was never seen has a finite loss.
 *
 * <pre>
 * var majority = Majority.of(3, labels);
 * int answer = majority.label();
 * double loss = majority.loss(testLabels);
 * </pre>
 */
public final class Majority {
    private final int[] counts;
    private final int all;

    private Majority(int[] counts, int all) {
        this.counts = counts;
        this.all = all;
    }

    /** Counts the classes 0 to K - 1 of what is learned from. */
    public static Majority of(int classes, int... labels) {
        requireSome(labels);
        var counts = new int[classes];
        for (int label : labels) {
            counts[Objects.checkIndex(label, classes)]++;
        }
        return new Majority(counts, labels.length);
    }

    private static void requireSome(int... labels) {
        if (labels.length == 0) {
            throw new DataException("majority: no labels; expected at least one");
        }
    }

    /** The most frequent class, of equally frequent ones the first. */
    public int label() {
        int best = 0;
        for (int k = 1; k < counts.length; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        return best;
    }

    /** p(k). */
    public double probability(int label) {
        return (counts[label] + 1.0) / (all + counts.length);
    }

    /** The mean of -log p over some labels, in nats. */
    public double loss(int... labels) {
        requireSome(labels);
        double sum = 0;
        for (int label : labels) {
            sum -= StrictMath.log(probability(label));
        }
        return sum / labels.length;
    }
}
