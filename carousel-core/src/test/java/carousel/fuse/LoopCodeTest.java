package carousel.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The widest loops that steps are cut into are still compiled: a vector that ends up in an object costs a hundred times. */
class LoopCodeTest {
    private static final int LOADS = 39;
    private static final int STORES = 20;
    private static final int ROWS = 4;
    private static final int WIDTH = 64;
    private static final int CALLS = 500;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void manyOperandsAllocateNothing() {
        var lines = IntStream.range(0, STORES)
                .mapToObj(i -> new LoopShape.Line(Lane.Code.MULTIPLY, List.of(i, LOADS - 1 - i)))
                .toList();
        var stores = IntStream.range(LOADS, LOADS + STORES).boxed().toList();
        var loop = LoopClasses.of(new LoopShape(Collections.nCopies(LOADS, false), 0, lines, stores));
        var arrays = new float[LOADS + STORES][ROWS * WIDTH];
        for (int i = 0; i < LOADS; i++) {
            Arrays.fill(arrays[i], i);
        }
        var bases = new int[arrays.length];
        var strides = new int[arrays.length];
        Arrays.fill(strides, WIDTH);
        var numbers = new float[0];
        assertThat(bytes(() -> loop.run(arrays, bases, strides, numbers, 0, ROWS, 0, WIDTH)))
                .isZero();
        for (int i = 0; i < STORES; i++) {
            assertThat(arrays[LOADS + i]).containsOnly(i * (LOADS - 1 - i));
        }
    }

    /** The compiler works in the background: measures again until the figure is good, or for too long. */
    private long bytes(Runnable loop) {
        long bytes = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (bytes > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                loop.run();
            }
            bytes = Math.min(bytes, (threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return bytes;
    }
}
