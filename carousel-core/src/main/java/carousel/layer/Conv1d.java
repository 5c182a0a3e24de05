package carousel.layer;

import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * A convolution over time (LeCun et al. 1989; causal and dilated: van den Oord et al. 2016).
 *
 * <pre>
 * y(t) = Σ x(t + at(k)) w(k) + b          k = 0 … K-1, x outside of the sequence is zero
 * at(k) = (k - K + 1) dilation            causal: nothing later than t
 * at(k) = (k - (K - 1)/2) dilation        centred
 * </pre>
 *
 * <p>x [N,F], y [N,H]. Initialised uniformly in ±1/√(KF), the bias with zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var conv = Conv1d.of(64, 128, 3, Conv1d.Reach.CENTRED, Init.seed(1));
 * var outputs = conv.apply(sequence);
 * </pre>
 *
 * @param w [KF,H], the block of rows k for x(t + at(k))
 * @param b [H]
 * @param width K, the number of steps that an output sees
 * @param dilation the distance of these steps, at least 1
 * @param reach whether an output sees later steps
 */
public record Conv1d(Tensor w, Tensor b, int width, int dilation, Reach reach) implements SequenceLayer {

    /** Which steps an output sees. */
    public enum Reach {
        CAUSAL,
        CENTRED
    }

    public Conv1d {
        if (width < 1 || dilation < 1 || w.rows() % width != 0) {
            throw new IllegalArgumentException("convolution: given " + w.rows() + " rows of weights, width " + width
                    + " and dilation " + dilation
                    + ", needed a width and a dilation of at least 1 and rows for each of "
                    + "the width's steps");
        }
    }

    public static Conv1d of(int features, int outputs, int width, Reach reach, Init init) {
        return dilated(features, outputs, width, 1, reach, init);
    }

    public static Conv1d dilated(int features, int outputs, int width, int dilation, Reach reach, Init init) {
        float bound = Init.bound(width * features);
        return new Conv1d(init.uniform(bound, width * features, outputs), init.zeros(outputs), width, dilation, reach);
    }

    @Override
    public Sequence apply(Sequence sequence) {
        var offsets = new int[width];
        Arrays.setAll(offsets, this::offset);
        var seen = Neighbours.abreast(sequence, offsets); // [N,KF]
        return new Sequence(seen.matmul(w).plus(b), sequence.lengths());
    }

    private int offset(int k) {
        return switch (reach) {
            case CAUSAL -> (k - width + 1) * dilation;
            case CENTRED -> (k - (width - 1) / 2) * dilation;
        };
    }
}
