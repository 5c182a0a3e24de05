package carousel.recurrent.layout;

import carousel.tensor.Tensor;

/** Matrices whose columns are blocks, one for each gate. */
final class Blocks {
    private Blocks() {}

    /** The blocks of one order in another one; a gate that is missing in the first is zeros in the second. */
    static Tensor reordered(Tensor matrix, String from, String to) {
        if (from.equals(to)) {
            return matrix;
        }
        var blocks = matrix.split(from.length());
        var zeros = Tensor.zeros(blocks[0].shape());
        return Tensor.concatColumns(to.chars()
                .mapToObj(gate -> from.indexOf(gate) < 0 ? zeros : blocks[from.indexOf(gate)])
                .toArray(Tensor[]::new));
    }

    /** The block of one gate negated. */
    static Tensor negated(Tensor matrix, String order, char gate) {
        var blocks = matrix.split(order.length());
        int at = order.indexOf(gate);
        blocks[at] = blocks[at].negate();
        return Tensor.concatColumns(blocks);
    }

    static Tensor transposed(Tensor matrix) {
        int rows = matrix.rows();
        int columns = matrix.columns();
        var from = matrix.toArray();
        var to = new float[from.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[j * rows + i] = from[i * columns + j];
            }
        }
        return Tensor.of(to, columns, rows);
    }

    /** The same values as a matrix: a vector is one row, leading axes are rows. */
    static Tensor matrix(Tensor tensor) {
        return shaped(tensor, tensor.rows(), tensor.columns());
    }

    static Tensor shaped(Tensor tensor, int... shape) {
        return Tensor.of(tensor.toArray(), shape);
    }
}
