package carousel.cli.baseline;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * A simpler model that has not learned yet. Immutable.
 *
 * @param key its name among the figures, such as {@code bag_of_words}
 * @param words its name for people, such as {@code bag of words}
 * @param learner lets it learn and answer
 */
public record Rival(String key, String words, Learner learner) {

    /** Something that learns and answers; interrupted, it stops with a {@link CancellationException}. */
    @FunctionalInterface
    public interface Learner {
        /**
         * Learns and answers.
         *
         * @param seconds that there are
         */
        Scored scored(double seconds);
    }

    /**
     * What has come of it.
     *
     * @param tally its answers
     * @param cut what of its learning it had no time for, in words; empty where it came to its end
     */
    public record Scored(Tally tally, String cut) {}

    /** One that comes to its end or to nothing. */
    public static Rival of(String key, String words, Supplier<Tally> scored) {
        return new Rival(key, words, seconds -> new Scored(scored.get(), ""));
    }

    /** Stops a rival whose time is over. */
    public static void mayGoOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("time is over");
        }
    }
}
