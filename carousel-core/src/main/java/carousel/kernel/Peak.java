package carousel.kernel;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What this machine can do at most, to compare with. Immutable. */
public final class Peak {
    private static final int ROUNDS = 20_000;
    private static final int WARM_UP = 100;
    private static final long NANOS = 300_000_000;

    private Peak() {}

    /**
     * Fused multiply-adds on registers, at the width of {@link Simd#bits}, on this many threads at the same time, in
     * GFLOP/s. Takes about a third of a second.
     */
    public static double gflops(int threads) {
        var together = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var bests = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        together.await();
                        return best();
                    }))
                    .toList();
            double sum = 0;
            for (var best : bests) {
                sum += best.get();
            }
            return sum;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("peak: the measurement failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("peak: the measurement was interrupted", interrupted);
        }
    }

    /** The best of many short bursts: what the machine does when nothing disturbs it. */
    private static double best() {
        for (int i = 0; i < WARM_UP; i++) {
            Kernels.CHOSEN.burst(ROUNDS / 10);
        }
        double best = 0;
        long end = System.nanoTime() + NANOS;
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            double operations = Kernels.CHOSEN.burst(ROUNDS);
            best = Math.max(best, operations / (System.nanoTime() - start));
        }
        return best;
    }
}
