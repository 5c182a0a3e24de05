package carousel.fuse;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs a new loop on made-up data, in the background, until the JVM's compiler has turned it into vector code: before that
 * it is a hundred times slower, and a stream of one row would take seconds to get there by itself. When many loops are made
 * at once, some warm up only in use.
 */
final class LoopWarmer {
    private static final int WAITING = 16;
    private static final int ROWS = 16;
    private static final int WIDTH = 64;

    /** The compiler looks at a method after 5,000 calls. */
    private static final int CALLS = 10_000 / ROWS;

    private static final long MOST_NANOS = 1_000_000_000;
    private static final ThreadPoolExecutor BACKGROUND = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform()
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .name("carousel-warmer")
                    .unstarted(task),
            new ThreadPoolExecutor.DiscardPolicy());

    static {
        BACKGROUND.allowCoreThreadTimeOut(true);
    }

    private LoopWarmer() {}

    static void warm(LoopShape shape, FusedLoop loop) {
        BACKGROUND.execute(() -> run(shape, loop));
    }

    private static void run(LoopShape shape, FusedLoop loop) {
        var arrays = new float[shape.operands()][ROWS * WIDTH];
        var bases = new int[shape.operands()];
        var strides = new int[shape.operands()];
        java.util.Arrays.fill(strides, WIDTH);
        var numbers = new float[shape.numbers()];
        long end = System.nanoTime() + MOST_NANOS;
        for (int i = 0; i < 2 * CALLS && System.nanoTime() < end; i++) {
            loop.run(arrays, bases, strides, numbers, 0, ROWS, 0, WIDTH);
        }
    }
}
