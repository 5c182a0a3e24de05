package carousel.kernel;

import java.util.Arrays;
import java.util.Objects;

/**
 * The right-hand side [K, N] of products, packed once for many of them: panels of 32 columns, one after the other, each
 * [K, 32]; the columns behind the last one are zero. Immutable and safe for many threads, but for {@link #refill}.
 */
public final class Panels {
    /** The columns of a panel. */
    public static final int WIDTH = Kernels.PANEL;

    /** Panels read side by side, and rows of a transposed matrix: as many as the first-level cache has places for. */
    private static final int TOGETHER = 4;

    private static final int LINE = 16;
    private static final int[] NO_HALVES = {};

    /** Elements a thread packs at least. */
    private static final int GRAIN = 64 * 1024;

    private final int k;
    private final int n;
    private final boolean transposed;
    private final float[] data;
    private final int[] halves;

    private Panels(int k, int n, boolean transposed, Precision precision) {
        this.k = k;
        this.n = n;
        this.transposed = transposed;
        this.data = new float[Math.multiplyExact(Math.multiplyExact(count(n), WIDTH), k)];
        this.halves = precision == Precision.FULL ? NO_HALVES : new int[data.length / 2];
    }

    /** Packs b [k, n], row-major. */
    public static Panels of(float[] b, int k, int n) {
        return of(b, k, n, Precision.FULL);
    }

    /** Packs the transpose of w [n, k], row-major. */
    public static Panels transposed(float[] w, int n, int k) {
        return transposed(w, n, k, Precision.FULL);
    }

    /** Packs b [k, n], row-major, rounded to a precision. */
    public static Panels of(float[] b, int k, int n, Precision precision) {
        return new Panels(k, n, false, precision).refill(b);
    }

    /** Packs the transpose of w [n, k], row-major, rounded to a precision. */
    public static Panels transposed(float[] w, int n, int k, Precision precision) {
        return new Panels(k, n, true, precision).refill(w);
    }

    /**
     * Packs another matrix of the same shape and orientation in place of the present one; allocates nothing. No other
     * thread may use these panels meanwhile.
     *
     * @return these panels
     */
    public Panels refill(float[] matrix) {
        Objects.checkFromIndexSize(0, (long) k * n, matrix.length);
        if (k > 0) {
            int grain = Math.max(TOGETHER, GRAIN / WIDTH / k);
            RangeTask task = (from, to) -> pack(matrix, from, to);
            if (count() <= grain) {
                task.run(0, count());
            } else {
                Workers.current().split(count(), grain, task);
            }
            halve();
        }
        return this;
    }

    /** Rounds; columns j and j + 16 of a row share an int, so that one vector of them is two of floats. */
    private void halve() {
        for (int i = 0; i < halves.length; i++) {
            int at = i / LINE * WIDTH + i % LINE;
            int left = Precision.rounded(data[at]);
            int right = Precision.rounded(data[at + LINE]);
            data[at] = Float.intBitsToFloat(left);
            data[at + LINE] = Float.intBitsToFloat(right);
            halves[i] = left >>> 16 | right;
        }
    }

    /** The same in 16 bits each, with half the stride; empty in full precision. */
    int[] halves() {
        return halves;
    }

    /** The inner axis. */
    public int k() {
        return k;
    }

    /** The columns. */
    public int n() {
        return n;
    }

    /** The columns of all panels: n and what the last panel is filled up with. */
    public int columns() {
        return columns(n);
    }

    /** The columns of the panels for n columns. */
    public static int columns(int n) {
        return count(n) * WIDTH;
    }

    float[] data() {
        return data;
    }

    /** The distance from one panel to the next. */
    int stride() {
        return k * WIDTH;
    }

    /** The number of panels, {@link Kernels#PANEL} columns each. */
    public int count() {
        return count(n);
    }

    static int count(int n) {
        return n / WIDTH + (n % WIDTH == 0 ? 0 : 1);
    }

    private void pack(float[] matrix, int from, int to) {
        int whole = Math.min(to, n / WIDTH);
        if (transposed) {
            for (int p = from; p < whole; p++) {
                transpose(matrix, p, WIDTH);
            }
        } else {
            for (int p = from; p < whole; p += TOGETHER) {
                int count = Math.min(TOGETHER, whole - p);
                Kernels.CHOSEN.pack(matrix, p * WIDTH, n, k, data, p * stride(), WIDTH, stride(), WIDTH, count);
            }
        }
        if (whole < to) {
            packLast(matrix, whole);
        }
    }

    private void packLast(float[] matrix, int p) {
        Arrays.fill(data, p * stride(), (p + 1) * stride(), 0f);
        int width = n - p * WIDTH;
        if (transposed) {
            transpose(matrix, p, width);
        } else {
            Rows.copy(matrix, p * WIDTH, n, data, p * stride(), WIDTH, k, width);
        }
    }

    /** Panel p from {@code width} rows of the matrix, a cache line of each at a time. */
    private void transpose(float[] matrix, int p, int width) {
        for (int i0 = 0; i0 < k; i0 += LINE) {
            int end = Math.min(k, i0 + LINE);
            for (int j = 0; j < width; j++) {
                int row = (p * WIDTH + j) * k;
                int at = p * stride() + j;
                for (int i = i0; i < end; i++) {
                    data[at + i * WIDTH] = matrix[row + i];
                }
            }
        }
    }
}
