package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.Init;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Tensor;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Running sequences: what they cost, and what becomes of them when a cell changes its mind. */
@Timeout(120)
class StreamTest {
    private static final int STEPS = 2_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Causal layers() {
        return Stacked.of(
                List.of(Recurrent.of(Lstm.of(20, 48, Init.seed(1))), Recurrent.of(Gru.of(48, 33, Init.seed(2)))), 0f);
    }

    /** A look at whether the cell still does the same, every ten milliseconds, is all there is. */
    @Test
    void aStepAllocatesNothing() {
        var stream = Stream.of(layers(), 3);
        var x = Init.seed(3).uniform(1, 3, 20).detached();
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = bytes();
            stream.step(x);
            least = Math.min(least, bytes() - before);
        }
        assertThat(least).isZero();
        assertThat(median(stream, x)).isZero();
    }

    /** Of many steps at once, because the compilers of the JVM and other threads may be at work in some. */
    private static long median(Stream stream, Tensor x) {
        var bytes = new long[STEPS];
        for (int i = 0; i < STEPS; i++) {
            long before = bytes();
            stream.step(x);
            bytes[i] = bytes() - before;
        }
        java.util.Arrays.sort(bytes);
        return bytes[STEPS / 2];
    }

    private static long bytes() {
        return THREADS.getTotalThreadAllocatedBytes();
    }

    /** h' = f(h + x), where a test decides what f is. */
    private record Fickle(AtomicReference<Float> factor) implements Cell<Fickle.State> {
        record State(Tensor h) {}

        @Override
        public State start(int batch) {
            return new State(Tensor.zeros(batch, 2));
        }

        @Override
        public State step(Tensor x, State s) {
            return new State(s.h().plus(x).times(factor.get()));
        }

        @Override
        public Tensor output(State s) {
            return s.h();
        }
    }

    @Test
    void aCellThatChangesItsMindIsNoticedOnTheWay() throws InterruptedException {
        var cell = new Fickle(new AtomicReference<>(0.5f));
        var stream = Stream.of(Recurrent.of(cell), 1);
        var x = Tensor.of(new float[] {4, 8}, 1, 2);
        assertThat(stream.step(x).toArray()).containsExactly(2, 4);
        cell.factor().set(1f);
        Thread.sleep(30);
        assertThat(stream.step(x).toArray()).containsExactly(6, 12);
    }
}
