package carousel.bench;

import carousel.kernel.Gemm;
import carousel.kernel.Panels;
import carousel.kernel.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Products of the shapes that layers have: {@code rows x K x N}. The gradient of the weights is the product [K, rows] ·
 * [rows, N].
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
    @Param({"1x512x2048", "4x512x2048", "32x512x2048", "64x512x2048", "64x256x1024", "1536x512x2048", "700x650x33278"})
    public String shape;

    @Param({"1", "2"})
    public int threads;

    private int rows;
    private int k;
    private int n;
    private Workers workers;
    private Panels panels;
    private float[] weights;
    private float[] x;
    private float[] y;

    @Setup
    public void makeMatrices() {
        var axes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        rows = axes[0];
        k = axes[1];
        n = axes[2];
        workers = Workers.of(threads);
        weights = values(k * n);
        panels = Panels.of(weights, k, n);
        x = values(rows * k);
        y = values(rows * n);
    }

    @TearDown
    public void close() {
        workers.close();
    }

    @Benchmark
    public float[] multiply(Rate rate) {
        return workers.call(() -> {
            Gemm.multiply(x, rows, panels, y);
            rate.count(2.0 * rows * k * n, threads);
            return y;
        });
    }

    @Benchmark
    public float[] weightGradient(Rate rate) {
        return workers.call(() -> {
            Gemm.weightGradient(x, y, rows, k, n, weights);
            rate.count(2.0 * rows * k * n, threads);
            return weights;
        });
    }

    @Benchmark
    public Panels pack() {
        return workers.call(() -> panels.refill(weights));
    }

    private static float[] values(int size) {
        var random = new SplittableRandom(size);
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
