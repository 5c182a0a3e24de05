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
