package carousel.tensor;

import carousel.kernel.Rows;

/** y = exp(x - max) / sum, over each row. Adjoint: dx = y (dy - sum(dy y)). */
record Softmax() implements Op {

    @Override
    public int[] shape(Tensor... in) {
        return in[0].shape();
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        var x = in[0].buffer();
        var y = out.buffer();
        int width = out.columns();
        Split.rows(out.rows(), width, (first, last) -> {
            for (int r = first; r < last; r++) {
                row(x, y, r * width, width);
            }
        });
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var dy = gradient.output();
        var y = out.buffer();
        var dx = gradient.into(0);
        int width = out.columns();
        Split.rows(out.rows(), width, (first, last) -> {
            for (int r = first; r < last; r++) {
                rowAdjoint(dy, y, dx, r * width, width);
            }
        });
    }

    static void row(float[] x, float[] y, int at, int width) {
        if (width == 0) {
            return;
        }
        float sum = Rows.exponentials(x, at, width, Rows.max(x, at, width), y, at);
        for (int i = at; i < at + width; i++) {
            y[i] = y[i] / sum;
        }
    }

    static void rowAdjoint(float[] dy, float[] y, float[] dx, int at, int width) {
        float dot = Rows.dot(dy, at, y, at, width);
        for (int i = at; i < at + width; i++) {
            dx[i] = y[i] * (dy[i] - dot);
        }
    }
}
