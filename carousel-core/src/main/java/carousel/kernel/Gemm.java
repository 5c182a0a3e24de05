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
     * dw += xᵀ · dy, each element's chain continued from the last row to the first.
     *
     * <pre>
     * dw[i, j] = fma(x[0, i], dy[0, j], … fma(x[rows-1, i], dy[rows-1, j], dw[i, j]))
     * x [rows, K], dy [rows, N], dw [K, N]
     * </pre>
     */
    public static void weightGradient(float[] x, float[] dy, int rows, int k, int n, float[] dw) {
        weightGradient(x, 0, dy, 0, rows, k, n, dw);
    }

    /** The same for {@code rows} rows, from row {@code xRow} of x and row {@code dyRow} of dy on. */
    public static void weightGradient(float[] x, int xRow, float[] dy, int dyRow, int rows, int k, int n, float[] dw) {
        Objects.checkFromIndexSize((long) xRow * k, (long) rows * k, x.length);
        Objects.checkFromIndexSize((long) dyRow * n, (long) rows * n, dy.length);
        Objects.checkFromIndexSize(0, (long) k * n, dw.length);
        var workers = Workers.current();
        int panels = Panels.count(n);
        int strips = WeightGradient.strips(k);
        boolean byPanels = evenness(panels, workers) >= evenness(strips, workers);
        var task = new WeightGradient(x, xRow * k, dy, dyRow * n, rows, k, n, dw, byPanels);
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
