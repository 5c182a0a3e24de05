package carousel.tensor;

import carousel.kernel.Pool;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One walk from the loss back to the weights, node by node: no recursion, so depth costs nothing but time. */
final class Backward {
    private final Pool pool;
    private final List<Node> nodes;
    private final float[][] gradients;
    private final Map<Tensor, Touched> weights = new LinkedHashMap<>();

    Backward(Pool pool, List<Node> nodes) {
        this.pool = pool;
        this.nodes = nodes;
        this.gradients = new float[nodes.size()][];
    }

    Gradients from(Tensor loss) {
        if (loss.tracked()) {
            gradient(loss)[0] = 1f;
        }
        return walked((node, gradient) -> {});
    }

    /** Of element j of each row j. */
    Gradients ofDiagonal(Tensor rows, Observer observer) {
        if (rows.tracked()) {
            var seeds = gradient(rows);
            for (int j = 0; j < rows.rows(); j++) {
                seeds[j * rows.columns() + j] = 1f;
            }
        }
        return walked(observer);
    }

    /** Sees every operation that the loss depends on, with the gradient of its output; only reads it. */
    interface Observer {
        void before(Node.Applied node, float[] gradient);
    }

    private Gradients walked(Observer observer) {
        var adjoint = new Adjoint(this, pool);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            switch (nodes.get(i)) {
                case Node.Applied node -> {
                    if (gradients[i] != null) {
                        observer.before(node, gradients[i]);
                        adjoint.run(node, gradients[i]);
                        release(node.out());
                    }
                }
                case Node.Composed node -> {
                    if (Arrays.stream(node.out()).anyMatch(out -> gradients[out.number()] != null)) {
                        adjoint.run(node);
                        Arrays.stream(node.out()).forEach(this::release);
                    }
                }
                case Node.Reserved() -> {}
            }
        }
        return new Gradients(pool, weights);
    }

    private void release(Tensor tensor) {
        var gradient = gradients[tensor.number()];
        gradients[tensor.number()] = null;
        if (gradient != null) {
            pool.give(gradient);
        }
    }

    /** The gradient that a tensor of the tape has got so far; null when none. */
    float[] gradientOrNull(Tensor tensor) {
        return gradients[tensor.number()];
    }

    /** The gradient of a tracked tensor, zero at first. */
    float[] gradient(Tensor tensor) {
        if (tensor.weight()) {
            return weights.computeIfAbsent(tensor, w -> Touched.everywhere(w, pool))
                    .adding();
        }
        if (gradients[tensor.number()] == null) {
            gradients[tensor.number()] = pool.takeZeroed(tensor.size());
        }
        return gradients[tensor.number()];
    }

    /** The same for adding to some rows alone. */
    float[] gradient(Tensor tensor, int[] rows) {
        return tensor.weight()
                ? weights.computeIfAbsent(tensor, w -> Touched.inRows(w, pool)).adding(rows)
                : gradient(tensor);
    }

    /** Makes a buffer the gradient of a tensor that has none yet; false when it has one. A weight's always starts at +0. */
    boolean adopt(Tensor tensor, float[] contribution) {
        if (tensor.weight() || gradients[tensor.number()] != null) {
            return false;
        }
        gradients[tensor.number()] = contribution;
        return true;
    }
}
