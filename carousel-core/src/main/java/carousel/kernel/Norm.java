package carousel.kernel;

/** Properties of whole arrays, the same for any number of threads and any vector width. Immutable. */
public final class Norm {
    private static final int BLOCK = 4096;

    /** Blocks from which waking other threads pays. */
    private static final int SPLIT = 16;

    private Norm() {}

    /**
     * The sum of the squares of the first n elements: blocks of 4096 by the rule of {@link Rows}, then in double in
     * rising order.
     */
    public static double sumOfSquares(float[] x, int n) {
        int blocks = n / BLOCK + (n % BLOCK == 0 ? 0 : 1);
        var pool = Pool.ofThread();
        var sums = pool.take(blocks);
        if (blocks < SPLIT) {
            blockSums(x, n, sums, 0, blocks);
        } else {
            Workers.current().split(blocks, SPLIT / 2, (from, to) -> blockSums(x, n, sums, from, to));
        }
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            sum += sums[block];
        }
        pool.give(sums);
        return sum;
    }

    private static void blockSums(float[] x, int n, float[] sums, int from, int to) {
        for (int block = from; block < to; block++) {
            int start = block * BLOCK;
            sums[block] = Rows.sumOfSquares(x, start, Math.min(BLOCK, n - start));
        }
    }

    /** Whether none of the first n elements is NaN or infinite. */
    public static boolean finite(float[] x, int n) {
        return Kernels.CHOSEN.finite(x, 0, n);
    }
}
