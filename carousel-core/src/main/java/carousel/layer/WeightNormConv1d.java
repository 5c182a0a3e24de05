package carousel.layer;

import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * A convolution whose weights are learned as length and direction (Salimans, Kingma 2016).
 *
 * <pre>
 * y = conv of x with w = gain ⊙ v / ‖v‖        ‖v‖ the norm of each output's weights
 * </pre>
 *
 * <p>x [N,F], y [N,H]. Begins as the convolution itself: gain = ‖v‖. Immutable, safe for many threads.
 *
 * <pre>
 * var conv = WeightNormConv1d.of(Conv1d.of(64, 128, 3, Conv1d.Reach.CAUSAL, Init.seed(1)));
 * var outputs = conv.apply(sequence);
 * </pre>
 *
 * @param conv its weights are v
 * @param gain [H]
 */
public record WeightNormConv1d(Conv1d conv, Tensor gain) implements SequenceLayer {

    public static WeightNormConv1d of(Conv1d conv) {
        return new WeightNormConv1d(
                conv, Tensor.weight(norms(conv.w()).toArray(), conv.w().columns()));
    }

    @Override
    public Sequence apply(Sequence sequence) {
        var w = conv.w().times(gain.dividedBy(norms(conv.w()))); // [KF,H]
        return new Conv1d(w, conv.b(), conv.width(), conv.dilation(), conv.reach()).apply(sequence);
    }

    /** Of each column: [1,H]. */
    private static Tensor norms(Tensor v) {
        var ones = new float[v.rows()];
        Arrays.fill(ones, 1);
        return Tensor.of(ones, 1, v.rows()).matmul(v.square()).sqrt();
    }
}
