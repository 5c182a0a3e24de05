package carousel.layer;

import carousel.tensor.Tensor;
import java.util.Arrays;

/** From packed sequences to packed sequences of the same lengths: whatever can stand between an input and its outputs. */
public interface SequenceLayer {

    /** [N,F] to [N,H], a row for each step of each sequence. */
    Sequence apply(Sequence sequence);

    /**
     * What the layer has come to when it has read all of each sequence, in packed order: [B,H]. Of a layer that reads from
     * the first step on, the output at the last step, so no sequence may be empty.
     */
    default Tensor last(Sequence sequence) {
        var lengths = sequence.lengths();
        var rows = new int[lengths.batch()];
        Arrays.setAll(rows, b -> lengths.row(b, lengths.length(b) - 1));
        return apply(sequence).rows().gather(rows);
    }
}
