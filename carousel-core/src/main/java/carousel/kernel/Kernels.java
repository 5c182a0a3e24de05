package carousel.kernel;

/**
 * The loops that need the Vector API to be fast, once in vectors and once as their scalar twin; {@link #CHOSEN} is one
 * of them for the life of the process. Everything else in this package is plain loops over equal indices, which the
 * compiler vectorises itself.
 *
 * <p>Tiles: c[r, 0..32) = start[r, 0..32) + sum over i of a[r, i] · b[i, 0..32), for each element a chain of fused
 * multiply-adds in rising i. The start is read from (z, zo, ldz): zeros with a stride of 0 for a new chain, c itself
 * for one that goes on, so that there is one loop for both. Fewer rows than the tile has are allowed: the last one is
 * then computed several times, always with the same result.
 */
interface Kernels {
    Kernels CHOSEN = Simd.kernels();

    /** Columns of a panel. */
    int PANEL = 32;

    /** The most rows of a tile: 8 or 4. */
    int tileRows();

    /** A tile of one panel and 1 to {@link #tileRows} rows; row r of a begins at ao + r · lda. */
    void rows(
            float[] a,
            int ao,
            int lda,
            int rows,
            float[] b,
            int bo,
            int k,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc);

    /**
     * A tile of exactly {@link #tileRows} rows that goes on in c; a is transposed: a[r, i] stands at ao + i · step + r.
     */
    void columns(float[] a, int ao, int step, float[] b, int bo, int k, float[] c, int co, int ldc);

    /**
     * One or two rows of 1 to 4 / rows panels: panel p begins at bo + p · panel, its columns of c at co + 32 p. With so
     * few rows one panel has too few chains to keep the multipliers busy.
     */
    void few(
            float[] a,
            int ao,
            int lda,
            int rows,
            float[] b,
            int bo,
            int panel,
            int panels,
            int k,
            float[] z,
            int zo,
            int ldz,
            float[] c,
            int co,
            int ldc);

    /** One row of 1 to 4 panels of {@link Panels#halves}; panel p begins at bo + p · panel. */
    void half(float[] a, int ao, int[] b, int bo, int panel, int panels, int k, float[] z, int zo, float[] c, int co);

    /** The sum in the order of {@link Rows}. */
    float sum(float[] x, int off, int n);

    /** The sum of x · y in the order of {@link Rows}. */
    float dot(float[] x, int xOff, float[] y, int yOff, int n);

    /** The largest; NaN when there is one. */
    float max(float[] x, int off, int n);

    /** y = exp(x - shift); returns the sum in the order of {@link Rows}. */
    float exponentials(float[] x, int xOff, int n, float shift, float[] y, int yOff);

    /** y = x - mean; returns the sum of y · y in the order of {@link Rows}. */
    float centre(float[] x, int xOff, int n, float mean, float[] y, int yOff);

    /** x = x · factor. */
    void scale(float[] x, int off, int n, float factor);

    /** dx = (dy - mean - y · product) · factor, every operation rounded. */
    void normalizeAdjoint(
            float[] dy,
            int dyOff,
            float[] y,
            int yOff,
            int n,
            float mean,
            float product,
            float factor,
            float[] dx,
            int dxOff);

    /** dx = y · (dy - product), every operation rounded. */
    void softmaxAdjoint(float[] dy, int dyOff, float[] y, int yOff, int n, float product, float[] dx, int dxOff);

    boolean finite(float[] x, int off, int n);

    void exp(float[] x, float[] y, int from, int to);

    void log(float[] x, float[] y, int from, int to);

    void tanh(float[] x, float[] y, int from, int to);

    void sigmoid(float[] x, float[] y, int from, int to);

    /** z = value where left ≥ right, else +0. */
    void whereAtLeast(float[] left, float[] right, float[] value, float[] z, int from, int to);

    /** z = value where left &gt; right, else +0. */
    void whereAbove(float[] left, float[] right, float[] value, float[] z, int from, int to);

    /** z = value where x &gt; 0, else +0. */
    void wherePositive(float[] x, float[] value, float[] z, int from, int to);

    /** z = dy where x &gt; 0, -dy where x &lt; 0, else +0. */
    void timesSign(float[] dy, float[] x, float[] z, int from, int to);

    /** to[toOff + i] += from[fromOff + i]. */
    void addAt(float[] from, int fromOff, float[] to, int toOff, int n);

    /** to[toOff + i] = fma(from[fromOff + i], factor, to[toOff + i]). */
    void addScaledAt(float[] from, int fromOff, float factor, float[] to, int toOff, int n);

    /** t = g = dy · v · (1 - t²), every operation rounded, for n elements: dv += dy · t before, rounded once, dq += g, dk += g. */
    void additiveAdjoint(
            float[] t, int at, float dy, float[] v, float[] dv, int vo, float[] dq, int qo, float[] dk, int ko, int n);

    /**
     * Cuts a matrix of {@code rows} rows, {@code stride} apart, into {@code count} panels of {@code width} columns, 16
     * or 32: element j of row r goes to at + j / width · panel + r · step + j % width.
     */
    void pack(
            float[] from, int off, int stride, int rows, float[] to, int at, int step, int panel, int width, int count);

    /** Multiply-adds in registers; returns the number of floating-point operations done. */
    double burst(int rounds);
}
