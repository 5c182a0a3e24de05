package carousel.bench.peer;

import carousel.bench.contestant.Library;
import java.util.Arrays;
import java.util.List;

/** The samples of one library with one number of threads, in milliseconds for an iteration. Immutable. */
record Timing(Library library, int threads, List<Double> samples) {

    Timing {
        samples = List.copyOf(samples);
    }

    /** The median. */
    double millis() {
        var sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        return n == 0
                ? Double.NaN
                : Arrays.stream(sorted, (n - 1) / 2, n / 2 + 1).average().orElseThrow();
    }

    String title() {
        return library.title() + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
