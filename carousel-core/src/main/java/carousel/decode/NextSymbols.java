package carousel.decode;

import carousel.tensor.Split;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The scores of the next symbol of some rows as log-probabilities. Immutable until it is {@link #recycle}d. */
final class NextSymbols {
    /** Of no rows. */
    static final NextSymbols NONE = new NextSymbols(Tensor.zeros(0, 0), new float[0], new float[0]);

    private final Tensor scores;
    private final float[] logits; // of the scores, not copied
    private final int symbols;
    private final float[] largest;
    private final float[] losses; // -log p of each row's largest

    private NextSymbols(Tensor scores, float[] largest, float[] losses) {
        this.scores = scores;
        this.logits = scores.buffer();
        this.symbols = scores.columns();
        this.largest = largest;
        this.losses = losses;
    }

    /** Of scores that nobody else uses any more. */
    static NextSymbols of(Tensor logits) {
        int width = logits.columns();
        var values = logits.buffer();
        var top = new int[logits.rows()];
        var largest = new float[top.length];
        Split.each(top.length, logits.size(), () -> 0, (r, none) -> {
            top[r] = largest(values, r * width, width);
            largest[r] = values[r * width + top[r]];
        });
        var losses = Tape.evaluate(() -> logits.negativeLogLikelihood(top));
        var next = new NextSymbols(logits, largest, losses.toArray());
        Tape.recycle(losses);
        return next;
    }

    /** The place of the largest, of equal ones the first. */
    private static int largest(float[] values, int from, int width) {
        int place = 0;
        float most = values[from];
        for (int i = 1; i < width; i++) {
            float value = values[from + i];
            if (value > most) {
                most = value;
                place = i;
            }
        }
        return place;
    }

    /** Gives the scores back; nothing may be asked any more. */
    void recycle() {
        Tape.recycle(scores);
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
        float least = Float.NEGATIVE_INFINITY; // what is not above it is not looked at
        for (int symbol = 0; symbol < symbols; symbol++) {
            float value = logits[row + symbol];
            if (value <= least || !possible.test(symbol)) {
                continue;
            }
            int at = found < best.length ? found++ : found - 1;
            for (; at > 0 && value > logits[row + best[at - 1]]; at--) {
                best[at] = best[at - 1];
            }
            best[at] = symbol;
            least = found == best.length ? logits[row + best[found - 1]] : least;
        }
        return Arrays.copyOf(best, found);
    }
}
