package carousel.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well sets of labels were found, where any number may be true of one example. Immutable.
 *
 * <pre>
 * micro F1 = F1 of all labels' counts together      macro F1 = mean of the labels' F1, an absent label's 0
 * subset accuracy = part of the examples with no label wrong
 * Hamming loss = part of all decisions that are wrong
 * </pre>
 *
 * @param examples how many there are
 * @param labels the counts of each label
 * @param exact examples with no label wrong
 * @param wrong decisions, over all examples and labels
 */
public record MultiLabel(long examples, List<PrecisionRecall> labels, long exact, long wrong) {

    public MultiLabel {
        labels = List.copyOf(labels);
    }

    /** Of [N][K] decisions. */
    public static MultiLabel of(boolean[][] expected, boolean[][] predicted) {
        Given.require("labels", expected.length, predicted.length);
        int width = expected.length == 0 ? 0 : expected[0].length;
        var counts = new long[width][3]; // correct, found, expected
        long exact = 0;
        long wrong = 0;
        for (int i = 0; i < expected.length; i++) {
            Given.require("labels of example " + i, width, expected[i].length);
            Given.require("labels of example " + i, width, predicted[i].length);
            for (int k = 0; k < width; k++) {
                counts[k][0] += expected[i][k] && predicted[i][k] ? 1 : 0;
                counts[k][1] += predicted[i][k] ? 1 : 0;
                counts[k][2] += expected[i][k] ? 1 : 0;
                wrong += expected[i][k] != predicted[i][k] ? 1 : 0;
            }
            exact += Arrays.equals(expected[i], predicted[i]) ? 1 : 0;
        }
        var labels = IntStream.range(0, width)
                .mapToObj(k -> new PrecisionRecall(counts[k][0], counts[k][1], counts[k][2]))
                .toList();
        return new MultiLabel(expected.length, labels, exact, wrong);
    }

    /** All labels together. */
    public PrecisionRecall micro() {
        return labels.stream().reduce(PrecisionRecall.NONE, PrecisionRecall::plus);
    }

    public double microF1() {
        return micro().f1();
    }

    public double macroF1() {
        return labels.stream().mapToDouble(PrecisionRecall::f1).average().orElse(0);
    }

    public double subsetAccuracy() {
        return (double) exact / Math.max(1, examples);
    }

    public double hammingLoss() {
        return (double) wrong / Math.max(1, examples * labels.size());
    }
}
