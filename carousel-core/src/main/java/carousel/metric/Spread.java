package carousel.metric;

import java.util.Arrays;
import java.util.Locale;

/**
 * The mean and the sample standard deviation of a score over several seeds. Immutable.
 *
 * <pre>
 * deviation = √(Σ (x - mean)² / (n - 1))
 * </pre>
 *
 * @param mean of the scores
 * @param deviation of the scores; not a number when there is only one
 * @param count n
 */
public record Spread(double mean, double deviation, int count) {

    public static Spread of(double... scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("spread: no scores; expected one or more");
        }
        double mean = Arrays.stream(scores).sum() / scores.length;
        double squares = Arrays.stream(scores).map(x -> (x - mean) * (x - mean)).sum();
        return new Spread(mean, Math.sqrt(squares / (scores.length - 1)), scores.length);
    }

    /** Such as 0.8213 ± 0.0041 (n = 5). */
    @Override
    public String toString() {
        return count == 1
                ? String.format(Locale.ROOT, "%.4f (n = 1)", mean)
                : String.format(Locale.ROOT, "%.4f ± %.4f (n = %d)", mean, deviation, count);
    }
}
