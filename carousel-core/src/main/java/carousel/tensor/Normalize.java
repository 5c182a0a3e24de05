package carousel.tensor;

import carousel.kernel.Rows;

/**
 * y = (x - mean) / sqrt(variance + epsilon), over each row, with the variance of the whole row (Ba, Kiros, Hinton 2016).
 * Adjoint: dx = (dy - mean(dy) - y mean(dy y)) / sqrt(variance + epsilon).
 */
record Normalize(float epsilon) implements Op {

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

    private void row(float[] x, float[] y, int at, int width) {
        float mean = Rows.sum(x, at, width) / width;
        for (int i = at; i < at + width; i++) {
            y[i] = x[i] - mean;
        }
        float inverse = inverseDeviation(y, at, width);
        for (int i = at; i < at + width; i++) {
            y[i] = y[i] * inverse;
        }
    }

    private float inverseDeviation(float[] centred, int at, int width) {
        return 1f / (float) Math.sqrt(Rows.sumOfSquares(centred, at, width) / width + epsilon);
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var x = in[0].buffer();
        var dy = gradient.output();
        var y = out.buffer();
        var dx = gradient.into(0);
        int width = out.columns();
        Split.rows(out.rows(), width, (first, last) -> {
            for (int r = first; r < last; r++) {
                rowAdjoint(x, dy, y, dx, r * width, width);
            }
        });
    }

    private void rowAdjoint(float[] x, float[] dy, float[] y, float[] dx, int at, int width) {
        float mean = Rows.sum(x, at, width) / width;
        for (int i = at; i < at + width; i++) {
            dx[i] = x[i] - mean;
        }
        float inverse = inverseDeviation(dx, at, width);
        float meanGradient = Rows.sum(dy, at, width) / width;
        float meanProduct = Rows.dot(dy, at, y, at, width) / width;
        for (int i = at; i < at + width; i++) {
            dx[i] = (dy[i] - meanGradient - y[i] * meanProduct) * inverse;
        }
    }
}
