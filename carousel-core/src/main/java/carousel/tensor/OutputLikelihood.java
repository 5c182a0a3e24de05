package carousel.tensor;

import carousel.kernel.Binary;
import carousel.kernel.Gemm;
import carousel.kernel.Pool;
import carousel.kernel.Rows;

/**
 * y[r] = -log softmax(x[r] w + b)[target], an output layer and its loss in one: the same bits as the product, the sum and
 * {@link NegativeLogLikelihood} one after the other, but the scores of a large vocabulary exist for a few rows at a time only
 * and stay in the cache. The adjoint computes them again, from the last rows to the first.
 */
record OutputLikelihood(Orientation orientation, int[] targets) implements Op {
    /** Scores that exist at a time. */
    private static final int BLOCK = 1 << 22;

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
        var pool = Pool.ofThread();
        var scores = new Scores(in, orientation, pool);
        for (int first = 0; first < targets.length; first += scores.rows) {
            int rows = Math.min(scores.rows, targets.length - first);
            scores.compute(first, rows);
            NegativeLogLikelihood.forward(scores.values, out.buffer(), scores.width, targets, first, rows);
        }
        scores.release();
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var scores = new Scores(in, orientation, Pool.ofThread());
        int last = targets.length;
        while (last > 0) {
            int first = (last - 1) / scores.rows * scores.rows;
            scores.compute(first, last - first);
            NegativeLogLikelihood.adjoint(
                    scores.values, gradient.output(), scores.values, scores.width, targets, first, last - first);
            scores.pass(first, last - first, gradient);
            last = first;
        }
        scores.release();
    }

    /** A block of rows of x w + b. */
    private static final class Scores {
        private final Tensor x;
        private final Tensor w;
        private final float[] b;
        private final Orientation orientation;
        private final Pool pool;
        private final int width;
        private final int rows;
        private final float[] values;
        private final float[] bias;

        Scores(Tensor[] in, Orientation orientation, Pool pool) {
            this.x = in[0];
            this.w = in[1];
            this.b = in[2].buffer();
            this.orientation = orientation;
            this.pool = pool;
            this.width = in[2].size();
            this.rows = Math.max(1, Math.min(x.rows(), BLOCK / Math.max(1, width)));
            this.values = pool.take(rows * width);
            this.bias = pool.take(rows * width);
            Rows.tile(b, width, rows, bias);
        }

        void compute(int first, int count) {
            Gemm.multiply(x.buffer(), first, count, w.panels(orientation), values, 0);
            Split.over(count * width, (from, to) -> Binary.PLUS.apply(values, bias, values, from, to));
        }

        /** Hands the gradient of the scores on. */
        void pass(int first, int count, Adjoint gradient) {
            if (gradient.wants(2)) {
                Rows.addColumnSums(values, count, width, gradient.adding(2));
            }
            if (gradient.wants(0)) {
                var back = orientation == Orientation.PLAIN ? Orientation.TRANSPOSED : Orientation.PLAIN;
                Gemm.multiply(values, 0, count, w.panels(back), gradient.into(0), first);
            }
            if (gradient.wants(1)) {
                passToWeight(first, count, gradient.adding(1));
            }
        }

        private void passToWeight(int first, int count, float[] dw) {
            if (orientation == Orientation.PLAIN) {
                int k = x.columns();
                Gemm.weightGradient(x.buffer(), first * k, k, values, 0, width, count, k, width, dw);
            } else {
                int k = x.columns();
                Gemm.weightGradient(values, 0, width, x.buffer(), first * k, k, count, width, k, dw);
            }
        }

        void release() {
            pool.give(values);
            pool.give(bias);
        }
    }
}
