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
        return sumOfSquares(x, n, (from, to) -> true);
    }

    /** Tells where an array may be other than +0. */
    public interface Parts {

        /** Whether any of the elements from (inclusive) to (exclusive) may be. */
        boolean within(int from, int to);
    }

    /** The same sum, without looking at blocks that are +0 throughout: they add nothing. */
    public static double sumOfSquares(float[] x, int n, Parts parts) {
        int blocks = n / BLOCK + (n % BLOCK == 0 ? 0 : 1);
        var pool = Pool.ofThread();
        var sums = pool.take(blocks);
        if (blocks < SPLIT) {
            blockSums(x, n, parts, sums, 0, blocks);
        } else {
            Workers.current().split(blocks, SPLIT / 2, (from, to) -> blockSums(x, n, parts, sums, from, to));
        }
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            sum += sums[block];
        }
        pool.give(sums);
        return sum;
    }

    private static void blockSums(float[] x, int n, Parts parts, float[] sums, int from, int to) {
        for (int block = from; block < to; block++) {
            int start = block * BLOCK;
            int length = Math.min(BLOCK, n - start);
            sums[block] = parts.within(start, start + length) ? Rows.sumOfSquares(x, start, length) : 0f;
        }
    }

    /** Whether none of the first n elements is NaN or infinite. */
    public static boolean finite(float[] x, int n) {
        return Kernels.CHOSEN.finite(x, 0, n);
    }
}
