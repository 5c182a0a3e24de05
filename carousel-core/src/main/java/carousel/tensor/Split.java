package carousel.tensor;

import carousel.kernel.RangeTask;
import carousel.kernel.Workers;

/** Splits work on many elements or rows over the workers; small work stays on the calling thread. */
final class Split {
    private static final int GRAIN = 16 * 1024;

    private Split() {}

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
