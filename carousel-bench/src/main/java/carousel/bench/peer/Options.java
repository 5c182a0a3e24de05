package carousel.bench.peer;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What to measure and how long.
 *
 * @param rows found in the names of the rows to run
 * @param folder for the report and for what the contestants write
 * @param threads of Carousel, and the most of its peers
 */
record Options(Pattern rows, Path folder, int threads, Effort effort) {

    /** How much time each row gets. */
    enum Effort {
        /** Figures to quote. */
        FULL(11, 0.06, 8),
        /** Too few samples to quote. */
        QUICK(3, 0.02, 1),
        /** Outputs and gradients are compared, nothing is timed. */
        CHECK(0, 0, 0);

        private final int rounds;
        private final double sampleSeconds;
        private final double warmSeconds;

        Effort(int rounds, double sampleSeconds, double warmSeconds) {
            this.rounds = rounds;
            this.sampleSeconds = sampleSeconds;
            this.warmSeconds = warmSeconds;
        }

        /** Samples of each contestant. */
        int rounds() {
            return rounds;
        }

        /** How long a sample lasts; one iteration at least. */
        double sampleSeconds() {
            return sampleSeconds;
        }

        /** How long Carousel runs at most before its first sample. */
        double warmSeconds() {
            return warmSeconds;
        }
    }

    /** The system properties bench.rows, bench.folder, bench.threads and bench.effort. */
    static Options ofProperties() {
        return new Options(
                Pattern.compile(System.getProperty("bench.rows", "")),
                Path.of(System.getProperty("bench.folder", "target/peers")),
                Integer.getInteger("bench.threads", 2),
                Effort.valueOf(System.getProperty("bench.effort", "full").toUpperCase(Locale.ROOT)));
    }
}
