package carousel.recurrent;

import carousel.data.Lengths;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.tensor.Tensor;

/**
 * A layer that reads the steps of each sequence in another order; every output stands at the step that was read. Not causal.
 * Immutable, safe for many threads.
 *
 * @param layer what reads
 * @param reading the order
 */
public record Reordered(SequenceLayer layer, Reading reading) implements SequenceLayer {

    @Override
    public Sequence apply(Sequence sequence) {
        var read = order(sequence.lengths());
        return inPlace(layer.apply(sequence.map(rows -> rows.gather(read))), read);
    }

    @Override
    public Read read(Sequence sequence) {
        var read = order(sequence.lengths());
        var both = layer.read(sequence.map(rows -> rows.gather(read)));
        return new Read(inPlace(both.outputs(), read), both.last());
    }

    private static Sequence inPlace(Sequence outputs, int... read) {
        var place = new int[read.length]; // the place in which each row is read
        for (int row = 0; row < read.length; row++) {
            place[read[row]] = row;
        }
        return outputs.map(rows -> rows.gather(place));
    }

    /** What the layer has come to after the step that it reads last. */
    @Override
    public Tensor last(Sequence sequence) {
        var read = order(sequence.lengths());
        return layer.last(sequence.map(rows -> rows.gather(read)));
    }

    /** The row that is read in each place. */
    private int[] order(Lengths lengths) {
        var read = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            var order = reading.order(lengths.length(b));
            for (int t = 0; t < order.length; t++) {
                read[lengths.row(b, t)] = lengths.row(b, order[t]);
            }
        }
        return read;
    }
}
