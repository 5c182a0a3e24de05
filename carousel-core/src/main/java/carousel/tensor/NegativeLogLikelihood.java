package carousel.tensor;

import carousel.kernel.Rows;
import carousel.kernel.Transcendental;

/**
 * y[r] = log sum exp(x[r]) - x[r, target], the negative log-probability of each row's target under the softmax of its
 * scores. Adjoint: dx = (softmax(x) - onehot(target)) dy.
 */
record NegativeLogLikelihood(int[] targets) implements Op {

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
        forward(in[0].buffer(), out.buffer(), in[0].columns(), targets, 0, targets.length);
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        adjoint(in[0].buffer(), gradient.output(), gradient.into(0), in[0].columns(), targets, 0, targets.length);
    }

    /** For {@code rows} rows of scores, which are the rows from {@code first} on of targets and y. */
    static void forward(float[] x, float[] y, int width, int[] targets, int first, int rows) {
        Split.rows(rows, width, (from, to) -> {
            for (int r = from; r < to; r++) {
                float max = Rows.max(x, r * width, width);
                float sum = Rows.sumExponentials(x, r * width, width, max);
                y[first + r] = Transcendental.log(sum) - (x[r * width + targets[first + r]] - max);
            }
        });
    }

    /** The same rows; dx may be x. */
    static void adjoint(float[] x, float[] dy, float[] dx, int width, int[] targets, int first, int rows) {
        Split.rows(rows, width, (from, to) -> {
            for (int r = from; r < to; r++) {
                row(x, dx, r * width, width, targets[first + r], dy[first + r]);
            }
        });
    }

    private static void row(float[] x, float[] dx, int at, int width, int target, float dy) {
        float sum = Rows.exponentials(x, at, width, Rows.max(x, at, width), dx, at);
        float factor = dy / sum;
        for (int i = at; i < at + width; i++) {
            dx[i] = dx[i] * factor;
        }
        dx[at + target] -= dy;
    }
}
