package carousel.bench.peer;

import static java.util.stream.Collectors.joining;

import carousel.bench.contestant.Library;
import carousel.bench.work.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a row. Immutable.
 *
 * @param failure where contestants differ, or why one did not run; else empty
 * @param peers whose results agree with Carousel's
 * @param timings Carousel's first; empty when nothing was timed
 * @param readable what the caches let be read, GB/s, where that is the limit; else 0
 */
record Result(Row row, String failure, Set<Library> peers, List<Timing> timings, double readable) {

    Result {
        peers = Set.copyOf(peers);
        timings = List.copyOf(timings);
    }

    static Result failed(Row row, String failure) {
        return new Result(row, failure, Set.of(), List.of(), 0);
    }

    boolean failed() {
        return !failure.isEmpty();
    }

    /** What came out of the comparison. */
    String verdict() {
        if (failed()) {
            return "failed: " + failure;
        }
        return peers.isEmpty()
                ? "nobody to compare with"
                : peers.stream().sorted().map(Library::title).collect(joining("; ", "agrees with ", ""));
    }

    boolean timed() {
        return !timings.isEmpty();
    }

    /** Of Carousel. */
    double millis() {
        return timings.getFirst().millis();
    }

    /** The fastest of all others. */
    Optional<Timing> best() {
        return timings.stream()
                .filter(timing -> timing.library() != Library.CAROUSEL)
                .min(Comparator.comparingDouble(Timing::millis));
    }

    /** How many times as fast as the best peer Carousel is. */
    Optional<Double> ratio() {
        return best().map(best -> best.millis() / millis());
    }

    double gflops() {
        return row.operations() / (millis() * 1e6);
    }

    /** GB/s of recurrent weights. */
    double read() {
        return (double) row.recurrentBytes() * row.steps() / (millis() * 1e6);
    }

    double nanosOfStep() {
        return millis() * 1e6 / row.steps();
    }

    /** Predictions per second at so many milliseconds for a training step. */
    double tokensPerSecond(double millis) {
        return row.tokens() / (millis * 1e-3);
    }
}
