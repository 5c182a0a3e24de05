package carousel.layer;

import java.util.Arrays;

/**
 * Shows the last steps at once, so that layers without memory see a little of the past: the lag features of a windowed
 * feed-forward network.
 *
 * <pre>
 * y(t) = [x(t - K + 1), …, x(t - 1), x(t)]        zeros before the first step
 * </pre>
 *
 * <p>x [N,F], y [N,KF]. With a {@link Dense} layer behind it it is a causal {@link Conv1d}. Immutable, safe for many threads.
 *
 * <pre>
 * var network = Chain.of(new Window(8), Dense.of(8 * 3, 64, init), Nonlinearity.TANH, Dense.of(64, 1, init));
 * var outputs = network.apply(sequence);
 * </pre>
 *
 * @param width K, at least 1
 */
public record Window(int width) implements SequenceLayer {

    public Window {
        if (width < 1) {
            throw new IllegalArgumentException("window: expected a width of at least 1 step, got " + width);
        }
    }

    @Override
    public Sequence apply(Sequence sequence) {
        var offsets = new int[width];
        Arrays.setAll(offsets, k -> k - width + 1);
        return new Sequence(Neighbours.abreast(sequence, offsets), sequence.lengths());
    }
}
