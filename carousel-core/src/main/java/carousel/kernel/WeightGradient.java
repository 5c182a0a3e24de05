package carousel.kernel;

import java.util.Arrays;

/**
 * One call of {@link Gemm#weightGradient}: continues any block of dw, given as a range of panels or of strips of its
 * rows.
 *
 * <p>Both operands are packed, last row first, as far as the caches hold them: x in strips of sixteen columns, dy in
 * panels, a few at a time. Reading x as it stands, down its columns, costs a fifth of the speed: rows a power of two
 * apart compete for the same places in the caches. They are read forwards and written backwards, because a cache
 * foresees only the first.
 */
final class WeightGradient implements RangeTask {
    /** Rows of x and dy at a time. */
    private static final int DEPTH = 512;

    /** Panels of dy at a time. */
    private static final int PANELS = 4;

    /** Columns of x at a time. */
    private static final int BLOCK = 1024;

    /** Columns of a strip: a cache line. */
    private static final int STRIP = 16;

    /** Keeps the beginnings of strips and panels apart by more than a power of two. */
    private static final int GAP = 16;

    private static final int PANEL = Kernels.PANEL;
    private static final Kernels KERNELS = Kernels.CHOSEN;
    private static final int TILE = KERNELS.tileRows();

    private final float[] x;
    private final int xo;
    private final int ldx;
    private final float[] dy;
    private final int dyo;
    private final int lddy;
    private final int rows;
    private final int k;
    private final int n;
    private final float[] dw;
    private final boolean byPanels;

    WeightGradient(
            float[] x,
            int xo,
            int ldx,
            float[] dy,
            int dyo,
            int lddy,
            int rows,
            int k,
            int n,
            float[] dw,
            boolean byPanels) {
        this.x = x;
        this.xo = xo;
        this.ldx = ldx;
        this.dy = dy;
        this.dyo = dyo;
        this.lddy = lddy;
        this.rows = rows;
        this.k = k;
        this.n = n;
        this.dw = dw;
        this.byPanels = byPanels;
    }

    /** The number of strips, the unit in which rows of dw are split. */
    static int strips(int k) {
        return (k + STRIP - 1) / STRIP;
    }

    @Override
    public void run(int from, int to) {
        int firstRow = byPanels ? 0 : from * STRIP;
        int lastRow = byPanels ? k : Math.min(k, to * STRIP);
        int firstPanel = byPanels ? from : 0;
        int lastPanel = byPanels ? to : Panels.count(n);
        int most = Math.min(DEPTH, rows);
        var pool = Pool.ofThread();
        var strips = pool.take(strips(Math.min(BLOCK, lastRow - firstRow)) * (most * STRIP + GAP));
        var panels = pool.take(PANELS * (most * PANEL + GAP));
        for (int i = firstRow; i < lastRow; i += BLOCK) {
            int end = Math.min(lastRow, i + BLOCK);
            for (int last = rows; last > 0; last -= DEPTH) {
                int depth = Math.min(DEPTH, last);
                pack(x, xo + (last - depth) * ldx + i, ldx, depth, end - i, STRIP, strips);
                for (int p = firstPanel; p < lastPanel; p += PANELS) {
                    int stop = Math.min(lastPanel, p + PANELS);
                    int width = Math.min(stop * PANEL, n) - p * PANEL;
                    pack(dy, dyo + (last - depth) * lddy + p * PANEL, lddy, depth, width, PANEL, panels);
                    block(i, end, p, stop, depth, strips, panels);
                }
            }
        }
        pool.give(panels);
        pool.give(strips);
    }

    /**
     * Cuts {@code columns} columns into panels of {@code width}, the rows in reverse; the last panel is filled up with
     * zeros.
     */
    private static void pack(float[] from, int off, int stride, int depth, int columns, int width, float[] to) {
        int panel = depth * width + GAP;
        int whole = columns / width;
        int end = (depth - 1) * width;
        KERNELS.pack(from, off, stride, depth, to, end, -width, panel, width, whole);
        int rest = columns - whole * width;
        if (rest > 0) {
            Arrays.fill(to, whole * panel, whole * panel + depth * width, 0f);
            Rows.copy(from, off + whole * width, stride, to, whole * panel + end, -width, depth, rest);
        }
    }

    private void block(
            int firstRow, int lastRow, int firstPanel, int lastPanel, int depth, float[] strips, float[] panels) {
        for (int i = firstRow; i < lastRow; i += STRIP) {
            int strip = (i - firstRow) / STRIP * (depth * STRIP + GAP);
            for (int p = firstPanel; p < lastPanel; p++) {
                int panel = (p - firstPanel) * (depth * PANEL + GAP);
                for (int r = i; r < Math.min(lastRow, i + STRIP); r += TILE) {
                    tile(r, Math.min(TILE, lastRow - r), p, depth, strips, strip + r - i, panels, panel);
                }
            }
        }
    }

    private void tile(int row, int rows, int p, int depth, float[] strips, int strip, float[] panels, int panel) {
        int at = row * n + p * PANEL;
        int width = Math.min(PANEL, n - p * PANEL);
        if (rows == TILE && width == PANEL) {
            KERNELS.columns(strips, strip, STRIP, panels, panel, depth, dw, at, n);
            return;
        }
        var pool = Pool.ofThread();
        var edge = pool.takeZeroed(TILE * PANEL);
        Rows.copy(dw, at, n, edge, 0, PANEL, rows, width);
        KERNELS.columns(strips, strip, STRIP, panels, panel, depth, edge, 0, PANEL);
        Rows.copy(edge, 0, PANEL, dw, at, n, rows, width);
        pool.give(edge);
    }
}
