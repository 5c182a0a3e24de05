package carousel.kernel;

import java.util.Arrays;

/**
 * Work on the rows of a row-major matrix.
 *
 * <p>Sums along a row have one order, whatever the vector width: element i is added to lane i mod 16 of sixteen lanes
 * that start at +0, in rising order; then lane l takes up lane l + 8, l + 4, l + 2 and l + 1. Immutable.
 */
public final class Rows {
    /** Floats that stay in the first-level cache while they are copied. */
    private static final int COPY = 4096;

    private static final int COLUMN_GRAIN = 256;
    private static final int SPLIT = 64 * 1024;

    private Rows() {}

    /** The sum of n elements. */
    public static float sum(float[] x, int off, int n) {
        return Kernels.CHOSEN.sum(x, off, n);
    }

    /** The sum of the squares of n elements; square and addition are rounded once. */
    public static float sumOfSquares(float[] x, int off, int n) {
        return Kernels.CHOSEN.dot(x, off, x, off, n);
    }

    /** The sum of n products; product and addition are rounded once. */
    public static float dot(float[] x, int xOff, float[] y, int yOff, int n) {
        return Kernels.CHOSEN.dot(x, xOff, y, yOff, n);
    }

    /** The largest of n elements; NaN when there is one among them, -∞ when n is 0. */
    public static float max(float[] x, int off, int n) {
        return Kernels.CHOSEN.max(x, off, n);
    }

    /** y = exp(x - shift) for n elements; returns their sum. x and y may be the same at the same offset. */
    public static float exponentials(float[] x, int xOff, int n, float shift, float[] y, int yOff) {
        return Kernels.CHOSEN.exponentials(x, xOff, n, shift, y, yOff);
    }

    /** y = x - mean for n elements; returns the sum of the squares of y. x and y may be the same at the same offset. */
    public static float centre(float[] x, int xOff, int n, float mean, float[] y, int yOff) {
        return Kernels.CHOSEN.centre(x, xOff, n, mean, y, yOff);
    }

    /** Multiplies n elements. */
    public static void scale(float[] x, int off, int n, float factor) {
        Kernels.CHOSEN.scale(x, off, n, factor);
    }

    /** dx = (dy - mean - y · product) · factor for n elements. */
    public static void normalizeAdjoint(
            float[] dy,
            int dyOff,
            float[] y,
            int yOff,
            int n,
            float mean,
            float product,
            float factor,
            float[] dx,
            int dxOff) {
        Kernels.CHOSEN.normalizeAdjoint(dy, dyOff, y, yOff, n, mean, product, factor, dx, dxOff);
    }

    /** dx = y · (dy - product) for n elements. */
    public static void softmaxAdjoint(
            float[] dy, int dyOff, float[] y, int yOff, int n, float product, float[] dx, int dxOff) {
        Kernels.CHOSEN.softmaxAdjoint(dy, dyOff, y, yOff, n, product, dx, dxOff);
    }

    /** Copies a matrix [rows, width] from one row stride to another. */
    public static void copy(
            float[] from, int fo, int fromStride, float[] to, int at, int toStride, int rows, int width) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, fo + r * fromStride, to, at + r * toStride, width);
        }
    }

    /** z[r, j] = row[j]. */
    public static void tile(float[] row, int n, int rows, float[] z) {
        tile(row, n, rows, z, 0);
    }

    /** The same from row {@code first} of z on. */
    public static void tile(float[] row, int n, int rows, float[] z, int first) {
        int all = Math.multiplyExact(n, rows);
        if (all == 0) {
            return;
        }
        int from = first * n;
        System.arraycopy(row, 0, z, from, n);
        int filled = n;
        while (filled < all) {
            int length = Math.min(all - filled, filled < COPY ? filled : n * Math.max(1, COPY / n));
            System.arraycopy(z, from, z, from + filled, length);
            filled += length;
        }
    }

    /** z[r, j] = column[r]. */
    public static void spread(float[] column, int rows, int n, float[] z) {
        for (int r = 0; r < rows; r++) {
            Arrays.fill(z, r * n, (r + 1) * n, column[r]);
        }
    }

    /** sums[j] += x[r, j] for every row r, one after the other from the last to the first. */
    public static void addColumnSums(float[] x, int rows, int n, float[] sums) {
        addColumnSums(x, 0, n, rows, n, sums);
    }

    /** The same where row r begins at off + r · stride. */
    public static void addColumnSums(float[] x, int off, int stride, int rows, int n, float[] sums) {
        if ((long) rows * n < SPLIT) {
            addColumnSums(x, off, stride, rows, sums, 0, n);
        } else {
            Workers.current().split(n, COLUMN_GRAIN, (from, to) -> addColumnSums(x, off, stride, rows, sums, from, to));
        }
    }

    private static void addColumnSums(float[] x, int off, int stride, int rows, float[] sums, int from, int to) {
        for (int r = rows - 1; r >= 0; r--) {
            Kernels.CHOSEN.addAt(x, off + r * stride + from, sums, from, to - from);
        }
    }
}
