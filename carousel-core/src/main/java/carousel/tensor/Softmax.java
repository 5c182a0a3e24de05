package carousel.tensor;

import carousel.kernel.Rows;

/** y = exp(x - max) / sum, over each row. Adjoint: dx = y (dy - sum(dy y)). */
record Softmax() implements RowWise {

    @Override
    public int[] shape(Tensor... in) {
        return in[0].shape();
    }

    @Override
    public void row(float[] x, int xOff, int width, float[] y, int yOff) {
        of(x, xOff, width, y, yOff);
    }

    /** One row; x and y may be the same at the same offset. */
    static void of(float[] x, int xOff, int width, float[] y, int yOff) {
        if (width == 0) {
            return;
        }
        float sum = Rows.exponentials(x, xOff, width, Rows.max(x, xOff, width), y, yOff);
        for (int i = yOff; i < yOff + width; i++) {
            y[i] = y[i] / sum;
        }
    }

    @Override
    public void rowAdjoint(
            float[] dy, int dyOff, float[] x, int xOff, float[] y, int yOff, int width, float[] dx, int dxOff) {
        adjoint(dy, dyOff, y, yOff, width, dx, dxOff);
    }

    /** One row, which needs no x. */
    static void adjoint(float[] dy, int dyOff, float[] y, int yOff, int width, float[] dx, int dxOff) {
        float dot = Rows.dot(dy, dyOff, y, yOff, width);
        Rows.softmaxAdjoint(dy, dyOff, y, yOff, width, dot, dx, dxOff);
    }
}
