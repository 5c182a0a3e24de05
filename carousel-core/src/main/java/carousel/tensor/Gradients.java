package carousel.tensor;

import carousel.kernel.Pool;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gradient of each weight a loss depends on, keyed by the weight itself. A value: nothing to zero, nothing added to.
 *
 * <p>{@link #close} gives the buffers back to the thread that made them; a training loop that closes allocates almost
 * nothing, one that does not leaves them to the garbage collector. One thread at a time.
 */
public final class Gradients implements AutoCloseable {
    private final Pool pool;
    private final Map<Tensor, Touched> values;

    /** The sum of the squares of each gradient whose norm has been asked for. */
    private final Map<Tensor, Double> squares = new IdentityHashMap<>();

    Gradients(Pool pool, Map<Tensor, Touched> values) {
        this.pool = pool;
        this.values = values;
    }

    /** Gradients that were computed in another way, by weight. */
    public static Gradients of(Map<Tensor, Tensor> gradients) {
        var pool = Pool.ofThread();
        var values = new LinkedHashMap<Tensor, Touched>();
        gradients.forEach((weight, gradient) -> {
            var touched = Touched.everywhere(weight, pool);
            System.arraycopy(gradient.buffer(), 0, touched.adding(), 0, weight.size());
            values.put(weight, touched);
        });
        return new Gradients(pool, values);
    }

    /** Whether the loss depends on this weight. */
    public boolean contains(Tensor weight) {
        return values.containsKey(weight);
    }

    /** Every weight that the loss depends on. */
    public List<Tensor> weights() {
        return List.copyOf(values.keySet());
    }

    /** The gradient of a weight, copied; zeros when the loss does not depend on it. */
    public Tensor of(Tensor weight) {
        var gradient = values.get(weight);
        return gradient == null
                ? Tensor.zeros(weight.shape())
                : Tensor.of(Arrays.copyOf(gradient.values(), weight.size()), weight.shape());
    }

    /** The live buffer of a weight's gradient: only read it, and only as many elements as the weight has. */
    public float[] buffer(Tensor weight) {
        return values.get(weight).values();
    }

    /** The Euclidean norm of all gradients together; computed once. */
    public double norm() {
        double sum = 0;
        for (var weight : values.keySet()) {
            sum += squares(weight);
        }
        return Math.sqrt(sum);
    }

    /** The Euclidean norm of one weight's gradient; computed once. */
    public double norm(Tensor weight) {
        return values.containsKey(weight) ? Math.sqrt(squares(weight)) : 0;
    }

    /** Zeroes a range of columns of a weight's gradient, for an update that leaves them alone. */
    public void clear(Tensor weight, int from, int to) {
        if (!contains(weight)) {
            return;
        }
        var gradient = buffer(weight);
        for (int row = 0; row < weight.rows(); row++) {
            Arrays.fill(gradient, row * weight.columns() + from, row * weight.columns() + to, 0f);
        }
        squares.remove(weight);
    }

    private double squares(Tensor weight) {
        return squares.computeIfAbsent(weight, w -> values.get(w).sumOfSquares());
    }

    /**
     * {@link Tensor#change} for those rows of a weight alone that a loss depends on: the gradient of all others is +0. Only
     * for a change that would leave them as they are.
     */
    public void change(Tensor weight, Tensor.Change change) {
        var touched = values.get(weight);
        weight.change((w, from, to) -> touched.each(from, to, (first, last) -> change.apply(w, first, last)));
    }

    @Override
    public void close() {
        values.values().forEach(gradient -> gradient.release(pool));
        values.clear();
    }
}
