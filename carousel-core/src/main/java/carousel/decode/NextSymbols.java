package carousel.decode;

import carousel.tensor.Peaks;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The scores of the next symbol of some rows as log-probabilities. Immutable until it is {@link #recycle}d. */
final class NextSymbols {
    /** Of no rows. */
    static final NextSymbols NONE = of(Tensor.zeros(0, 0));

    private final Tensor scores;
    private final float[] logits; // of the scores, not copied
    private final int symbols;
    private final Peaks peaks;

    private NextSymbols(Tensor scores, Peaks peaks) {
        this.scores = scores;
        this.logits = scores.buffer();
        this.symbols = scores.columns();
        this.peaks = peaks;
    }

    /** Of scores that nobody else uses any more. */
    static NextSymbols of(Tensor logits) {
        return new NextSymbols(logits, Peaks.of(logits));
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
        return -(double) peaks.logSum(r) - ((double) peaks.largest(r) - logits[r * symbols + symbol]);
    }

    /** The best {@code count} possible symbols of row r, of equal ones the first before the others; fewer if there are. */
    int[] best(int r, int count, IntPredicate possible) {
        var best = new int[Math.min(count, symbols)];
        int found = 0;
        float least = Float.NEGATIVE_INFINITY; // what is not above it is not looked at
        for (int first = 0; first < symbols; first += Peaks.BLOCK) {
            if (peaks.top(r, first / Peaks.BLOCK) <= least) {
                continue;
            }
            int end = Math.min(symbols, first + Peaks.BLOCK);
            for (int symbol = first; symbol < end; symbol++) {
                float value = logits[r * symbols + symbol];
                if (value <= least || !possible.test(symbol)) {
                    continue;
                }
                found = put(symbol, best, found, r);
                least = found == best.length ? logits[r * symbols + best[found - 1]] : least;
            }
        }
        return Arrays.copyOf(best, found);
    }

    /** Puts a symbol among those found so far, of which the last goes where there is no room; how many there are then. */
    private int put(int symbol, int[] best, int found, int r) {
        int row = r * symbols;
        int at = Math.min(found, best.length - 1);
        for (; at > 0 && logits[row + symbol] > logits[row + best[at - 1]]; at--) {
            best[at] = best[at - 1];
        }
        best[at] = symbol;
        return Math.min(found + 1, best.length);
    }
}
