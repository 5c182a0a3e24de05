package carousel.layer;

import carousel.tensor.Step;
import carousel.tensor.Tensor;

/**
 * Draws initial weights. Every weight has its own stream of random numbers, a function of the seed and of how many weights
 * were drawn before it, so equal seeds give equal weights everywhere. One thread at a time.
 */
public final class Init {
    private final Step seed;
    private int drawn;

    private Init(long seed) {
        this.seed = new Step(seed, 0);
    }

    public static Init seed(long seed) {
        return new Init(seed);
    }

    /** Uniform in [-bound, bound). */
    public Tensor uniform(float bound, int... shape) {
        long key = Step.key(seed.key("init"), drawn++, 0);
        var values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (2 * Step.uniform(key, i) - 1) * bound;
        }
        return Tensor.weight(values, shape);
    }

    /** Uniform with variance 2 / (rows + columns) (Glorot, Bengio 2010). */
    public Tensor glorot(int rows, int columns) {
        return uniform((float) Math.sqrt(6.0 / (rows + columns)), rows, columns);
    }

    /** 1/√n, what uniform weights in front of n units are usually bounded by. */
    public static float bound(int n) {
        return (float) (1 / Math.sqrt(n));
    }

    /** Normal with mean 0. */
    public Tensor normal(float deviation, int... shape) {
        long key = Step.key(seed.key("init"), drawn++, 0);
        var values = new float[size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (normal(key, i) * deviation);
        }
        return Tensor.weight(values, shape);
    }

    /** By Box and Muller (1958), with the functions that are the same everywhere. */
    private static double normal(long key, int i) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Step.uniform(key, 2 * i)));
        return radius * StrictMath.cos(2 * StrictMath.PI * Step.uniform(key, 2 * i + 1));
    }

    /** The identity [n,n]. */
    public Tensor identity(int n) {
        var values = new float[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1f;
        }
        return Tensor.weight(values, n, n);
    }

    /** Orthonormal columns, or rows where there are fewer of them, uniformly distributed (Saxe, McClelland, Ganguli 2014). */
    public Tensor orthogonal(int rows, int columns) {
        return Tensor.weight(Spectrum.orthonormal(normal(1f, rows, columns)), rows, columns);
    }

    /** A normal matrix [n,n] scaled to a spectral radius: the largest magnitude of its eigenvalues. */
    public Tensor spectral(float radius, int n) {
        var drawn = normal(1f, n, n);
        double scale = radius / Spectrum.of(drawn).radius();
        var values = drawn.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * scale);
        }
        return Tensor.weight(values, n, n);
    }

    /** A vector of blocks of {@code width} equal elements, one for each value: the bias of gates that begin differently. */
    public Tensor blocks(int width, float... values) {
        var all = new float[Math.multiplyExact(width, values.length)];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i / width];
        }
        return Tensor.weight(all, all.length);
    }

    /** All elements equal. */
    public Tensor constant(float value, int... shape) {
        var values = new float[size(shape)];
        java.util.Arrays.fill(values, value);
        return Tensor.weight(values, shape);
    }

    public Tensor zeros(int... shape) {
        return constant(0f, shape);
    }

    private static int size(int... shape) {
        int size = 1;
        for (int axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }
}
