package carousel.tensor;

import carousel.kernel.Norm;
import carousel.kernel.Pool;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradient of each weight a loss depends on, keyed by the weight itself. A value: nothing to zero, nothing added to.
 *
 * <p>{@link #close} gives the buffers back to the thread that made them; a training loop that closes allocates almost
 * nothing, one that does not leaves them to the garbage collector. One thread at a time.
 */
public final class Gradients implements AutoCloseable {
    private final Pool pool;
    private final Map<Tensor, float[]> values;

    Gradients(Pool pool, Map<Tensor, float[]> values) {
        this.pool = pool;
        this.values = values;
    }

    /** Whether the loss depends on this weight. */
    public boolean contains(Tensor weight) {
        return values.containsKey(weight);
    }

    /** The gradient of a weight, copied; zeros when the loss does not depend on it. */
    public Tensor of(Tensor weight) {
        var gradient = values.get(weight);
        return gradient == null
                ? Tensor.zeros(weight.shape())
                : Tensor.of(java.util.Arrays.copyOf(gradient, weight.size()), weight.shape());
    }

    /** The live buffer of a weight's gradient: only read it, and only as many elements as the weight has. */
    public float[] buffer(Tensor weight) {
        return values.get(weight);
    }

    /** The Euclidean norm of all gradients together. */
    public double norm() {
        double squares = 0;
        for (var gradient : values.entrySet()) {
            squares += Norm.sumOfSquares(gradient.getValue(), gradient.getKey().size());
        }
        return Math.sqrt(squares);
    }

    /** The Euclidean norm of one weight's gradient. */
    public double norm(Tensor weight) {
        var gradient = values.get(weight);
        return gradient == null ? 0 : Math.sqrt(Norm.sumOfSquares(gradient, weight.size()));
    }

    /** The same gradients, each changed by an operation that writes {@code to} from {@code gradient}. */
    public Gradients map(Mapping mapping) {
        var mapped = new LinkedHashMap<Tensor, float[]>();
        values.forEach((weight, gradient) -> {
            var to = pool.take(weight.size());
            mapping.apply(weight, gradient, to);
            mapped.put(weight, to);
        });
        return new Gradients(pool, mapped);
    }

    /** Writes a weight's new gradient from its old one. */
    public interface Mapping {
        void apply(Tensor weight, float[] gradient, float[] to);
    }

    @Override
    public void close() {
        values.values().forEach(pool::give);
        values.clear();
    }
}
