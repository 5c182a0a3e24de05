package carousel.baseline.linear;

import carousel.text.DataException;
import java.util.Arrays;

/**
 * Rows and their classes. Immutable as long as nobody writes into the array.
 *
 * @param rows [n,F]
 * @param classes K
 * @param labels [n] the class of each row, from 0 to K - 1
 */
public record Labelled(SparseRows rows, int classes, int... labels) {
    public Labelled {
        if (rows.rows() != labels.length || labels.length == 0) {
            throw new DataException("labels: " + labels.length + " of " + rows.rows()
                    + " rows; expected one label for each row, and at least one row");
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new DataException("labels: " + label + "; expected 0 to " + (classes - 1));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labelled that
                && rows.equals(that.rows)
                && classes == that.classes
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + Arrays.hashCode(labels);
    }
}
