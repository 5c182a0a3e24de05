package carousel.tensor;

import carousel.kernel.Elementwise;
import carousel.kernel.Gemm;
import carousel.kernel.Pool;
import carousel.kernel.Rows;
import java.util.function.IntFunction;

/**
 * y[r] = -log softmax(x[r] w + b)[target], an output layer and its loss in one: the same bits as the product, the sum and
 * {@link NegativeLogLikelihood} one after the other.
 *
 * <p>The exponentials of the scores are kept for the adjoint, which makes their gradient in their place. Where they would
 * be too many, as with a large vocabulary and long windows, scores exist for some rows at a time only, and the adjoint
 * computes them again, from the last rows to the first. One object serves one application.
 */
final class OutputLikelihood implements Op {
    /** The most exponentials that are kept: 128 MB. Computing them again costs a quarter of the operation. */
    private static final int KEPT = 1 << 25;

    /** Scores that exist at a time where they are not kept: they stay in the cache. */
    private static final int BLOCK = 1 << 22;

    private final Orientation orientation;
    private final int[] targets;
    private final float smoothing;
    private final int most;
    private float[] kept = {};

    OutputLikelihood(Orientation orientation, float smoothing, int... targets) {
        this(orientation, targets, smoothing, KEPT);
    }

    /** Keeps at most so many exponentials. */
    OutputLikelihood(Orientation orientation, int[] targets, float smoothing, int most) {
        this.orientation = orientation;
        this.targets = targets;
        this.smoothing = smoothing;
        this.most = most;
    }

    Orientation orientation() {
        return orientation;
    }

    float smoothing() {
        return smoothing;
    }

    int[] targets() {
        return targets;
    }

    @Override
    public int[] shape(Tensor... in) {
        var scores = new Product(orientation).shape(in[0], in[1]);
        if (in[2].size() != scores[scores.length - 1]) {
            throw new ShapeException(
                    "negativeLogLikelihood", "a bias " + ShapeException.of(in[2].shape()), "one for each score");
        }
        return NegativeLogLikelihood.shape(targets, in[0].rows(), in[2].size());
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        int block = block(in);
        var pool = Pool.ofThread();
        var values = pool.take(block * in[2].size());
        for (int first = 0; first < targets.length; first += block) {
            exponentials(in, first, Math.min(block, targets.length - first), values, out);
        }
        pool.give(values);
    }

    @Override
    public void forward(Tensor[] in, Tensor out, IntFunction<float[]> buffers) {
        long scores = (long) targets.length * in[2].size();
        if (scores > most) {
            forward(in, out);
        } else {
            kept = buffers.apply((int) scores);
            exponentials(in, 0, targets.length, kept, out);
        }
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        if (kept.length > 0) {
            pass(in, 0, targets.length, kept, gradient);
            return;
        }
        int block = block(in);
        var values = gradient.scratch(block * in[2].size());
        for (int last = targets.length; last > 0; ) {
            int first = (last - 1) / block * block;
            exponentials(in, first, last - first, values, out);
            pass(in, first, last - first, values, gradient);
            last = first;
        }
    }

    /** Rows whose scores exist at a time. */
    private int block(Tensor[] in) {
        return Math.max(1, Math.min(targets.length, BLOCK / Math.max(1, in[2].size())));
    }

    /** values = exp(score - the row's largest) for {@code count} rows; writes their likelihoods, each time the same. */
    private void exponentials(Tensor[] in, int first, int count, float[] values, Tensor out) {
        var b = in[2].buffer();
        var y = out.buffer();
        int width = in[2].size();
        Gemm.multiply(in[0].buffer(), first, count, in[1].panels(orientation), values, 0);
        Split.rows(count, width, (from, to) -> {
            for (int r = from; r < to; r++) {
                int at = r * width;
                Elementwise.addAt(b, 0, values, at, width);
                y[first + r] = NegativeLogLikelihood.row(values, at, width, targets[first + r], values, at, smoothing);
            }
        });
    }

    /** Makes the exponentials the gradient of the scores and hands it on. */
    private void pass(Tensor[] in, int first, int count, float[] values, Adjoint gradient) {
        var dy = gradient.output();
        int width = in[2].size();
        Split.rows(count, width, (from, to) -> {
            for (int r = from; r < to; r++) {
                float sum = Rows.sum(values, r * width, width);
                int target = targets[first + r];
                NegativeLogLikelihood.rowAdjoint(values, r * width, width, sum, target, dy[first + r], smoothing);
            }
        });
        if (gradient.wants(2)) {
            Rows.addColumnSums(values, count, width, gradient.adding(2));
        }
        if (gradient.wants(0)) {
            var back = orientation == Orientation.PLAIN ? Orientation.TRANSPOSED : Orientation.PLAIN;
            Gemm.multiply(values, 0, count, in[1].panels(back), gradient.into(0), first);
        }
        if (gradient.wants(1)) {
            passToWeight(in[0], first, count, values, width, gradient.adding(1));
        }
    }

    private void passToWeight(Tensor x, int first, int count, float[] values, int width, float[] dw) {
        int k = x.columns();
        if (orientation == Orientation.PLAIN) {
            Gemm.weightGradient(x.buffer(), first * k, k, values, 0, width, count, k, width, dw);
        } else {
            Gemm.weightGradient(values, 0, width, x.buffer(), first * k, k, count, width, k, dw);
        }
    }
}
