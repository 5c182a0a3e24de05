package carousel.tensor;

import carousel.kernel.Pool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One walk from the loss back to the weights, node by node: no recursion, so depth costs nothing but time. */
final class Backward {
    private final Pool pool;
    private final List<Node> nodes;
    private final float[][] gradients;
    private final Map<Tensor, float[]> weights = new LinkedHashMap<>();

    Backward(Pool pool, List<Node> nodes) {
        this.pool = pool;
        this.nodes = nodes;
        this.gradients = new float[nodes.size()][];
    }

    Gradients from(Tensor loss) {
        if (loss.tracked()) {
            gradient(loss)[0] = 1f;
        }
        var adjoint = new Adjoint(this, pool);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            var gradient = gradients[i];
            if (gradient != null) {
                adjoint.run(nodes.get(i), gradient);
                gradients[i] = null;
                pool.give(gradient);
            }
        }
        return new Gradients(pool, weights);
    }

    /** The gradient of a tracked tensor, zero at first. */
    float[] gradient(Tensor tensor) {
        if (tensor.weight()) {
            return weights.computeIfAbsent(tensor, w -> pool.takeZeroed(w.size()));
        }
        if (gradients[tensor.number()] == null) {
            gradients[tensor.number()] = pool.takeZeroed(tensor.size());
        }
        return gradients[tensor.number()];
    }

    /** Makes a buffer the gradient of a tensor that has none yet; false when it has one. */
    boolean adopt(Tensor tensor, float[] contribution) {
        if (tensor.weight()) {
            return weights.putIfAbsent(tensor, contribution) == null;
        }
        if (gradients[tensor.number()] != null) {
            return false;
        }
        gradients[tensor.number()] = contribution;
        return true;
    }
}
