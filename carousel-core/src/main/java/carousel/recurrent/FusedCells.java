package carousel.recurrent;

import carousel.fuse.FusedStep;
import carousel.tensor.UntraceableException;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compiled steps of the cells in use, each as long as its cell is. Before every use the cell is traced again: one that
 * turns out to do something else each time runs operation by operation from then on. Safe for many threads.
 */
final class FusedCells {
    private static final Logger LOG = LoggerFactory.getLogger(FusedCells.class);
    private static final Map<Cell<?>, Entry> ENTRIES = new WeakHashMap<>();

    /** A compiled step and what it was made from; without step when there is none. */
    private record Entry(CellTrace trace, FusedStep step, int features) {}

    private FusedCells() {}

    /** The compiled step of a cell for inputs of so many columns, if it has one. */
    static Optional<FusedStep> of(Cell<?> cell, int features) {
        Entry entry;
        synchronized (ENTRIES) {
            entry = ENTRIES.get(cell);
        }
        if (entry == null || entry.features() != features) {
            entry = compile(cell, features);
        }
        if (entry.step() != null && !entry.trace().holds(cell)) {
            entry = refuse(cell, features, "it does not do the same each time");
        }
        synchronized (ENTRIES) {
            ENTRIES.put(cell, entry);
        }
        return Optional.ofNullable(entry.step());
    }

    private static Entry compile(Cell<?> cell, int features) {
        try {
            var trace = CellTrace.of(cell, features);
            return new Entry(trace, FusedStep.of(trace.graph()), features);
        } catch (UntraceableException e) {
            return refuse(cell, features, e.getMessage());
        }
    }

    private static Entry refuse(Cell<?> cell, int features, String reason) {
        LOG.debug("{} runs operation by operation: {}", cell.getClass().getName(), reason);
        return new Entry(null, null, features);
    }
}
