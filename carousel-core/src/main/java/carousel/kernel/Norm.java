package carousel.kernel;

/** Properties of whole arrays, the same for any number of threads and any vector width. Immutable. */
public final class Norm {
    private static final int BLOCK = 4096;

    private Norm() {}

    /**
     * The sum of the squares of the first n elements: blocks of 4096 by the rule of {@link Rows}, then in double in
     * rising order.
     */
    public static double sumOfSquares(float[] x, int n) {
        double sum = 0;
        for (int from = 0; from < n; from += BLOCK) {
            sum += Rows.sumOfSquares(x, from, Math.min(BLOCK, n - from));
        }
        return sum;
    }

    /** Whether none of the first n elements is NaN or infinite. */
    public static boolean finite(float[] x, int n) {
        return Kernels.CHOSEN.finite(x, 0, n);
    }
}
