package carousel.cli.shell;

import static carousel.store.Settings.require;

import carousel.kernel.Workers;
import carousel.store.Setting;
import java.util.function.Supplier;

/** The option of commands that compute much. The number of threads never changes a result. Immutable. */
public record Threads(
        @Setting(value = "threads; 0: one for each processor", preset = "0")
        int threads) {

    public Threads {
        require(threads >= 0 && threads <= 1024, "threads", "0 to 1024", threads);
    }

    /** Runs something heavy on so many threads. */
    public <T> T call(Supplier<T> work) {
        if (threads == 0) {
            return work.get();
        }
        try (var workers = Workers.of(threads)) {
            return workers.call(work);
        }
    }
}
