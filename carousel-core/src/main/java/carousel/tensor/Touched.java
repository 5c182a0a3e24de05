package carousel.tensor;

import carousel.kernel.Norm;
import carousel.kernel.Pool;
import carousel.kernel.RangeTask;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The gradient of a weight while it grows and afterwards. Where operations added to some rows alone, as those that look
 * symbols up in a table do, it knows which; all others are +0, and nobody needs to pass over them. One thread at a time.
 */
final class Touched {
    private final int size;
    private final int width;
    private final float[] values;
    private final BitSet rows = new BitSet();
    private boolean whole;

    private Touched(Tensor weight, float[] values) {
        this.size = weight.size();
        this.width = Math.max(1, weight.columns());
        this.values = values;
    }

    /** The gradient of a weight to any element of which is added. */
    static Touched everywhere(Tensor weight, Pool pool) {
        return new Touched(weight, pool.takeZeroed(weight.size()));
    }

    /** The gradient of a weight to some rows of which is added. */
    static Touched inRows(Tensor weight, Pool pool) {
        return new Touched(weight, pool.takeZero(weight.size()));
    }

    /** The buffer, for an operation that adds to any element. */
    float[] adding() {
        whole = true;
        return values;
    }

    /** The buffer, for an operation that adds to these rows alone. */
    float[] adding(int[] ids) {
        for (int id : ids) {
            rows.set(id);
        }
        return values;
    }

    float[] values() {
        return values;
    }

    double sumOfSquares() {
        return Norm.sumOfSquares(values, size, this::within);
    }

    /** Whether any of these elements was added to. */
    private boolean within(int from, int to) {
        int row = rows.nextSetBit(from / width);
        return whole || row >= 0 && row * width < to;
    }

    /** Does those of the elements from (inclusive) to (exclusive) that were added to. */
    void each(int from, int to, RangeTask task) {
        if (whole) {
            task.run(from, to);
            return;
        }
        int row = rows.nextSetBit(from / width);
        while (row >= 0 && row * width < to) {
            int end = rows.nextClearBit(row);
            task.run(Math.max(from, row * width), Math.min(to, end * width));
            row = rows.nextSetBit(end);
        }
    }

    /** Gives the buffer back; one that is zero again once a few rows are is not zeroed as a whole for the next step. */
    void release(Pool pool) {
        if (whole) {
            pool.give(values);
        } else {
            each(0, size, (from, to) -> Arrays.fill(values, from, to, 0f));
            pool.giveZero(values);
        }
    }
}
