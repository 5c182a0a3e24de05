package carousel.layer;

import carousel.tensor.Tensor;
import java.util.Arrays;

/** From packed sequences to packed sequences of the same lengths: whatever can stand between an input and its outputs. */
public interface SequenceLayer {

    /** [N,F] to [N,H], a row for each step of each sequence. */
    Sequence apply(Sequence sequence);

    /**
     * All outputs, and what the layer has come to.
     *
     * @param outputs as {@link #apply} gives them
     * @param last as {@link #last} gives it: [B,H]
     */
    record Read(Sequence outputs, Tensor last) {}

    /** Outputs and what the layer has come to; a layer that has both from one pass says so here. */
    default Read read(Sequence sequence) {
        return new Read(apply(sequence), last(sequence));
    }

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
