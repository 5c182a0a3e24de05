package carousel.recurrent;

import carousel.fuse.FusedStep;
import carousel.tensor.UntraceableException;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compiled steps of the cells in use, each as long as its cell is. When it has been made and now and then while it is in
 * use, a cell is traced again: one that turns out to do something else each time, such as to look at the clock, runs operation
 * by operation from then on. Safe for many threads.
 */
final class FusedCells {
    private static final Logger LOG = LoggerFactory.getLogger(FusedCells.class);

    /** How long a trace is believed. */
    private static final long LASTS_NANOS = 10_000_000;

    private static final Map<Cell<?>, Entry> ENTRIES = new WeakHashMap<>();

    /** A compiled step and what it was made from; without step when there is none. */
    private record Entry(CellTrace trace, FusedStep step, int features, long traced) {}

    private FusedCells() {}

    /** The compiled step of a cell for inputs of so many columns, if it has one. */
    static Optional<FusedStep> of(Cell<?> cell, int features) {
        Entry known;
        synchronized (ENTRIES) {
            known = ENTRIES.get(cell);
        }
        var entry = known;
        if (entry == null || entry.features() != features) {
            entry = compile(cell, features);
        }
        if (entry.step() != null && System.nanoTime() - entry.traced() > LASTS_NANOS) {
            entry = renewed(entry, cell);
        }
        if (entry != known) {
            synchronized (ENTRIES) {
                ENTRIES.put(cell, entry);
            }
        }
        return Optional.ofNullable(entry.step());
    }

    private static Entry compile(Cell<?> cell, int features) {
        try {
            var trace = CellTrace.of(cell, features);
            return new Entry(trace, FusedStep.of(trace.graph()), features, System.nanoTime() - LASTS_NANOS);
        } catch (RuntimeException e) {
            return refuse(cell, features, reason(e));
        }
    }

    private static Entry renewed(Entry entry, Cell<?> cell) {
        try {
            return entry.trace().holds(cell)
                    ? new Entry(entry.trace(), entry.step(), entry.features(), System.nanoTime())
                    : refuse(cell, entry.features(), "it does not do the same each time");
        } catch (RuntimeException e) {
            return refuse(cell, entry.features(), reason(e));
        }
    }

    /** Whatever else went wrong: if the step itself is wrong, it says so when it runs. */
    private static String reason(RuntimeException failure) {
        return failure instanceof UntraceableException
                ? failure.getMessage()
                : "it fails on two or three rows of symbols: " + failure.getMessage();
    }

    private static Entry refuse(Cell<?> cell, int features, String reason) {
        LOG.debug("{} runs operation by operation: {}", cell.getClass().getName(), reason);
        return new Entry(null, null, features, 0);
    }
}
