package carousel.tensor;

import carousel.kernel.RangeTask;
import carousel.kernel.Workers;
import java.util.function.Supplier;

/** Splits work on many elements or rows over the workers; small work stays on the calling thread. Safe for many threads. */
public final class Split {
    private static final int GRAIN = 16 * 1024;

    private Split() {}

    /**
     * Work on one item that depends on no other.
     *
     * @param <S> what a thread needs beside, to be written into
     */
    public interface Part<S> {
        void run(int item, S scratch);
    }

    /**
     * Items 0 to {@code items} - 1, each once, in any order. A thread makes its scratch once and takes items from both ends in
     * turn, so that all have as much to do where sizes rise or fall, as those of packed sequences.
     *
     * @param operations of all items, roughly: so few that they take less than a thread's waking stay on this one
     */
    public static <S> void each(int items, long operations, Supplier<S> scratch, Part<S> part) {
        RangeTask task = (from, to) -> {
            var own = scratch.get();
            for (int i = from; i < to; i++) {
                part.run(i % 2 == 0 ? i / 2 : items - 1 - i / 2, own);
            }
        };
        if (operations <= GRAIN) {
            task.run(0, items);
        } else {
            Workers.current().split(items, 1, task);
        }
    }

    static void over(int elements, RangeTask task) {
        if (elements <= GRAIN) {
            task.run(0, elements);
        } else {
            Workers.current().split(elements, GRAIN, task);
        }
    }

    /** Ranges of rows, each of about the same number of elements as in {@link #over}. */
    static void rows(int rows, int columns, RangeTask task) {
        int grain = Math.max(1, GRAIN / Math.max(1, columns));
        if (rows <= grain) {
            task.run(0, rows);
        } else {
            Workers.current().split(rows, grain, task);
        }
    }
}
