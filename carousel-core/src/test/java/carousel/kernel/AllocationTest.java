package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Once compiled, no kernel allocates: a vector that ends up in an object costs a hundred times its work. Products may
 * make the few small objects that describe them.
 */
class AllocationTest {
    private static final int N = 207;
    private static final int CALLS = 200;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final float[] x = filled(0.3f);
    private final float[] y = filled(0.7f);
    private final float[] z = filled(0.1f);

    private static float[] filled(float value) {
        var array = new float[64 * N];
        Arrays.fill(array, value);
        return array;
    }

    @Test
    void elementwiseKernelsAllocateNothing() {
        var kernels = new LinkedHashMap<String, Runnable>();
        for (var function : Unary.values()) {
            kernels.put(function + "", () -> function.apply(x, z, 1, N));
            kernels.put(function + " adjoint", () -> function.adjoint(y, x, x, z, 1, N));
        }
        for (var function : Binary.values()) {
            kernels.put(function + "", () -> function.apply(x, y, z, 1, N));
            kernels.put(function + " left", () -> function.adjointLeft(y, x, y, x, z, 1, N));
            kernels.put(function + " right", () -> function.adjointRight(y, x, y, x, z, 1, N));
        }
        kernels.put("addAt", () -> Elementwise.addAt(x, 3, z, 5, N));
        kernels.put("addScaledAt", () -> Elementwise.addScaledAt(x, 3, 0.5f, z, 5, N));
        checkAll(kernels, 0);
    }

    @Test
    void rowKernelsAllocateNothing() {
        var sum = new float[1];
        var kernels = new LinkedHashMap<String, Runnable>();
        kernels.put("sum", () -> sum[0] += Rows.sum(x, 1, N));
        kernels.put("dot", () -> sum[0] += Rows.dot(x, 1, y, 2, N));
        kernels.put("max", () -> sum[0] += Rows.max(x, 1, N));
        kernels.put("exponentials", () -> sum[0] += Rows.exponentials(x, 1, N, 0.5f, z, 2));
        kernels.put("centre", () -> sum[0] += Rows.centre(x, 1, N, 0.5f, z, 2));
        kernels.put("scale", () -> Rows.scale(z, 3, N, 0.5f));
        kernels.put("normalizeAdjoint", () -> Rows.normalizeAdjoint(x, 1, y, 2, N, 0.1f, 0.2f, 0.3f, z, 3));
        kernels.put("softmaxAdjoint", () -> Rows.softmaxAdjoint(x, 1, y, 2, N, 0.5f, z, 3));
        kernels.put("addColumnSums", () -> Rows.addColumnSums(x, 10, N, z));
        kernels.put("norm", () -> sum[0] += (float) Norm.sumOfSquares(x, 20 * N));
        kernels.put("finite", () -> sum[0] += Norm.finite(x, 20 * N) ? 1 : 0);
        checkAll(kernels, 0);
    }

    @Test
    void productsAllocateOnlyTheirDescription() {
        var kernels = new LinkedHashMap<String, Runnable>();
        var panels = Panels.of(x, 50, 100);
        for (int m : new int[] {1, 2, 4, 37}) {
            kernels.put("multiply " + m, () -> Gemm.multiply(y, m, panels, z));
        }
        kernels.put("weightGradient", () -> Gemm.weightGradient(x, y, 37, 50, 100, z));
        kernels.put("refill", () -> panels.refill(x));
        checkAll(kernels, 400);
    }

    private void checkAll(Map<String, Runnable> kernels, long most) {
        try (var workers = Workers.of(1)) {
            workers.call(() -> {
                kernels.forEach((name, kernel) -> assertThat(bytes(kernel, most))
                        .as("bytes a call of %s", name)
                        .isLessThanOrEqualTo(most));
                return null;
            });
        }
    }

    /** The compiler works in the background: measures again until the figure is good, or for too long. */
    private long bytes(Runnable kernel, long most) {
        long bytes = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (bytes > most && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                kernel.run();
            }
            bytes = Math.min(bytes, (threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return bytes;
    }
}
