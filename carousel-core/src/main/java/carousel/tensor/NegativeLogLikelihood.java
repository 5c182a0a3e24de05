package carousel.tensor;

import carousel.kernel.Elementwise;
import carousel.kernel.Pool;
import carousel.kernel.Rows;
import carousel.kernel.Transcendental;

/**
 * y[r] = log sum exp(x[r]) - x[r, target], the negative log-probability of each row's target under the softmax of its
 * scores, or, smoothed by s, of a target that is every class with probability s / V and else the given one. Adjoint:
 * dx = (softmax(x) - (1 - s) onehot(target) - s / V) dy.
 */
record NegativeLogLikelihood(float smoothing, int... targets) implements Op {

    @Override
    public int[] shape(Tensor... in) {
        return shape(targets, in[0].rows(), in[0].columns());
    }

    static int[] shape(int[] targets, int rows, int classes) {
        if (rows != targets.length) {
            throw new ShapeException(
                    "negativeLogLikelihood", targets.length + " targets", "one for each of the " + rows + " rows");
        }
        for (int target : targets) {
            if (target < 0 || target >= classes) {
                throw new ShapeException(
                        "negativeLogLikelihood", "target " + target, "a class within 0 to " + (classes - 1));
            }
        }
        return new int[] {targets.length, 1};
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        var x = in[0].buffer();
        var y = out.buffer();
        int width = in[0].columns();
        Split.rows(targets.length, width, (from, to) -> {
            var pool = Pool.ofThread();
            var exponentials = pool.take(width);
            for (int r = from; r < to; r++) {
                y[r] = row(x, r * width, width, targets[r], exponentials, 0, smoothing);
            }
            pool.give(exponentials);
        });
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var x = in[0].buffer();
        var dy = gradient.output();
        var dx = gradient.into(0);
        int width = in[0].columns();
        Split.rows(targets.length, width, (from, to) -> {
            for (int r = from; r < to; r++) {
                int at = r * width;
                float sum = Rows.exponentials(x, at, width, Rows.max(x, at, width), dx, at);
                rowAdjoint(dx, at, width, sum, targets[r], dy[r], smoothing);
            }
        });
    }

    /** y of one row; e = exp(x - the largest x), which may take the place of x. */
    static float row(float[] x, int xOff, int width, int target, float[] e, int eOff, float smoothing) {
        float max = Rows.max(x, xOff, width);
        float score = x[xOff + target] - max;
        if (smoothing > 0) {
            score += smoothing * (Rows.sum(x, xOff, width) / width - x[xOff + target]);
        }
        return logSum(x, xOff, width, max, e, eOff) - score;
    }

    /** log Σ e of one row; e = exp(x - max). */
    static float logSum(float[] x, int xOff, int width, float max, float[] e, int eOff) {
        return Transcendental.log(Rows.exponentials(x, xOff, width, max, e, eOff));
    }

    /** The gradient of one row in the place of its exponentials, whose sum is given. */
    static void rowAdjoint(float[] e, int at, int width, float sum, int target, float dy, float smoothing) {
        float factor = dy / sum;
        for (int i = at; i < at + width; i++) {
            e[i] = e[i] * factor;
        }
        e[at + target] -= smoothing > 0 ? dy * (1 - smoothing) : dy;
        if (smoothing > 0) {
            Elementwise.shift(e, -dy * smoothing / width, e, at, at + width);
        }
    }
}
