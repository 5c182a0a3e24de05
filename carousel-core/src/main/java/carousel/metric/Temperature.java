package carousel.metric;

/**
 * Temperature scaling (Guo, Pleiss, Sun, Weinberger 2017): one number that makes the probabilities of a trained classifier mean
 * what they say, fitted on data that was not learned from. No decision changes. Immutable, safe for many threads.
 *
 * <pre>
 * p = softmax(logits / T)    T minimises the mean of -log p[label]
 * </pre>
 *
 * <p>The loss is convex in 1/T, so its slope crosses zero once: found by bisection between T = 0.01 and 100, which it ends at if
 * every label has the greatest logit, or the logits are worse than none.
 *
 * <pre>{@code
 * var temperature = Temperature.fit(logits, labels);              // of the validation data
 * var probabilities = temperature.probabilities(others, classes);
 * }</pre>
 *
 * @param value T, above 0: above 1 makes less confident
 */
public record Temperature(double value) {
    private static final double LEAST = 0.01;
    private static final double MOST = 100;
    private static final int HALVINGS = 60;

    public Temperature {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("temperature: expected a number above 0, got " + value);
        }
    }

    /**
     * The temperature of the smallest loss.
     *
     * @param logits [N,K], row by row
     * @param labels [N]
     */
    public static Temperature fit(float[] logits, int... labels) {
        return fit(0, logits, labels);
    }

    /**
     * The same for few examples, which may all be right by luck: of every label the part 1/(N + 2) is given to the other
     * classes, as Platt (1999) does.
     */
    public static Temperature cautious(float[] logits, int... labels) {
        return fit(1.0 / (labels.length + 2), logits, labels);
    }

    private static Temperature fit(double doubt, float[] logits, int... labels) {
        Given.classes("temperature", logits.length, labels);
        if (slope(doubt, logits, 1, labels) == 0) {
            return new Temperature(1); // as good as any other, if the logits are all equal
        }
        double low = -StrictMath.log(MOST); // of log 1/T
        double high = -StrictMath.log(LEAST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(doubt, logits, StrictMath.exp(middle), labels) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Temperature(StrictMath.exp(-(low + high) / 2));
    }

    /** N d loss / d (1/T): the sum of the expected logits less the labels'. */
    private static double slope(double doubt, float[] logits, double inverse, int... labels) {
        int classes = logits.length / labels.length;
        double slope = 0;
        for (int i = 0; i < labels.length; i++) {
            double greatest = greatest(logits, i * classes, classes);
            double sum = 0;
            double others = 0; // how far the other classes lie above the label's
            double above = 0; // the label's logit is taken off first: then nothing cancels where it is the greatest
            for (int k = i * classes; k < (i + 1) * classes; k++) {
                double share = StrictMath.exp((logits[k] - greatest) * inverse);
                sum += share;
                double difference = (double) logits[k] - logits[i * classes + labels[i]];
                above += share * difference;
                others += difference;
            }
            slope += above / sum - doubt * others / Math.max(1, classes - 1);
        }
        return slope;
    }

    private static double greatest(float[] logits, int at, int classes) {
        double greatest = logits[at];
        for (int k = at + 1; k < at + classes; k++) {
            greatest = Math.max(greatest, logits[k]);
        }
        return greatest;
    }

    /** softmax(logits / T) of each row of logits [N,K]. */
    public float[] probabilities(float[] logits, int classes) {
        if (classes < 1 || logits.length % classes != 0) {
            throw new IllegalArgumentException(
                    "temperature: " + logits.length + " logits; expected a row of " + classes + " for each example");
        }
        var probabilities = new float[logits.length];
        for (int at = 0; at < logits.length; at += classes) {
            double normaliser = normaliser(logits, at, classes);
            for (int k = at; k < at + classes; k++) {
                probabilities[k] = (float) StrictMath.exp(logits[k] / value - normaliser);
            }
        }
        return probabilities;
    }

    /** log Σ exp(logits / T). */
    private double normaliser(float[] logits, int at, int classes) {
        double greatest = greatest(logits, at, classes);
        double sum = 0;
        for (int k = at; k < at + classes; k++) {
            sum += StrictMath.exp((logits[k] - greatest) / value);
        }
        return greatest / value + StrictMath.log(sum);
    }

    /** The mean of -log p[label], in nats. */
    public double loss(float[] logits, int... labels) {
        int classes = Given.classes("temperature", logits.length, labels);
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss += normaliser(logits, i * classes, classes) - logits[i * classes + labels[i]] / value;
        }
        return loss / labels.length;
    }
}
