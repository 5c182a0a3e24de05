package carousel.recurrent;

import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;

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
        var lengths = sequence.lengths();
        var read = new int[lengths.rows()]; // the row that is read in each place
        var place = new int[lengths.rows()]; // the place in which each row is read
        for (int b = 0; b < lengths.batch(); b++) {
            var order = reading.order(lengths.length(b));
            for (int t = 0; t < order.length; t++) {
                read[lengths.row(b, t)] = lengths.row(b, order[t]);
                place[lengths.row(b, order[t])] = lengths.row(b, t);
            }
        }
        return layer.apply(sequence.map(rows -> rows.gather(read))).map(rows -> rows.gather(place));
    }
}
