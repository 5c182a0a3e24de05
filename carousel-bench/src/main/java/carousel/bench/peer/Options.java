package carousel.bench.peer;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What to measure and how long.
 *
 * @param rows found in the names of the rows to run
 * @param folder for the report and for what the contestants write
 * @param threads of Carousel, and the most of its peers
 * @param rounds samples of each contestant
 * @param sampleSeconds how long a sample lasts; one iteration at least
 * @param warmSeconds how long a contestant runs at most before its first sample
 */
record Options(Pattern rows, Path folder, int threads, int rounds, double sampleSeconds, double warmSeconds) {
    private static final int FEW_ROUNDS = 3;

    /** The system properties bench.rows, bench.folder, bench.threads and bench.quick. */
    static Options ofProperties() {
        var rows = Pattern.compile(System.getProperty("bench.rows", ""));
        var folder = Path.of(System.getProperty("bench.folder", "target/peers"));
        int threads = Integer.getInteger("bench.threads", 2);
        return Boolean.getBoolean("bench.quick")
                ? new Options(rows, folder, threads, FEW_ROUNDS, 0.02, 1)
                : new Options(rows, folder, threads, 11, 0.06, 8);
    }

    /** Too few samples to quote. */
    boolean quick() {
        return rounds <= FEW_ROUNDS;
    }
}
