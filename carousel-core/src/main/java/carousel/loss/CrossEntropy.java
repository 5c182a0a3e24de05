package carousel.loss;

import carousel.layer.Dense;
import carousel.tensor.Smoothing;
import carousel.tensor.Tensor;

/**
 * Cross entropy of the softmax of logits against one class for each row, in nats.
 *
 * <pre>
 * loss[r] = log Σ exp(logits[r]) - logits[r, target[r]]
 * </pre>
 */
public final class CrossEntropy {

    private CrossEntropy() {}

    /** The loss of each row: logits [N,V], one target each; [N,1]. */
    public static Tensor rows(Tensor logits, int... targets) {
        return logits.negativeLogLikelihood(targets);
    }

    /** The loss of each row of an output layer's inputs, without keeping the logits: [N,F]; [N,1]. */
    public static Tensor rows(Dense output, Tensor inputs, int... targets) {
        return output.negativeLogLikelihood(inputs, targets);
    }

    /** The same with smoothed targets. */
    public static Tensor rows(Smoothing smoothing, Dense output, Tensor inputs, int... targets) {
        return output.negativeLogLikelihood(smoothing, inputs, targets);
    }

    /** The mean over the rows. */
    public static Tensor mean(Tensor logits, int... targets) {
        return rows(logits, targets).mean();
    }

    /** The sum over the rows. */
    public static Tensor sum(Tensor logits, int... targets) {
        return rows(logits, targets).sum();
    }
}
