package carousel.model.label;

import carousel.data.ByLength;
import carousel.model.input.Source;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All examples of a source in batches, those of similar length together. Safe for many threads. */
final class Batching {
    /** Steps of a batch: enough to keep all cores busy. */
    private static final int STEPS = 8192;

    private Batching() {}

    /** Hands over batch after batch. */
    static void each(Source source, Consumer<int[]> examples) {
        var lengths = IntStream.range(0, source.size()).map(source::length).toArray();
        ByLength.batches(source.size(), STEPS, lengths).forEach(examples);
    }
}
