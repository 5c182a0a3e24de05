package carousel.bench.contestant;

import carousel.tensor.Tensor;

/** From Carousel's weights, inputs down and gates across, to the rows of other libraries. */
final class Layout {
    private Layout() {}

    /** The rows of the result are the columns of a matrix. */
    static Tensor transposed(Tensor matrix) {
        int rows = matrix.rows();
        int columns = matrix.columns();
        var from = matrix.buffer();
        var to = new float[matrix.size()];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[j * rows + i] = from[i * columns + j];
            }
        }
        return Tensor.of(to, columns, rows);
    }
}
