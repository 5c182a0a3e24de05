package carousel.bench.contestant;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Times one iteration of some work by running it again and again; on a busy machine, if the system property bench.clock says
 * so, by what the calling thread has had of its processor: right where one thread does everything. One thread at a time.
 */
final class Stopwatch {
    private static final double SECOND = 1e9;
    private static final int WINDOWS = 8;
    private static final int ALIKE = 3;
    private static final double STABLE = 1.03;
    private static final LongSupplier CLOCK =
            System.getProperty("bench.clock", "").equals("thread")
                    ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
                    : System::nanoTime;

    private final Runnable iteration;

    Stopwatch(Runnable iteration) {
        this.iteration = iteration;
    }

    /** The mean time of an iteration in nanoseconds, after a first one that is not counted: it wakes threads and caches. */
    double time(double seconds) {
        iteration.run();
        return window(seconds);
    }

    /**
     * Runs windows of an eighth of the longest time until the last three differ by less than 3 %, or the longest time is
     * over.
     */
    void warm(double longest) {
        var times = new double[ALIKE];
        long start = CLOCK.getAsLong();
        for (int n = 1; CLOCK.getAsLong() - start < longest * SECOND; n++) {
            times[n % ALIKE] = window(longest / WINDOWS);
            if (n >= ALIKE && stable(times)) {
                return;
            }
        }
    }

    private double window(double seconds) {
        long start = CLOCK.getAsLong();
        long now = start;
        int iterations = 0;
        do {
            iteration.run();
            iterations++;
            now = CLOCK.getAsLong();
        } while (now - start < seconds * SECOND);
        return (double) (now - start) / iterations;
    }

    private static boolean stable(double... times) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double time : times) {
            least = Math.min(least, time);
            most = Math.max(most, time);
        }
        return most < least * STABLE;
    }
}
