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
        float squares = Rows.centre(x, xOff, width, mean, y, yOff);
        Rows.scale(y, yOff, width, inverseDeviation(squares, width));
    }

    private float inverseDeviation(float squares, int width) {
        return 1f / (float) Math.sqrt(squares / width + epsilon);
    }

    @Override
    public void rowAdjoint(
            float[] dy, int dyOff, float[] x, int xOff, float[] y, int yOff, int width, float[] dx, int dxOff) {
        float mean = Rows.sum(x, xOff, width) / width;
        float inverse = inverseDeviation(Rows.centre(x, xOff, width, mean, dx, dxOff), width);
        float meanGradient = Rows.sum(dy, dyOff, width) / width;
        float meanProduct = Rows.dot(dy, dyOff, y, yOff, width) / width;
        Rows.normalizeAdjoint(dy, dyOff, y, yOff, width, meanGradient, meanProduct, inverse, dx, dxOff);
    }
}
