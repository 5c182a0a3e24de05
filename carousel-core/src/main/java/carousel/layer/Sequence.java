package carousel.layer;

import carousel.data.Lengths;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A packed batch of sequences: one row for each step of each sequence, time-major, so that step t is one block of rows
 * holding exactly the sequences still alive. Immutable.
 *
 * @param rows [N,F], N the sum of the lengths
 * @param lengths which row belongs to which sequence and step
 */
public record Sequence(Tensor rows, Lengths lengths) {

    public Sequence {
        if (rows.rows() != lengths.rows()) {
            throw new ShapeException(
                    "sequence", Arrays.toString(rows.shape()), lengths.rows() + " rows, the sum of the lengths");
        }
    }

    /** The rows of step t: [alive(t),F]. */
    public Tensor step(int t) {
        int from = lengths.offset(t);
        return rows.rows(from, from + lengths.alive(t));
    }

    /** The same sequences with other rows. */
    public Sequence map(UnaryOperator<Tensor> layer) {
        return new Sequence(layer.apply(rows), lengths);
    }
}
