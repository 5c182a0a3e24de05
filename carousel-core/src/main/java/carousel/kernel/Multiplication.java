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
    private final float[] c;
    private final int co;
    private final boolean byPanels;

    Multiplication(float[] a, int ao, int m, Panels b, float[] c, int co, boolean byPanels) {
        this.a = a;
        this.ao = ao;
        this.m = m;
        this.b = b;
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
        int n = b.n();
        int k = b.k();
        int firstRow = byPanels ? 0 : from * STRIP;
        int rows = (byPanels ? m : Math.min(m, to * STRIP)) - firstRow;
        int first = byPanels ? from : 0;
        int last = byPanels ? to : b.count();
        int whole = Math.min(last, n / PANEL);
        block(a, ao + firstRow * k, k, rows, b, first, whole, c, co + firstRow * n, n);
        if (whole < last) {
            var pool = Pool.ofThread();
            var edge = pool.take(rows * PANEL);
            block(a, ao + firstRow * k, k, rows, b, whole, last, edge, -whole * PANEL, PANEL);
            Rows.copy(edge, 0, PANEL, c, co + firstRow * n + whole * PANEL, n, rows, n - whole * PANEL);
            pool.give(edge);
        }
    }

    /**
     * c = a · b for m rows and some panels, on the calling thread. Row r of a begins at ao + r · lda, of c at co + r · ldc;
     * c must have room for whole panels.
     */
    static void block(
            float[] a, int ao, int lda, int m, Panels b, int firstPanel, int lastPanel, float[] c, int co, int ldc) {
        for (int l = 0; l < b.k(); l += DEPTH) {
            int depth = Math.min(DEPTH, b.k() - l);
            if (m <= 2) {
                few(a, ao, lda, m, b, firstPanel, lastPanel, l, depth, c, co, ldc);
            } else {
                many(a, ao, lda, m, b, firstPanel, lastPanel, l, depth, c, co, ldc);
            }
        }
    }

    private static void many(
            float[] a,
            int ao,
            int lda,
            int m,
            Panels b,
            int firstPanel,
            int lastPanel,
            int l,
            int depth,
            float[] c,
            int co,
            int ldc) {
        int block = Math.max(1, BLOCK / depth / STRIP) * STRIP;
        var z = l == 0 ? ZEROS : c;
        int ldz = l == 0 ? 0 : ldc;
        for (int i0 = 0; i0 < m; i0 += block) {
            int end = Math.min(m, i0 + block);
            for (int p = firstPanel; p < lastPanel; p++) {
                int bo = p * b.stride() + l * PANEL;
                for (int i = i0; i < end; i += STRIP) {
                    int rows = Math.min(STRIP, end - i);
                    int from = ao + i * lda + l;
                    int at = co + i * ldc + p * PANEL;
                    int zo = l == 0 ? 0 : at;
                    if (rows <= 2) {
                        KERNELS.few(a, from, lda, rows, b.data(), bo, 0, 1, depth, z, zo, ldz, c, at, ldc);
                    } else {
                        KERNELS.rows(a, from, lda, rows, b.data(), bo, depth, z, zo, ldz, c, at, ldc);
                    }
                }
            }
        }
    }

    private static void few(
            float[] a,
            int ao,
            int lda,
            int rows,
            Panels b,
            int firstPanel,
            int lastPanel,
            int l,
            int depth,
            float[] c,
            int co,
            int ldc) {
        if (rows == 0) {
            return;
        }
        boolean halves = rows == 1 && b.halves().length > 0;
        int together = 4 / rows;
        var z = l == 0 ? ZEROS : c;
        int ldz = l == 0 ? 0 : ldc;
        for (int p = firstPanel; p < lastPanel; p += together) {
            int panels = Math.min(together, lastPanel - p);
            int bo = p * b.stride() + l * PANEL;
            int at = co + p * PANEL;
            int zo = l == 0 ? 0 : at;
            if (halves) {
                KERNELS.half(a, ao + l, b.halves(), bo / 2, b.stride() / 2, panels, depth, z, zo, c, at);
            } else {
                KERNELS.few(a, ao + l, lda, rows, b.data(), bo, b.stride(), panels, depth, z, zo, ldz, c, at, ldc);
            }
        }
    }
}
