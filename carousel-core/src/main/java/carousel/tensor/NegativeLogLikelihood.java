package carousel.tensor;

import carousel.kernel.Rows;
import carousel.kernel.Transcendental;

/**
 * y[r] = log sum exp(x[r]) - x[r, target], the negative log-probability of each row's target under the softmax of its
 * logits. Adjoint: dx = (softmax(x) - onehot(target)) dy; no array of the logits' size is kept besides the logits.
 */
record NegativeLogLikelihood(int[] targets) implements Op {

    @Override
    public int[] shape(Tensor... in) {
        if (in[0].rows() != targets.length) {
            throw new ShapeException(
                    "negativeLogLikelihood",
                    targets.length + " targets",
                    "one for each of the " + in[0].rows() + " rows");
        }
        for (int target : targets) {
            if (target < 0 || target >= in[0].columns()) {
                throw new ShapeException(
                        "negativeLogLikelihood", "target " + target, "a class within 0 to " + (in[0].columns() - 1));
            }
        }
        return new int[] {targets.length, 1};
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        var x = in[0].buffer();
        var y = out.buffer();
        int width = in[0].columns();
        Split.rows(targets.length, width, (first, last) -> {
            for (int r = first; r < last; r++) {
                float max = Rows.max(x, r * width, width);
                float sum = Rows.sumExponentials(x, r * width, width, max);
                y[r] = Transcendental.log(sum) - (x[r * width + targets[r]] - max);
            }
        });
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var x = in[0].buffer();
        var dy = gradient.output();
        var dx = gradient.into(0);
        int width = in[0].columns();
        Split.rows(targets.length, width, (first, last) -> {
            for (int r = first; r < last; r++) {
                rowAdjoint(x, dx, r * width, width, targets[r], dy[r]);
            }
        });
    }

    private static void rowAdjoint(float[] x, float[] dx, int at, int width, int target, float dy) {
        float sum = Rows.exponentials(x, at, width, Rows.max(x, at, width), dx, at);
        float factor = dy / sum;
        for (int i = at; i < at + width; i++) {
            dx[i] = dx[i] * factor;
        }
        dx[at + target] -= dy;
    }
}
