package carousel.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: of all predictions made with confidence 0.8, 80 % should be right (Guo, Pleiss,
 * Sun, Weinberger 2017). Immutable, safe for many threads.
 *
 * <pre>
 * bin m holds the predictions with a confidence above (m - 1) / 15 and at most m / 15
 * expected calibration error = Σ over bins of (their share) · |accuracy - mean confidence|
 * </pre>
 *
 * <pre>{@code
 * var calibration = Calibration.of(model.logits(texts).softmax().toArray(), labels);
 * calibration.error();
 * }</pre>
 *
 * @param bins from the lowest confidence to the highest; some may be empty
 */
public record Calibration(List<Bin> bins) {
    private static final int BINS = 15;

    /**
     * The predictions of some confidence. Immutable.
     *
     * @param count how many there are
     * @param confidence their mean; 0 when there are none
     * @param accuracy the part of them that is right; 0 when there are none
     */
    public record Bin(long count, double confidence, double accuracy) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** Of predictions with these confidences, right or wrong. */
    public static Calibration of(float[] confidences, boolean[] hits) {
        Given.require("calibration", hits.length, confidences.length);
        var counts = new long[BINS];
        var right = new long[BINS];
        var sums = new double[BINS];
        for (int i = 0; i < hits.length; i++) {
            int bin = bin(confidences[i]);
            counts[bin]++;
            right[bin] += hits[i] ? 1 : 0;
            sums[bin] += confidences[i];
        }
        var bins = new ArrayList<Bin>();
        for (int bin = 0; bin < BINS; bin++) {
            long count = Math.max(1, counts[bin]);
            bins.add(new Bin(counts[bin], sums[bin] / count, (double) right[bin] / count));
        }
        return new Calibration(bins);
    }

    private static int bin(float confidence) {
        if (!(confidence >= 0 && confidence <= 1.0001f)) {
            throw new IllegalArgumentException("calibration: confidence " + confidence + "; expected 0 to 1");
        }
        return Math.min((int) ((double) confidence * BINS), BINS - 1); // between 0 and 1 no float is an edge
    }

    /**
     * Of the most likely class of each example; of equally likely ones the lowest.
     *
     * @param probabilities [N,K], row by row
     * @param labels [N]
     */
    public static Calibration of(float[] probabilities, int... labels) {
        int classes = Given.classes("calibration", probabilities.length, labels);
        var confidences = new float[labels.length];
        var hits = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                best = probabilities[i * classes + k] > probabilities[i * classes + best] ? k : best;
            }
            confidences[i] = probabilities[i * classes + best];
            hits[i] = best == labels[i];
        }
        return of(confidences, hits);
    }

    /** The expected calibration error: 0 is best; 0 when there are no predictions. */
    public double error() {
        long total = Math.max(1, bins.stream().mapToLong(Bin::count).sum());
        return bins.stream()
                .mapToDouble(bin -> bin.count * Math.abs(bin.accuracy - bin.confidence) / total)
                .sum();
    }

    /** The greatest gap between accuracy and confidence of any bin: the maximum calibration error. */
    public double greatestError() {
        return bins.stream()
                .filter(bin -> bin.count > 0)
                .mapToDouble(bin -> Math.abs(bin.accuracy - bin.confidence))
                .max()
                .orElse(0);
    }
}
