package carousel.kernel;

/** Arithmetic of arrays with numbers and into running sums. Element ranges as in {@link Unary}. Immutable. */
public final class Elementwise {

    private Elementwise() {}

    /** y = x · factor. */
    public static void scale(float[] x, float factor, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] * factor;
        }
    }

    /** y = x + addend. */
    public static void shift(float[] x, float addend, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] + addend;
        }
    }

    /** y += x. */
    public static void add(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += x[i];
        }
    }

    /** y += x · factor, rounded once. */
    public static void addScaled(float[] x, float factor, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.fma(x[i], factor, y[i]);
        }
    }

    /** y[yOff + i] += x[xOff + i] for n elements; the two ranges must not overlap. */
    public static void addAt(float[] x, int xOff, float[] y, int yOff, int n) {
        Kernels.CHOSEN.addAt(x, xOff, y, yOff, n);
    }

    /** y[yOff + i] += x[xOff + i] · factor for n elements, rounded once; the two ranges must not overlap. */
    public static void addScaledAt(float[] x, int xOff, float factor, float[] y, int yOff, int n) {
        Kernels.CHOSEN.addScaledAt(x, xOff, factor, y, yOff, n);
    }

    /**
     * What y · v for y = tanh(q + k) passes back, for n elements: dv += dy · y, rounded once, and g = dy · v · (1 - y²) is added
     * to dq and dk and takes the place of y. The arrays must not be the same.
     */
    public static void additiveAdjoint(
            float[] y, int at, float dy, float[] v, float[] dv, int vo, float[] dq, int qo, float[] dk, int ko, int n) {
        Kernels.CHOSEN.additiveAdjoint(y, at, dy, v, dv, vo, dq, qo, dk, ko, n);
    }
}
