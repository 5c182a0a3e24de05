package carousel.model.label;

import carousel.model.input.Source;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All examples of a source in batches, those of similar length together. Safe for many threads. */
final class Batching {
    /** Steps of a batch: enough to keep all cores busy. */
    private static final int STEPS = 8192;

    private Batching() {}

    /** Hands over batch after batch. */
    static void each(Source source, Consumer<int[]> examples) {
        var order = IntStream.range(0, source.size())
                .boxed()
                .sorted((a, b) -> Integer.compare(source.length(a), source.length(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int from = 0, to; from < order.length; from = to) {
            to = end(source, order, from);
            examples.accept(Arrays.copyOfRange(order, from, to));
        }
    }

    private static int end(Source source, int[] order, int from) {
        int to = from + 1;
        long steps = source.length(order[from]);
        while (to < order.length && (steps += source.length(order[to])) <= STEPS) {
            to++;
        }
        return to;
    }
}
