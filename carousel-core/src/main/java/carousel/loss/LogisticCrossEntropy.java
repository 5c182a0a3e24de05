package carousel.loss;

import carousel.tensor.Tensor;

/**
 * Cross entropy of the logistic function of each logit against a probability of its own, in nats: for targets of which any
 * number may be true at once.
 *
 * <pre>
 * loss = mean of -t log σ(z) - (1 - t) log(1 - σ(z)) = max(z, 0) - z t + log(1 + exp(-|z|))
 * </pre>
 */
public final class LogisticCrossEntropy {

    private LogisticCrossEntropy() {}

    /** The mean over all elements: logits and targets (0 to 1) of equal shape. */
    public static Tensor mean(Tensor logits, Tensor targets) {
        return elements(logits, targets).mean();
    }

    /** The mean over the elements where {@code counted} is one; where it is zero the gradient is zero, exactly. */
    public static Tensor mean(Tensor logits, Tensor targets, Tensor counted) {
        return Counted.mean(elements(logits, targets), counted);
    }

    /** With -|z| as z - 2 max(z, 0), the slope at z = 0 is 1/2 - t whatever is said of the slope of the maximum there. */
    private static Tensor elements(Tensor logits, Tensor targets) {
        var positive = logits.relu();
        var softplus =
                positive.plus(logits.minus(positive.times(2)).exp().plus(1f).log());
        return softplus.minus(logits.times(targets));
    }
}
