package carousel.metric;

import carousel.data.Draw;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How sure a difference between two systems is: their scores on test sets drawn again, with replacement, from the examples
 * there are (Efron 1979; paired, for scores of a whole corpus, Koehn 2004). Both systems get the same draws. Equal seeds give
 * equal intervals. Immutable, safe for many threads.
 *
 * <pre>
 * d(r) = score of the first - score of the second, on n examples drawn from n with replacement, r = 1 … resamples
 * interval = the middle part of the sorted d: all but (1 - level) / 2 at either end (Efron's percentiles)
 * </pre>
 *
 * <pre>{@code
 * var difference = Bootstrap.seed(1).means(hits, otherHits);            // 1 for right, 0 for wrong
 * boolean sure = difference.low() > 0;
 * var bleu = Bleu.standard();
 * Bootstrap.seed(1).sums(bleu.sentences(predictions, references), bleu.sentences(others, references));
 * }</pre>
 *
 * @param resamples how many test sets are drawn
 * @param level of confidence, such as 0.95
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {

    public Bootstrap {
        if (resamples < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("bootstrap: " + resamples + " resamples at level " + level
                    + "; expected 1 or more, and a level between 0 and 1");
        }
    }

    /**
     * The first system's score less the second's. Immutable.
     *
     * @param value on the examples as they are
     * @param low end of the interval
     * @param high end of the interval
     * @param wins the part of the draws in which the first is better
     */
    public record Difference(double value, double low, double high, double wins) {}

    /** A thousand draws, 95 %. */
    public static Bootstrap seed(long seed) {
        return new Bootstrap(1000, 0.95, seed);
    }

    /** Of the mean of a score that each example has on its own: hits for the accuracy. */
    public Difference means(double[] first, double[] second) {
        Given.require("bootstrap", first.length, second.length);
        return scores(first.length, ids -> mean(first, ids), ids -> mean(second, ids));
    }

    private static double mean(double[] scores, int... ids) {
        double sum = 0;
        for (int id : ids) {
            sum += scores[id];
        }
        return sum / ids.length;
    }

    /** Of a score that only a whole corpus has, such as BLEU, from what was counted in each sentence. */
    public <S extends Additive<S>> Difference sums(List<S> first, List<S> second) {
        Given.require("bootstrap", first.size(), second.size());
        return scores(first.size(), ids -> sum(first, ids), ids -> sum(second, ids));
    }

    private static <S extends Additive<S>> double sum(List<S> scores, int... ids) {
        var sum = scores.get(ids[0]);
        for (int i = 1; i < ids.length; i++) {
            sum = sum.plus(scores.get(ids[i]));
        }
        return sum.value();
    }

    /**
     * Of a score that only a whole corpus has.
     *
     * @param examples n
     * @param first the score of the first system on these examples, some of them several times; the array is lent
     * @param second the same of the second system
     */
    public Difference scores(int examples, ToDoubleFunction<int[]> first, ToDoubleFunction<int[]> second) {
        if (examples < 1) {
            throw new IllegalArgumentException("bootstrap: " + examples + " examples; expected 1 or more");
        }
        var ids = new int[examples];
        Arrays.setAll(ids, i -> i);
        double value = first.applyAsDouble(ids) - second.applyAsDouble(ids);
        var draw = Draw.of(seed);
        var differences = new double[resamples];
        int wins = 0;
        for (int r = 0; r < resamples; r++) {
            Arrays.setAll(ids, i -> draw.below(examples));
            differences[r] = first.applyAsDouble(ids) - second.applyAsDouble(ids);
            wins += differences[r] > 0 ? 1 : 0;
        }
        Arrays.sort(differences);
        int left = (int) Math.floor((1 - level) / 2 * resamples + 1e-9); // 0.05 of 1000 is a little less than 50
        return new Difference(value, differences[left], differences[resamples - 1 - left], (double) wins / resamples);
    }
}
