package carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

    @Test
    void everyItemIsDoneOnceInRangesThatBeginAtMultiplesOfTheGrain() {
        for (int threads : new int[] {1, 2, 3, 7}) {
            try (var workers = Workers.of(threads)) {
                for (int items : new int[] {0, 1, 2, 5, 16, 100, 1001}) {
                    for (int grain : new int[] {1, 3, 16, 2000}) {
                        checkRanges(workers, items, grain);
                    }
                }
            }
        }
    }

    private static void checkRanges(Workers workers, int items, int grain) {
        var done = new AtomicIntegerArray(items);
        var wrong = new AtomicInteger();
        workers.split(items, grain, (from, to) -> {
            wrong.addAndGet(from % grain == 0 && (to % grain == 0 || to == items) && from < to ? 0 : 1);
            for (int i = from; i < to; i++) {
                done.incrementAndGet(i);
            }
        });
        assertThat(wrong).as("%d items, grain %d", items, grain).hasValue(0);
        for (int i = 0; i < items; i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    @Test
    void severalThreadsWorkAtTheSameTime() {
        try (var workers = Workers.of(3)) {
            var names = Collections.synchronizedSet(new HashSet<String>());
            var all = new CountDownLatch(3);
            workers.split(3, 1, (from, to) -> {
                names.add(Thread.currentThread().getName());
                all.countDown();
                await(all);
            });
            assertThat(names).hasSize(3).contains(Thread.currentThread().getName(), "carousel-worker-1");
        }
    }

    @Test
    void theyWakeUpAgainAfterALongPause() {
        try (var workers = Workers.of(2)) {
            for (int i = 0; i < 5; i++) {
                var both = new CountDownLatch(2);
                workers.split(2, 1, (from, to) -> {
                    both.countDown();
                    await(both);
                });
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    @Test
    void aSplitInsideASplitIsDoneOnTheSpot() {
        try (var workers = Workers.of(3)) {
            var sum = new AtomicInteger();
            workers.call(() -> {
                workers.split(6, 1, (from, to) -> {
                    for (int i = from; i < to; i++) {
                        var outer = Thread.currentThread();
                        Workers.current().split(10, 1, (first, last) -> {
                            assertThat(Thread.currentThread()).isSameAs(outer);
                            sum.addAndGet(last - first);
                        });
                    }
                });
                return null;
            });
            assertThat(sum).hasValue(60);
        }
    }

    @Test
    void manyCallersShareThem() throws InterruptedException {
        try (var workers = Workers.of(3)) {
            var sum = new AtomicInteger();
            var callers = new Thread[8];
            for (int t = 0; t < callers.length; t++) {
                callers[t] = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 2000; i++) {
                        workers.split(10, 1, (from, to) -> sum.addAndGet(to - from));
                    }
                });
            }
            for (var caller : callers) {
                caller.join();
            }
            assertThat(sum).hasValue(8 * 2000 * 10);
        }
    }

    @Test
    void whatATaskThrowsReachesTheCallerAndTheWorkersGoOn() {
        try (var workers = Workers.of(3)) {
            for (int bad = 0; bad < 3; bad++) {
                int at = bad;
                assertThatThrownBy(() -> workers.split(3, 1, (from, to) -> {
                            if (from <= at && at < to) {
                                throw new ArithmeticException("part " + at);
                            }
                        }))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage("part " + at);
                checkRanges(workers, 100, 1);
            }
            assertThatThrownBy(() -> workers.split(3, 1, (from, to) -> {
                        throw new AssertionError("an error");
                    }))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void closedWorkersRefuseAndTheirThreadsEnd() throws InterruptedException {
        var workers = Workers.of(2);
        var helper = new Thread[1];
        var both = new CountDownLatch(2);
        workers.split(2, 1, (from, to) -> {
            if (Thread.currentThread().getName().equals("carousel-worker-1")) {
                helper[0] = Thread.currentThread();
            }
            both.countDown();
            await(both);
        });
        workers.close();
        helper[0].join(10_000);
        assertThat(helper[0].isAlive()).isFalse();
        assertThat(helper[0].isDaemon()).isTrue();
        assertThatThrownBy(() -> workers.split(2, 1, (from, to) -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theWorkersOfTheProcessStay() {
        var workers = Workers.current();
        workers.close();
        checkRanges(workers, 100, 1);
        assertThat(workers.threads()).isPositive();
    }

    @Test
    void theInnermostBindingCounts() {
        try (var two = Workers.of(2);
                var three = Workers.of(3)) {
            assertThat(two.call(() -> Workers.current().threads())).isEqualTo(2);
            assertThat(two.call(() -> three.call(Workers::current))).isSameAs(three);
        }
        assertThatThrownBy(() -> Workers.of(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aGangWaitsForEveryoneAtEveryStep() {
        try (var workers = Workers.of(3)) {
            for (int round = 0; round < 50; round++) {
                var counts = new int[3];
                var wrong = new AtomicInteger();
                workers.together(3, (part, gang) -> {
                    for (int step = 1; step <= 100; step++) {
                        counts[part] = step;
                        gang.await(part);
                        for (int other = 0; other < gang.size(); other++) {
                            wrong.addAndGet(counts[other] == step ? 0 : 1);
                        }
                        gang.await(part);
                    }
                });
                assertThat(wrong).hasValue(0);
            }
        }
    }

    @Test
    void aGangWhoseMemberFailsFailsWithItsReason() {
        try (var workers = Workers.of(2)) {
            assertThatThrownBy(() -> workers.together(2, (part, gang) -> {
                        if (part == gang.size() - 1) {
                            throw new IllegalArgumentException("broken");
                        }
                        gang.await(part);
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("broken");
            var done = new AtomicInteger();
            workers.split(2, 1, (from, to) -> done.addAndGet(to - from));
            assertThat(done).hasValue(2);
        }
    }

    @Test
    void aGangWithinASplitIsAlone() {
        try (var workers = Workers.of(2)) {
            var sizes = Collections.synchronizedSet(new HashSet<Integer>());
            workers.split(
                    2,
                    1,
                    (from, to) -> workers.together(2, (part, gang) -> {
                        gang.await(part);
                        sizes.add(gang.size());
                    }));
            assertThat(sizes).containsExactly(1);
        }
    }
}
