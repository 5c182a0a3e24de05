package carousel.metric;

/**
 * How many of the things that were found are right, and how many of the right ones were found. Immutable.
 *
 * <pre>
 * precision = correct / found    recall = correct / expected
 * F1 = 2 precision recall / (precision + recall) = 2 correct / (found + expected)      (van Rijsbergen 1979, β = 1)
 * </pre>
 *
 * @param correct found and expected
 * @param found by the model
 * @param expected by the data: the support
 */
public record PrecisionRecall(long correct, long found, long expected) {
    /** Nothing was found and nothing expected. */
    static final PrecisionRecall NONE = new PrecisionRecall(0, 0, 0);

    public PrecisionRecall {
        if (correct < 0 || correct > found || correct > expected) {
            throw new IllegalArgumentException("precision and recall: " + correct + " correct of " + found
                    + " found and " + expected + " expected");
        }
    }

    /** 0 when nothing was found. */
    public double precision() {
        return found == 0 ? 0 : (double) correct / found;
    }

    /** 0 when nothing was expected. */
    public double recall() {
        return expected == 0 ? 0 : (double) correct / expected;
    }

    /** 0 when nothing was found or expected. */
    public double f1() {
        return found + expected == 0 ? 0 : 2.0 * correct / (found + expected);
    }

    public PrecisionRecall plus(PrecisionRecall other) {
        return new PrecisionRecall(correct + other.correct, found + other.found, expected + other.expected);
    }
}
