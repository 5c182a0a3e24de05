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
        return rows.plus(Tensor.of(waves(place), features));
    }

    /** The first places: [T,E]. */
    public Tensor of(int places) {
        var table = new float[places * features];
        for (int t = 0; t < places; t++) {
            System.arraycopy(waves(t), 0, table, t * features, features);
        }
        return Tensor.of(table, places, features);
    }

    private float[] waves(int place) {
        var waves = new float[features];
        for (int i = 0; i < features; i += 2) {
            double angle = place / StrictMath.pow(LONGEST, (double) i / features);
            waves[i] = (float) StrictMath.sin(angle);
            if (i + 1 < features) {
                waves[i + 1] = (float) StrictMath.cos(angle);
            }
        }
        return waves;
    }
}
