package carousel.kernel;

import java.util.Arrays;
import java.util.Objects;

/**
 * Products of row-major matrices. Threads and tiles split outputs only, never the chain of one output, so the bits are
 * the same for any number of threads, any vector width and any number of rows. Immutable.
 */
public final class Gemm {
    /** Operations from which waking other threads pays. */
    private static final double WORTH_SPLITTING = 4e5;

    private Gemm() {}

    /**
     * c = a · b.
     *
     * <pre>
     * c[i, j] = fma(a[i, K-1], b[K-1, j], … fma(a[i, 1], b[1, j], fma(a[i, 0], b[0, j], +0)))
     * a [m, K], b [K, N], c [m, N]
     * </pre>
     */
    public static void multiply(float[] a, int m, Panels b, float[] c) {
        multiply(a, 0, m, b, c, 0);
    }

    /** The same for m rows, from row {@code aRow} of a on, into c from row {@code cRow} on. */
    public static void multiply(float[] a, int aRow, int m, Panels b, float[] c, int cRow) {
        int k = b.k();
        int n = b.n();
        Objects.checkFromIndexSize((long) aRow * k, (long) m * k, a.length);
        Objects.checkFromIndexSize((long) cRow * n, (long) m * n, c.length);
        if (k == 0) {
            Arrays.fill(c, cRow * n, (cRow + m) * n, 0f);
            return;
        }
        var workers = Workers.current();
        int strips = Multiplication.strips(m);
        boolean byPanels = evenness(b.count(), workers) >= evenness(strips, workers);
        var task = new Multiplication(a, aRow * k, m, b, c, cRow * n, byPanels);
        run(workers, 2.0 * m * k * n, byPanels ? b.count() : strips, task);
    }

    /**
     * c = a · b for m rows and the panels {@code first} to {@code last}, on the calling thread alone: for those who split
     * the work themselves. Row r of a begins at ao + r · lda, of c at co + r · ldc, and c has room for
     * {@link Panels#columns} columns.
     */
    public static void multiplyPart(
            float[] a, int ao, int lda, int m, Panels b, int first, int last, float[] c, int co, int ldc) {
        if (m == 0 || first == last) {
            return;
        }
        Objects.checkFromToIndex(ao, ao + (m - 1) * lda + b.k(), a.length);
        Objects.checkFromToIndex(first, last, b.count());
        Objects.checkFromToIndex(co, co + (m - 1) * ldc + last * Kernels.PANEL, c.length);
        if (b.k() == 0) {
            for (int r = 0; r < m; r++) {
                Arrays.fill(c, co + r * ldc + first * Kernels.PANEL, co + r * ldc + last * Kernels.PANEL, 0f);
            }
            return;
        }
        Multiplication.block(a, ao, lda, m, b, first, last, c, co, ldc);
    }

    /**
     * dw += xᵀ · dy, each element's chain continued from the last row to the first.
     *
     * <pre>
     * dw[i, j] = fma(x[0, i], dy[0, j], … fma(x[rows-1, i], dy[rows-1, j], dw[i, j]))
     * x [rows, K], dy [rows, N], dw [K, N]
     * </pre>
     */
    public static void weightGradient(float[] x, float[] dy, int rows, int k, int n, float[] dw) {
        weightGradient(x, 0, k, dy, 0, n, rows, k, n, dw);
    }

    /** The same where row r of x begins at xo + r · ldx, and of dy at dyo + r · lddy. */
    public static void weightGradient(
            float[] x, int xo, int ldx, float[] dy, int dyo, int lddy, int rows, int k, int n, float[] dw) {
        if (rows == 0) {
            return;
        }
        Objects.checkFromToIndex((long) xo, xo + (rows - 1L) * ldx + k, x.length);
        Objects.checkFromToIndex((long) dyo, dyo + (rows - 1L) * lddy + n, dy.length);
        Objects.checkFromIndexSize(0, (long) k * n, dw.length);
        var workers = Workers.current();
        int panels = Panels.count(n);
        int strips = WeightGradient.strips(k);
        boolean byPanels = evenness(panels, workers) >= evenness(strips, workers);
        var task = new WeightGradient(x, xo, ldx, dy, dyo, lddy, rows, k, n, dw, byPanels);
        run(workers, 2.0 * rows * k * n, byPanels ? panels : strips, task);
    }

    private static void run(Workers workers, double operations, int parts, RangeTask task) {
        if (operations < WORTH_SPLITTING) {
            task.run(0, parts);
        } else {
            workers.split(parts, 1, task);
        }
    }

    /** The share of the threads that has work when {@code parts} equal parts are done; 1 is best. */
    private static double evenness(int parts, Workers workers) {
        int rounds = (parts + workers.threads() - 1) / workers.threads();
        return parts == 0 ? 0 : (double) parts / ((double) rounds * workers.threads());
    }
}
