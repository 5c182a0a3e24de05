package carousel.cli.baseline;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * A simpler model that has not learned yet. Immutable.
 *
 * @param key its name among the figures, such as {@code bag_of_words}
 * @param words its name for people, such as {@code bag of words}
 * @param scored lets it learn and answer; interrupted, it stops with a {@link CancellationException}
 */
public record Rival(String key, String words, Supplier<Tally> scored) {

    /** Stops a rival whose time is over. */
    static void mayGoOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("time is over");
        }
    }
}
