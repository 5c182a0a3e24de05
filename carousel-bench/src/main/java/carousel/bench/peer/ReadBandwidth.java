package carousel.bench.peer;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How fast this machine reads again and again what lies in its caches. */
final class ReadBandwidth {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = 8 * LANES;
    private static final long WARM_NANOS = 200_000_000;
    private static final long NANOS = 300_000_000;
    private static final int SWEEP = 1 << 18; // elements of a timed stretch, at least

    private ReadBandwidth() {}

    /** So many bytes shared out among the threads, each of which reads its own part over and over: GB/s of all together. */
    static double gigabytesPerSecond(long bytes, int threads) {
        int size = Math.toIntExact(bytes / Float.BYTES / threads / BLOCK * BLOCK);
        var together = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var parts = IntStream.range(0, threads)
                    .mapToObj(i -> executor.submit(() -> {
                        together.await();
                        return best(new float[size]);
                    }))
                    .toList();
            double sum = 0;
            for (var part : parts) {
                sum += part.get();
            }
            return sum;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("read bandwidth: the measurement failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("read bandwidth: the measurement was interrupted", interrupted);
        }
    }

    /** The best of many stretches: what the machine does when nothing disturbs it. Bytes for each nanosecond. */
    private static double best(float[] values) {
        int sweeps = Math.ceilDiv(SWEEP, values.length);
        float sink = 0;
        double best = 0;
        long begin = System.nanoTime();
        for (long start = begin; start < begin + WARM_NANOS + NANOS; start = System.nanoTime()) {
            for (int i = 0; i < sweeps; i++) {
                sink += sum(values);
            }
            double speed = (double) Float.BYTES * values.length * sweeps / (System.nanoTime() - start);
            best = Math.max(best, speed);
        }
        return sink == 0 ? best : Double.NaN; // zeros add up to zero
    }

    private static float sum(float[] x) {
        var a = FloatVector.zero(SPECIES);
        var b = a;
        var c = a;
        var d = a;
        var e = a;
        var f = a;
        var g = a;
        var h = a;
        for (int i = 0; i < x.length; i += BLOCK) {
            a = a.add(FloatVector.fromArray(SPECIES, x, i));
            b = b.add(FloatVector.fromArray(SPECIES, x, i + LANES));
            c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * LANES));
            d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * LANES));
            e = e.add(FloatVector.fromArray(SPECIES, x, i + 4 * LANES));
            f = f.add(FloatVector.fromArray(SPECIES, x, i + 5 * LANES));
            g = g.add(FloatVector.fromArray(SPECIES, x, i + 6 * LANES));
            h = h.add(FloatVector.fromArray(SPECIES, x, i + 7 * LANES));
        }
        return a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).lane(0);
    }
}
