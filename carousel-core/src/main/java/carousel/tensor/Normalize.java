package carousel.tensor;

import carousel.kernel.Rows;

/**
 * y = (x - mean) / sqrt(variance + epsilon), over each row, with the variance of the whole row (Ba, Kiros, Hinton 2016).
 * Adjoint: dx = (dy - mean(dy) - y mean(dy y)) / sqrt(variance + epsilon).
 */
record Normalize(float epsilon) implements RowWise {

    @Override
    public int[] shape(Tensor... in) {
        return in[0].shape();
    }

    @Override
    public void row(float[] x, int xOff, int width, float[] y, int yOff) {
        float mean = Rows.sum(x, xOff, width) / width;
        for (int i = 0; i < width; i++) {
            y[yOff + i] = x[xOff + i] - mean;
        }
        float inverse = inverseDeviation(y, yOff, width);
        for (int i = yOff; i < yOff + width; i++) {
            y[i] = y[i] * inverse;
        }
    }

    private float inverseDeviation(float[] centred, int at, int width) {
        return 1f / (float) Math.sqrt(Rows.sumOfSquares(centred, at, width) / width + epsilon);
    }

    @Override
    public void rowAdjoint(
            float[] dy, int dyOff, float[] x, int xOff, float[] y, int yOff, int width, float[] dx, int dxOff) {
        float mean = Rows.sum(x, xOff, width) / width;
        for (int i = 0; i < width; i++) {
            dx[dxOff + i] = x[xOff + i] - mean;
        }
        float inverse = inverseDeviation(dx, dxOff, width);
        float meanGradient = Rows.sum(dy, dyOff, width) / width;
        float meanProduct = Rows.dot(dy, dyOff, y, yOff, width) / width;
        for (int i = 0; i < width; i++) {
            dx[dxOff + i] = (dy[dyOff + i] - meanGradient - y[yOff + i] * meanProduct) * inverse;
        }
    }
}
