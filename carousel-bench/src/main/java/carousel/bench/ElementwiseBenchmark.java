package carousel.bench;

import carousel.kernel.Rows;
import carousel.kernel.Unary;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for one element of the functions of cells and losses; the array lies in the first-level cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {
    private static final int SIZE = 2048;

    @Param({"SIGMOID", "TANH", "EXP", "LOG", "RELU"})
    public Unary function;

    private final float[] x = new float[SIZE];
    private final float[] y = new float[SIZE];
    private final float[] dx = new float[SIZE];

    @Setup
    public void fill() {
        for (int i = 0; i < SIZE; i++) {
            x[i] = 0.01f + 4f * i / SIZE;
        }
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public float[] apply() {
        function.apply(x, y, 0, SIZE);
        return y;
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public float[] adjoint() {
        function.adjoint(x, x, y, dx, 0, SIZE);
        return dx;
    }

    /** The softmax of a row but for its division. */
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public float softmax() {
        return Rows.exponentials(x, 0, SIZE, Rows.max(x, 0, SIZE), y, 0);
    }
}
