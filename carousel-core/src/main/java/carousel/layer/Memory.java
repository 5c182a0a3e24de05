package carousel.layer;

import carousel.tensor.Segments;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What an attentive cell looks back at: the rows of packed sequences laid out sentence by sentence. Sentence b is rows
 * offsets[b] to offsets[b + 1] and belongs to row b of the batch; a sentence may be empty. Built once per batch and used as
 * context by every step. Immutable.
 *
 * @param rows [M,F], M the sum of the sentences' lengths
 * @param segments the sentences
 */
public record Memory(Tensor rows, Segments segments) {

    public Memory {
        if (rows.rows() != segments.rows()) {
            throw new ShapeException("memory", Arrays.toString(rows.shape()), segments.rows() + " rows");
        }
    }

    /** The memory of a packed sequence, in its packed order. */
    public static Memory of(Sequence sequence) {
        var lengths = sequence.lengths();
        var offsets = new int[lengths.batch() + 1];
        for (int b = 0; b < lengths.batch(); b++) {
            offsets[b + 1] = offsets[b] + lengths.length(b);
        }
        var order = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                order[offsets[b] + t] = lengths.row(b, t);
            }
        }
        return new Memory(sequence.rows().gather(order), new Segments(offsets));
    }

    /** The sentences of the first {@code batch} rows: those still alive in a step. */
    public Memory first(int batch) {
        return batch == segments.count()
                ? this
                : new Memory(rows.rows(0, segments.offsets()[batch]), segments.first(batch));
    }

    /** The same sentences with other rows: keys or values computed once for all steps. */
    public Memory map(UnaryOperator<Tensor> layer) {
        return new Memory(layer.apply(rows), segments);
    }

    /** A query [B,F] for each sentence, repeated for each of its rows: [M,F]. */
    public Tensor spread(Tensor query) {
        return segments.spread(query);
    }

    /** Softmax of the scores [M,1] over each sentence's own length; nothing for an empty one. */
    public Tensor weights(Tensor scores) {
        return segments.softmax(scores);
    }

    /** The weighted sum of each sentence's rows: [B,F]; zeros for an empty one. */
    public Tensor mix(Tensor weights) {
        return segments.mix(rows, weights);
    }
}
