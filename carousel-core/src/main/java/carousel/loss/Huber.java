package carousel.loss;

import carousel.tensor.Tensor;

/**
 * Squared near the target, straight far from it, so that a few wild targets do not rule (Huber 1964).
 *
 * <pre>
 * loss = mean over all elements of ½ e²  for |e| ≤ 1,  |e| - ½ otherwise,   e = y - target
 * </pre>
 */
public final class Huber {

    private Huber() {}

    /** Outputs and targets of equal shape. */
    public static Tensor mean(Tensor outputs, Tensor targets) {
        var size = outputs.minus(targets).abs();
        var beyond = size.plus(-1f).relu(); // |e| - 1 where that is positive
        var within = size.minus(beyond); // min(|e|, 1)
        return within.square().times(0.5f).plus(beyond).mean();
    }
}
