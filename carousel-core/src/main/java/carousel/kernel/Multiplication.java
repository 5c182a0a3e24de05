package carousel.kernel;

/**
 * One call of {@link Gemm#multiply}: computes any block of c, given as a range of panels or of strips of rows. A part
 * of a's rows stays in the second-level cache while all panels pass, a part of a panel while the tiles of those rows
 * pass.
 */
final class Multiplication implements RangeTask {
    /** How far a chain goes before the tile changes. */
    private static final int DEPTH = 512;

    /** Elements of a that stay in the second-level cache. */
    private static final int BLOCK = 96 * 1024;

    private static final int PANEL = Kernels.PANEL;
    private static final Kernels KERNELS = Kernels.CHOSEN;
    private static final int STRIP = KERNELS.tileRows();
    private static final float[] ZEROS = new float[4 * PANEL];

    private final float[] a;
    private final int ao;
    private final int m;
    private final Panels b;
    private final int k;
    private final int n;
    private final float[] c;
    private final int co;
    private final boolean byPanels;

    Multiplication(float[] a, int ao, int m, Panels b, float[] c, int co, boolean byPanels) {
        this.a = a;
        this.ao = ao;
        this.m = m;
        this.b = b;
        this.k = b.k();
        this.n = b.n();
        this.c = c;
        this.co = co;
        this.byPanels = byPanels;
    }

    /** The number of strips, the unit in which rows are split. */
    static int strips(int m) {
        return (m + STRIP - 1) / STRIP;
    }

    @Override
    public void run(int from, int to) {
        int firstRow = byPanels ? 0 : from * STRIP;
        int lastRow = byPanels ? m : Math.min(m, to * STRIP);
        int firstPanel = byPanels ? from : 0;
        int lastPanel = byPanels ? to : b.count();
        for (int l = 0; l < k; l += DEPTH) {
            int depth = Math.min(DEPTH, k - l);
            if (lastRow - firstRow <= 2) {
                few(firstRow, lastRow - firstRow, firstPanel, lastPanel, l, depth);
            } else {
                many(firstRow, lastRow, firstPanel, lastPanel, l, depth);
            }
        }
    }

    private void many(int firstRow, int lastRow, int firstPanel, int lastPanel, int l, int depth) {
        int block = Math.max(1, BLOCK / depth / STRIP) * STRIP;
        for (int i0 = firstRow; i0 < lastRow; i0 += block) {
            int end = Math.min(lastRow, i0 + block);
            for (int p = firstPanel; p < lastPanel; p++) {
                for (int i = i0; i < end; i += STRIP) {
                    tile(i, Math.min(STRIP, end - i), p, 1, l, depth);
                }
            }
        }
    }

    private void few(int row, int rows, int firstPanel, int lastPanel, int l, int depth) {
        if (rows == 0) {
            return;
        }
        int together = 4 / rows;
        for (int p = firstPanel; p < lastPanel; p += together) {
            tile(row, rows, p, Math.min(together, lastPanel - p), l, depth);
        }
    }

    /** Rows i … of panels p …; the last panel's part of c is narrower than a tile and takes the way over a buffer. */
    private void tile(int i, int rows, int p, int panels, int l, int depth) {
        int at = co + i * n + p * PANEL;
        int width = Math.min(panels * PANEL, n - p * PANEL);
        if (width == panels * PANEL) {
            if (l == 0) {
                compute(i, rows, p, panels, l, depth, ZEROS, 0, 0, c, at, n);
            } else {
                compute(i, rows, p, panels, l, depth, c, at, n, c, at, n);
            }
            return;
        }
        int stride = panels * PANEL;
        var pool = Pool.ofThread();
        var edge = pool.takeZeroed(rows * stride);
        if (l > 0) {
            copy(c, at, n, edge, 0, stride, rows, width);
        }
        compute(i, rows, p, panels, l, depth, edge, 0, stride, edge, 0, stride);
        copy(edge, 0, stride, c, at, n, rows, width);
        pool.give(edge);
    }

    private void compute(
            int i,
            int rows,
            int p,
            int panels,
            int l,
            int depth,
            float[] z,
            int zo,
            int ldz,
            float[] to,
            int at,
            int ld) {
        int from = ao + i * k + l;
        int bo = p * b.stride() + l * PANEL;
        if (rows <= 2) {
            KERNELS.few(a, from, k, rows, b.data(), bo, b.stride(), panels, depth, z, zo, ldz, to, at, ld);
        } else {
            KERNELS.rows(a, from, k, rows, b.data(), bo, depth, z, zo, ldz, to, at, ld);
        }
    }

    /** Copies a matrix [rows, width] from one row stride to another. */
    static void copy(float[] from, int fo, int fromStride, float[] to, int at, int toStride, int rows, int width) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, fo + r * fromStride, to, at + r * toStride, width);
        }
    }
}
