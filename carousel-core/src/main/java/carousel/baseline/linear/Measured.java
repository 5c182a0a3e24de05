package carousel.baseline.linear;

import carousel.text.DataException;
import java.util.Arrays;

/**
 * Rows and a number that belongs to each. Immutable as long as nobody writes into the array.
 *
 * @param rows [n,F]
 * @param targets [n]
 */
public record Measured(SparseRows rows, double... targets) {
    public Measured {
        if (rows.rows() != targets.length || targets.length == 0) {
            throw new DataException("targets: " + targets.length + " of " + rows.rows()
                    + " rows; expected one number for each row, and at least one row");
        }
        for (double target : targets) {
            if (!Double.isFinite(target)) {
                throw new DataException("targets: " + target + "; expected finite numbers");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measured that && rows.equals(that.rows) && Arrays.equals(targets, that.targets);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + Arrays.hashCode(targets);
    }
}
