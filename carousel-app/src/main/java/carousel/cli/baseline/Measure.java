package carousel.cli.baseline;

import carousel.metric.Bootstrap.Difference;
import carousel.metric.PrecisionRecall;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** By what a network and simpler models are compared: a score of sums over examples. */
public enum Measure {
    /** Right answers, and all. */
    ACCURACY("accuracy", Better.HIGHER, Measure::mean),
    /** The same of what is said of whole sentences, beside their tags. */
    INTENT_ACCURACY("intent_accuracy", Better.HIGHER, Measure::mean),
    /** Correct, found and expected spans. */
    F1("f1", Better.HIGHER, sums -> new PrecisionRecall((long) sums[0], (long) sums[1], (long) sums[2]).f1()),
    /** Squared errors, and their number. */
    MSE("mse", Better.LOWER, Measure::mean),
    /** Nats, and symbols. */
    PERPLEXITY("perplexity", Better.LOWER, sums -> Math.exp(mean(sums))),
    /** Nats, and characters. */
    BITS_PER_CHAR("bits_per_char", Better.LOWER, sums -> mean(sums) / Math.log(2));

    private enum Better {
        HIGHER,
        LOWER
    }

    private final String key;
    private final Better better;
    private final ToDoubleFunction<double[]> score;

    Measure(String key, Better better, ToDoubleFunction<double[]> score) {
        this.key = key;
        this.better = better;
        this.score = score;
    }

    /** The score. */
    double of(double... sums) {
        return score.applyAsDouble(sums);
    }

    private static double mean(double... sums) {
        return sums[0] / Math.max(1, sums[1]);
    }

    /** Its name among the figures. */
    String key() {
        return key;
    }

    /** What stands before the names of figures that every comparison has: there may be two of one run. */
    String prefix() {
        return this == INTENT_ACCURACY ? "baseline_intent_" : "baseline_";
    }

    /** Its name in a table. */
    String words() {
        return key.replace('_', ' ');
    }

    boolean higherIsBetter() {
        return better == Better.HIGHER;
    }

    /** By how much the first of two is better, with its interval. */
    String lead(Difference ahead) {
        boolean points = higherIsBetter();
        double unit = points ? 100 : 1;
        var format = points ? "%+.1f points [%.1f, %.1f]" : "%+.3f [%.3f, %.3f]";
        return String.format(Locale.ROOT, format, unit * ahead.value(), unit * ahead.low(), unit * ahead.high());
    }

    /** The same in a sentence, before the name of the second. */
    String over(Difference ahead) {
        return higherIsBetter()
                ? lead(ahead) + " over "
                : words() + " lower by " + lead(ahead).substring(1) + " than ";
    }
}
