package carousel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Examples in the order of their lengths, the shortest first; those of equal length as they were. Safe for many threads.
 *
 * <pre>{@code
 * for (int[] examples : ByLength.batches(32, 8192, lengths)) {
 *     answer(examples);                        // so many at most, and so many steps at most
 * }
 * }</pre>
 */
public final class ByLength {
    private ByLength() {}

    /**
     * The numbers of all examples in batches; one that is longer than a batch may be is a batch by itself.
     *
     * @param most examples of a batch, at least one
     * @param steps of a batch, all of its examples together
     */
    public static List<int[]> batches(int most, long steps, int... lengths) {
        var order = sorted(IntStream.range(0, lengths.length), i -> lengths[i]);
        var batches = new ArrayList<int[]>();
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            long taken = lengths[order[from]];
            while (to < order.length && to - from < most && (taken += lengths[order[to]]) <= steps) {
                to++;
            }
            batches.add(Arrays.copyOfRange(order, from, to));
        }
        return batches;
    }

    static int[] sorted(IntStream examples, IntUnaryOperator length) {
        return examples.boxed()
                .sorted(Comparator.comparingInt(length::applyAsInt))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
