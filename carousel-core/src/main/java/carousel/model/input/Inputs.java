package carousel.model.input;

import carousel.data.Ids;
import carousel.data.Lengths;

/**
 * Sequences as a labelling model reads them, packed time-major. Immutable as long as nobody writes into the arrays.
 *
 * @param lengths which row belongs to which sequence and step
 * @param steps [N] symbols, or [N,F] features
 * @param spelled the characters of every different word; of none where nobody reads them
 * @param words [N] which of these words stands in each row; empty where nobody reads them
 */
public record Inputs(Lengths lengths, float[] steps, Ids spelled, int... words) {
    private static final Ids NONE = Ids.pack();

    /** Without characters of words. */
    public static Inputs of(Lengths lengths, float... steps) {
        return new Inputs(lengths, steps, NONE);
    }

    /** The number of sequences. */
    public int batch() {
        return lengths.batch();
    }
}
