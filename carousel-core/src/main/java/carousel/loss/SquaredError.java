package carousel.loss;

import carousel.tensor.Tensor;

/**
 * Squared difference between outputs and targets.
 *
 * <pre>
 * loss = mean over all elements of (y - target)²
 * </pre>
 */
public final class SquaredError {

    private SquaredError() {}

    /** Outputs and targets of equal shape. */
    public static Tensor mean(Tensor outputs, Tensor targets) {
        return outputs.minus(targets).square().mean();
    }

    /** The mean over the elements where {@code counted} is one; where it is zero the gradient is zero, exactly. */
    public static Tensor mean(Tensor outputs, Tensor targets, Tensor counted) {
        return Counted.mean(outputs.minus(targets).square(), counted);
    }
}
