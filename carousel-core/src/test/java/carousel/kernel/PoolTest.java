package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolTest {

    @Test
    void aBufferIsLongEnoughAndAtMostAnEighthLonger() {
        var pool = new Pool();
        for (int size : new int[] {0, 1, 127, 128, 129, 1000, 4096, 4097, 100_000, 1 << 20, (1 << 20) + 1}) {
            assertThat(pool.take(size).length).isBetween(size, Math.max(128, size + size / 8 + 16));
        }
    }

    @Test
    void theSameStepTakesTheSameBuffers() {
        var pool = new Pool();
        var seen = Collections.newSetFromMap(new IdentityHashMap<float[], Boolean>());
        for (int step = 0; step < 200; step++) {
            var buffers = step(pool);
            if (step > 0) {
                assertThat(seen).as("step %d", step).containsAll(buffers);
            }
            seen.addAll(buffers);
            buffers.forEach(pool::give);
        }
    }

    private static ArrayList<float[]> step(Pool pool) {
        var random = new SplittableRandom(1);
        var buffers = new ArrayList<float[]>();
        for (int i = 0; i < 50; i++) {
            buffers.add(pool.take(random.nextInt(200_000)));
        }
        return buffers;
    }

    @Test
    void buffersNobodyNeedsAnyMoreAreDropped() {
        var pool = new Pool();
        step(pool).forEach(pool::give);
        long before = pool.idle();
        for (int i = 0; i < 1_000_000; i++) {
            pool.give(pool.take(1000));
        }
        assertThat(before).isGreaterThan(2_000_000);
        assertThat(pool.idle()).isLessThan(2000);
        assertThat(step(pool)).doesNotContainNull();
    }

    @Test
    void batchesOfEverySizeDoNotFillTheHeap() {
        long most = 40_000_000;
        var pool = new Pool(most);
        var random = new SplittableRandom(2);
        for (int batch = 0; batch < 200; batch++) {
            int rows = 200 + random.nextInt(3000);
            var buffers = new ArrayList<float[]>();
            for (int i = 0; i < 20; i++) {
                buffers.add(pool.take(rows * 256));
            }
            buffers.forEach(pool::give);
            assertThat(pool.idle()).isLessThan(most + 2 * 20 * 3200 * 256);
        }
    }

    @Test
    void zeroedBuffersAreZero() {
        var pool = new Pool();
        var dirty = pool.take(300);
        Arrays.fill(dirty, 1f);
        pool.give(dirty);
        var zeroed = pool.takeZeroed(299);
        assertThat(zeroed).isSameAs(dirty);
        for (int i = 0; i < 299; i++) {
            assertThat(zeroed[i]).isZero();
        }
    }

    @Test
    void aBufferGivenBackZeroIsTakenAsSuchAndAsNothingElse() {
        var pool = new Pool();
        var dirty = pool.take(300);
        Arrays.fill(dirty, 1f);
        pool.give(dirty);
        var zero = pool.takeZero(300);
        assertThat(zero).isSameAs(dirty).containsOnly(0f);
        pool.giveZero(zero);
        assertThat(pool.take(300)).isNotSameAs(zero);
        assertThat(pool.takeZero(300)).isSameAs(zero);
    }

    @Test
    void aBufferFromElsewhereIsRefused() {
        assertThatThrownBy(() -> new Pool().give(new float[1001])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachThreadHasItsOwn() throws InterruptedException {
        var other = new Pool[1];
        Thread.ofPlatform().start(() -> other[0] = Pool.ofThread()).join();
        assertThat(Pool.ofThread()).isSameAs(Pool.ofThread()).isNotSameAs(other[0]);
    }
}
