package carousel.layer;

import carousel.tensor.Segments;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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
        return of(sequence, IntStream.range(0, sequence.lengths().batch()).toArray());
    }

    /** The memory of a packed sequence whose sentence i is the packed {@code sentences[i]}. */
    public static Memory of(Sequence sequence, int... sentences) {
        var lengths = sequence.lengths();
        var offsets = new int[sentences.length + 1];
        for (int i = 0; i < sentences.length; i++) {
            offsets[i + 1] = offsets[i] + lengths.length(sentences[i]);
        }
        var order = new int[offsets[sentences.length]];
        for (int i = 0; i < sentences.length; i++) {
            for (int t = 0; t < lengths.length(sentences[i]); t++) {
                order[offsets[i] + t] = lengths.row(sentences[i], t);
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
