package carousel.decode;

import carousel.tensor.Split;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The scores of the next symbol of some rows as log-probabilities. Immutable. */
final class NextSymbols {
    /** Of no rows. */
    static final NextSymbols NONE = new NextSymbols(new float[0], 0, new float[0], new float[0]);

    private final float[] logits;
    private final int symbols;
    private final float[] largest;
    private final float[] losses; // -log p of each row's largest

    private NextSymbols(float[] logits, int symbols, float[] largest, float[] losses) {
        this.logits = logits;
        this.symbols = symbols;
        this.largest = largest;
        this.losses = losses;
    }

    static NextSymbols of(Tensor logits) {
        int width = logits.columns();
        var values = logits.toArray();
        var top = new int[logits.rows()];
        var largest = new float[top.length];
        Split.each(top.length, values.length, () -> 0, (r, none) -> {
            int best = r * width;
            for (int i = best; i < (r + 1) * width; i++) {
                best = values[i] > values[best] ? i : best;
            }
            top[r] = best - r * width;
            largest[r] = values[best];
        });
        var losses = Tape.evaluate(() -> logits.negativeLogLikelihood(top));
        var next = new NextSymbols(values, width, largest, losses.toArray());
        Tape.recycle(losses);
        return next;
    }

    /** The scores of row r. */
    float[] row(int r) {
        return Arrays.copyOfRange(logits, r * symbols, (r + 1) * symbols);
    }

    /** log p of a symbol in row r. */
    double logProbability(int r, int symbol) {
        return -(double) losses[r] - ((double) largest[r] - logits[r * symbols + symbol]);
    }

    /** The best {@code count} possible symbols of row r, of equal ones the first before the others; fewer if there are. */
    int[] best(int r, int count, IntPredicate possible) {
        var best = new int[Math.min(count, symbols)];
        int found = 0;
        int row = r * symbols;
        for (int symbol = 0; symbol < symbols; symbol++) {
            float value = logits[row + symbol];
            boolean late = found == best.length && !(value > logits[row + best[found - 1]]);
            if (late || value == Float.NEGATIVE_INFINITY || !possible.test(symbol)) {
                continue;
            }
            int at = found < best.length ? found++ : found - 1;
            for (; at > 0 && value > logits[row + best[at - 1]]; at--) {
                best[at] = best[at - 1];
            }
            best[at] = symbol;
        }
        return Arrays.copyOf(best, found);
    }
}
