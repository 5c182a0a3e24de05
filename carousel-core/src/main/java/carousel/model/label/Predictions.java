package carousel.model.label;

import carousel.tensor.Tape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a classifier says of many sequences. Immutable as long as nobody writes into the array.
 *
 * @param logits [M,K], in the order of the sequences
 * @param width K
 */
public record Predictions(float[] logits, int width) {
    /** Steps of a batch: enough to keep all cores busy. */
    private static final int STEPS = 8192;

    /** Of all examples of a source, those of similar length together. */
    public static Predictions of(Classifier model, Source source) {
        var order = IntStream.range(0, source.size())
                .boxed()
                .sorted((a, b) -> Integer.compare(source.length(a), source.length(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        int width = model.head().b().size();
        var logits = new float[Math.multiplyExact(order.length, width)];
        for (int from = 0; from < order.length; ) {
            int to = end(source, order, from);
            var examples = Arrays.copyOfRange(order, from, to);
            var given =
                    Tape.evaluate(() -> model.logits(source.inputs(examples))).toArray();
            for (int i = 0; i < examples.length; i++) {
                System.arraycopy(given, i * width, logits, examples[i] * width, width);
            }
            from = to;
        }
        return new Predictions(logits, width);
    }

    private static int end(Source source, int[] order, int from) {
        int to = from + 1;
        long steps = source.length(order[from]);
        while (to < order.length && (steps += source.length(order[to])) <= STEPS) {
            to++;
        }
        return to;
    }

    /** The number of sequences. */
    public int size() {
        return logits.length / width;
    }

    /** What is said of one sequence: [K]. */
    public float[] logits(int sequence) {
        return Arrays.copyOfRange(logits, sequence * width, (sequence + 1) * width);
    }
}
