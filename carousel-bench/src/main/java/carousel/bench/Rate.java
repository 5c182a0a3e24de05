package carousel.bench;

import carousel.kernel.Peak;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counts work beside the calls: both counters come out per second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Rate {
    /** Billions of floating-point operations. */
    public double gflops;

    /** The same as a percentage of the multiply-add peak of as many threads, measured in the same process. */
    public double percentOfPeak;

    private double peak;

    @Setup(Level.Iteration)
    public void reset() {
        gflops = 0;
        percentOfPeak = 0;
    }

    void count(double operations, int threads) {
        if (peak == 0) {
            peak = Peak.gflops(threads);
        }
        gflops += operations * 1e-9;
        percentOfPeak += 100 * operations * 1e-9 / peak;
    }
}
