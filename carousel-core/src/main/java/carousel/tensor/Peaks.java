package carousel.tensor;

import carousel.kernel.Pool;
import carousel.kernel.Rows;

/**
 * What has to be known of rows of scores to find the best of each and their probabilities, without looking at every score
 * again: the largest of each block of columns, and the sum of all exponentials. Nothing is recorded. Immutable.
 *
 * <pre>
 * log p(r, j) = x[r,j] - largest(r) - logSum(r)
 * </pre>
 */
public final class Peaks {
    /** The columns of a block. */
    public static final int BLOCK = 64;

    private final int blocks;
    private final float[] tops; // [N,blocks]
    private final float[] largest; // [N]
    private final float[] logSums; // [N]

    private Peaks(int rows, int columns) {
        blocks = Math.ceilDiv(columns, BLOCK);
        tops = new float[Math.multiplyExact(rows, blocks)];
        largest = new float[rows];
        logSums = new float[rows];
    }

    /** Of scores [N,V], each row by itself. */
    public static Peaks of(Tensor scores) {
        int width = scores.columns();
        var peaks = new Peaks(scores.rows(), width);
        var x = scores.buffer();
        Split.rows(scores.rows(), width, (from, to) -> {
            var pool = Pool.ofThread();
            var exponentials = pool.take(width);
            for (int r = from; r < to; r++) {
                peaks.look(r, x, width, exponentials);
            }
            pool.give(exponentials);
        });
        return peaks;
    }

    private void look(int r, float[] x, int width, float[] exponentials) {
        for (int b = 0; b < blocks; b++) {
            int first = b * BLOCK;
            tops[r * blocks + b] = Rows.max(x, r * width + first, Math.min(BLOCK, width - first));
        }
        largest[r] = Rows.max(tops, r * blocks, blocks);
        logSums[r] = NegativeLogLikelihood.logSum(x, r * width, width, largest[r], exponentials, 0);
    }

    /** The largest of the scores of row r; NaN when there is one among them. */
    public float largest(int r) {
        return largest[r];
    }

    /** The largest of those from column {@code b · BLOCK} on, as many as a block has. */
    public float top(int r, int b) {
        return tops[r * blocks + b];
    }

    /** log Σ exp(x - largest) of row r. */
    public float logSum(int r) {
        return logSums[r];
    }
}
