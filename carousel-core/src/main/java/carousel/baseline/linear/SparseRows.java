package carousel.baseline.linear;

import java.util.Arrays;

/**
 * A matrix [n,F] of which only the elements that are not 0 are stored, row by row. Immutable as long as nobody writes into
 * the arrays.
 *
 * @param columns F
 * @param starts [n + 1] where each row begins; the last is the number of elements
 * @param ids the column of each element
 * @param values the elements
 */
public record SparseRows(int columns, int[] starts, int[] ids, float[] values) {
    public SparseRows {
        int elements = starts.length == 0 ? -1 : starts[starts.length - 1];
        if (columns < 0 || elements != ids.length || elements != values.length || starts[0] != 0) {
            throw new IllegalArgumentException("rows: " + ids.length + " columns and " + values.length
                    + " values; expected as many as the last start says");
        }
        for (int r = 1; r < starts.length; r++) {
            if (starts[r] < starts[r - 1]) {
                throw new IllegalArgumentException("rows: starts that fall at row " + r);
            }
        }
        for (int id : ids) {
            if (id < 0 || id >= columns) {
                throw new IllegalArgumentException("rows: column " + id + " of " + columns);
            }
        }
    }

    /** All elements of rows that have the same length: the outputs of a network, for instance. */
    public static SparseRows dense(float[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        var starts = new int[rows.length + 1];
        var ids = new int[rows.length * columns];
        var values = new float[ids.length];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns) {
                throw new IllegalArgumentException(
                        "rows: row " + r + " has " + rows[r].length + " values, expected " + columns + " as in row 0");
            }
            starts[r + 1] = (r + 1) * columns;
            System.arraycopy(rows[r], 0, values, r * columns, columns);
        }
        Arrays.setAll(ids, i -> i % columns);
        return new SparseRows(columns, starts, ids, values);
    }

    /** n. */
    public int rows() {
        return starts.length - 1;
    }

    /** The product of a row with a vector [F]. */
    double dot(int row, double... vector) {
        double sum = 0;
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            sum += values[i] * vector[ids[i]];
        }
        return sum;
    }

    /** Adds a multiple of a row to a vector [F]. */
    void addTo(double[] vector, int row, double factor) {
        for (int i = starts[row]; i < starts[row + 1]; i++) {
            vector[ids[i]] += factor * values[i];
        }
    }

    /** The sum of the squares of each column [F]. */
    double[] squares() {
        var squares = new double[columns];
        for (int i = 0; i < ids.length; i++) {
            squares[ids[i]] += (double) values[i] * values[i];
        }
        return squares;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseRows that
                && columns == that.columns
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * columns + Arrays.hashCode(ids)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SparseRows[" + rows() + " rows, " + columns + " columns, " + ids.length + " elements]";
    }
}
