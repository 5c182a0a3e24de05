package carousel.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which class was taken for which, and the scores that follow. The scores of a class are those of scikit-learn: a class that
 * was never predicted has precision 0, one that never occurs recall 0. Immutable as long as nobody writes into the array.
 *
 * <pre>
 * accuracy = Σ counts[k,k] / Σ counts
 * precision of k = counts[k,k] / Σ over i of counts[i,k]     recall of k = counts[k,k] / Σ over j of counts[k,j]
 * macro F1 = mean of the F1 of the classes     weighted F1 = mean, each times its support
 * micro = precision and recall of the sums over classes
 * </pre>
 *
 * <pre>{@code
 * var confusion = Confusion.of(List.of("cat", "dog"), gold, predicted);
 * confusion.macroF1();
 * confusion.table();
 * }</pre>
 *
 * @param labels of the K classes
 * @param counts [K,K] a row for each expected class, a column for each predicted one
 */
public record Confusion(List<String> labels, long... counts) {

    public Confusion {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || counts.length != labels.size() * labels.size()) {
            throw new IllegalArgumentException("confusion: " + counts.length + " counts for " + labels.size()
                    + " classes; expected a row and a column for each of one class or more");
        }
        counts = counts.clone();
    }

    /** Counts pairs of classes, 0 to K - 1, one pair for each example. */
    public static Confusion of(List<String> labels, int[] expected, int[] predicted) {
        Given.require("confusion", expected.length, predicted.length);
        int classes = labels.size();
        var counts = new long[classes * classes];
        for (int i = 0; i < expected.length; i++) {
            counts[Given.label(expected[i], classes) * classes + Given.label(predicted[i], classes)]++;
        }
        return new Confusion(labels, counts);
    }

    /** Examples of class i that were taken for class j. */
    public long count(int i, int j) {
        return counts[i * labels.size() + j];
    }

    /** The number of examples. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** The part that is right; 0 when there are no examples. */
    public double accuracy() {
        long right = every().mapToLong(k -> count(k, k)).sum();
        return (double) right / Math.max(1, total());
    }

    /** The scores of one class. */
    public PrecisionRecall of(int k) {
        return new PrecisionRecall(
                count(k, k),
                every().mapToLong(i -> count(i, k)).sum(),
                every().mapToLong(j -> count(k, j)).sum());
    }

    /** The mean F1 over the classes that occur or were predicted: scikit-learn's, if it is not told the labels. */
    public double macroF1() {
        return macroF1(occurring());
    }

    /** The mean F1 over these classes; one that is absent everywhere has 0, as when scikit-learn is told the labels. */
    public double macroF1(int... classes) {
        return Arrays.stream(classes).mapToDouble(k -> of(k).f1()).average().orElse(0);
    }

    /** The classes that occur or were predicted. */
    public int[] occurring() {
        return every().filter(k -> of(k).found() + of(k).expected() > 0).toArray();
    }

    /** These classes together: all but one that stands for nothing, for instance. Of all classes, F1 is the accuracy. */
    public PrecisionRecall micro(int... classes) {
        return Arrays.stream(classes).mapToObj(this::of).reduce(PrecisionRecall.NONE, PrecisionRecall::plus);
    }

    /** The mean F1 over all classes, each times its support. */
    public double weightedF1() {
        double sum = every().mapToDouble(k -> of(k).f1() * of(k).expected()).sum();
        return sum / Math.max(1, total());
    }

    /**
     * A kind of mistake.
     *
     * @param expected class
     * @param predicted class
     * @param count how often
     */
    public record Mistake(int expected, int predicted, long count) {}

    /** The most frequent mistakes, at most so many; of equal ones the lower classes first. */
    public List<Mistake> mistakes(int most) {
        return every().boxed()
                .flatMap(i -> every().mapToObj(j -> new Mistake(i, j, count(i, j))))
                .filter(mistake -> mistake.expected != mistake.predicted && mistake.count > 0)
                .sorted(Comparator.comparingLong(mistake -> -mistake.count))
                .limit(most)
                .toList();
    }

    private IntStream every() {
        return IntStream.range(0, labels.size());
    }

    /** The counts as lines of at most 120 characters: columns by number, in several blocks where there are many. */
    public String table() {
        return ConfusionText.table(this);
    }

    /** The scores of each class and their means, a line each. */
    public String report() {
        return ConfusionText.report(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Confusion that && labels.equals(that.labels) && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return table();
    }
}
