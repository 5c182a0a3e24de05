package carousel.baseline;

import java.util.Arrays;

/**
 * The n-grams of a length, each with what a discount leaves of its share. Immutable.
 *
 * @param last [n-grams] the last symbol, rising among those that continue the same history
 * @param seen [n-grams] their discounted share of what follows their history
 * @param first [histories + 1] where the n-grams begin that continue a history
 * @param rest [histories] γ: what is left for the shorter history
 */
record Discounted(int[] last, float[] seen, int[] first, float[] rest) {
    private static final double[] USUAL = {0, 0.5, 1, 1.5};

    static Discounted of(NGrams grams, int... counts) {
        var discounts = discounts(counts);
        var first = grams.first();
        var seen = new float[counts.length];
        var rest = new float[first.length - 1];
        for (int history = 0; history < rest.length; history++) {
            long all = 0;
            double left = 0;
            for (int i = first[history]; i < first[history + 1]; i++) {
                all += counts[i];
                left += discounts[Math.min(counts[i], 3)];
            }
            for (int i = first[history]; i < first[history + 1]; i++) {
                seen[i] = (float) ((counts[i] - discounts[Math.min(counts[i], 3)]) / all);
            }
            rest[history] = all == 0 ? 1 : (float) (left / all);
        }
        return new Discounted(grams.last(), seen, first, rest);
    }

    /** D(0) to D(3 and more). */
    private static double[] discounts(int... counts) {
        var n = new double[5];
        for (int count : counts) {
            n[Math.min(count, 4)] += count <= 4 ? 1 : 0;
        }
        double y = n[1] / (n[1] + 2 * n[2]);
        var discounts = new double[4];
        for (int i = 1; i < 4; i++) {
            discounts[i] = i - (i + 1) * y * n[i + 1] / n[i];
            if (!(discounts[i] > 0 && discounts[i] <= i)) { // also when there are no such counts at all
                return USUAL;
            }
        }
        return discounts;
    }

    boolean continues(int history) {
        return first[history] < first[history + 1];
    }

    /** The n-gram of a history and a symbol; negative when there is none. */
    int find(int history, int symbol) {
        return Arrays.binarySearch(last, first[history], first[history + 1], symbol);
    }
}
