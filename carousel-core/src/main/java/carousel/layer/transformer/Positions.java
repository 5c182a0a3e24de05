package carousel.layer.transformer;

import carousel.layer.Dropout;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;

/**
 * Where a row stands, as waves of many lengths (Vaswani et al. 2017): the place k further on is a rotation that depends on k
 * alone.
 *
 * <pre>
 * p(t, 2i)     = sin(t / 10000^(2i/E))
 * p(t, 2i + 1) = cos(t / 10000^(2i/E))
 * </pre>
 *
 * <p>Nothing is learned, and no place is too far away. Immutable, safe for many threads.
 *
 * <pre>
 * var rows = new Positions(256).added(embedding.apply(ids));
 * </pre>
 *
 * @param features E
 */
public record Positions(int features) {
    private static final double LONGEST = 10_000;

    /** Each row with its place added. */
    public Sequence added(Sequence sequence) {
        var lengths = sequence.lengths();
        return sequence.map(rows -> rows.plus(of(lengths.steps()).gather(Dropout.times(lengths))));
    }

    /** Rows [R,E] that all stand at one place. */
    public Tensor added(Tensor rows, int place) {
        return rows.plus(waves(place, 1));
    }

    /** The first places: [T,E]. */
    public Tensor of(int places) {
        return waves(0, places);
    }

    private Tensor waves(int first, int places) {
        var waves = new float[places * features];
        for (int i = 0; i < features; i++) {
            double length = StrictMath.pow(LONGEST, (double) (i - i % 2) / features);
            for (int t = 0; t < places; t++) {
                double angle = (first + t) / length;
                waves[t * features + i] = (float) (i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        }
        return Tensor.of(waves, places, features);
    }
}
