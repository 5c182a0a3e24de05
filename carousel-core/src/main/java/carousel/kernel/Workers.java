package carousel.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A fixed set of threads that share out ranges of work, the calling thread among them. The same part goes to the same
 * thread every time, so that its share of the weights stays in its own cache; a part whose thread has not woken up yet
 * is done by whoever is free.
 *
 * <p>How work is split never changes a result. Safe for many threads: one at a time has the workers, the others
 * meanwhile do their work alone.
 */
public final class Workers implements AutoCloseable {
    private static final ScopedValue<Workers> CURRENT = ScopedValue.newInstance();
    private static final long SPIN_NANOS = 20_000;

    private final int threads;
    private final AtomicBoolean busy = new AtomicBoolean();
    private Hand[] hands = new Hand[0];
    private volatile Job job;
    private volatile boolean closed;

    private Workers(int threads) {
        this.threads = threads;
    }

    /** A set of this many threads, the caller included; they start with the first work and end with {@link #close}. */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("workers: expected at least 1 thread, got " + threads);
        }
        return new Workers(threads);
    }

    /**
     * The workers bound by {@link #call}, else those of the process: one thread for each available processor, or as
     * many as the system property {@code carousel.threads} says.
     */
    public static Workers current() {
        return CURRENT.isBound() ? CURRENT.get() : Process.WORKERS;
    }

    private static final class Process {
        private static final Workers WORKERS = new Workers(Math.max(
                1, Integer.getInteger("carousel.threads", Runtime.getRuntime().availableProcessors())));
    }

    /** The number of threads, the caller included. */
    public int threads() {
        return threads;
    }

    /** Runs {@code body} with these as {@link #current}. */
    public <R> R call(Supplier<R> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    /**
     * Does items 0 to {@code items} in disjoint ranges that begin at multiples of {@code grain}, one range a thread,
     * and returns when all are done. One range only, when there is just one grain, inside another split, and while
     * another thread has the workers.
     *
     * @throws IllegalStateException when closed
     */
    public void split(int items, int grain, RangeTask task) {
        requireOpen();
        int grains = items / grain + (items % grain == 0 ? 0 : 1);
        if (grains <= 1 || threads == 1 || !busy.compareAndSet(false, true)) {
            if (items > 0) {
                task.run(0, items);
            }
            return;
        }
        var work = new Job(task, items, grain, Math.min(grains, threads), Gang.ALONE);
        try {
            publish(work);
            work.take(0);
            work.await();
        } finally {
            job = null;
            busy.set(false);
        }
        work.rethrow();
    }

    /**
     * Runs {@code task} on {@code parts} threads at the same time, the caller among them, so that they may wait for one
     * another at {@link Gang#await}. With fewer parts where there are fewer threads, inside another split, and while another
     * thread has the workers.
     */
    public void together(int parts, GangTask task) {
        requireOpen();
        int all = Math.min(parts, threads);
        if (all <= 1 || !busy.compareAndSet(false, true)) {
            task.run(0, Gang.ALONE);
            return;
        }
        var gang = new Gang(all);
        var work = new Job((from, to) -> task.run(from, gang), all, 1, all, gang);
        try {
            publish(work);
            work.run(0);
            work.await();
        } finally {
            job = null;
            busy.set(false);
        }
        work.rethrow();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("workers: split after close");
        }
    }

    /** Ends the threads once they are idle. The workers of the process stay. */
    @Override
    public void close() {
        if (this == Process.WORKERS) {
            return;
        }
        closed = true;
        while (!busy.compareAndSet(false, true)) {
            Thread.yield();
        }
        for (var hand : hands) {
            LockSupport.unpark(hand.thread);
        }
        busy.set(false);
    }

    private void publish(Job work) {
        if (hands.length == 0) {
            hands = new Hand[threads - 1];
            for (int i = 0; i < hands.length; i++) {
                hands[i] = new Hand(i + 1);
            }
        }
        job = work;
        for (var hand : hands) {
            if (hand.parked) {
                LockSupport.unpark(hand.thread);
            }
        }
    }

    /** One thread: takes its part of every job, spins a little for the next, then parks. */
    private final class Hand {
        private final int home;
        private final Thread thread;
        private volatile boolean parked;

        Hand(int home) {
            this.home = home;
            this.thread = Thread.ofPlatform()
                    .daemon()
                    .name("carousel-worker-" + home)
                    .start(() -> ScopedValue.where(CURRENT, Workers.this).run(this::loop));
        }

        private void loop() {
            Job done = null;
            while (!closed) {
                var next = job;
                if (next == null || next == done) {
                    idle(next);
                } else {
                    next.take(home);
                    done = next;
                }
            }
        }

        /** Returns when there is another job than {@code seen}, or for no reason. */
        private void idle(Job seen) {
            long start = System.nanoTime();
            do {
                for (int i = 0; i < 64; i++) {
                    if (job != seen || closed) {
                        return;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() - start < SPIN_NANOS);
            parked = true;
            if (job == seen && !closed) {
                LockSupport.park(this);
            }
            parked = false;
        }
    }

    /** One call of {@link #split}: its parts, who has taken them and how many are unfinished. */
    private static final class Job {
        private final int items;
        private final int grain;
        private final int grains;
        private final Gang gang;
        private final AtomicIntegerArray taken;
        private final AtomicInteger unfinished;
        private volatile Throwable failure;
        private RangeTask task;

        Job(RangeTask task, int items, int grain, int parts, Gang gang) {
            this.task = task;
            this.gang = gang;
            this.items = items;
            this.grain = grain;
            this.grains = items / grain + (items % grain == 0 ? 0 : 1);
            this.taken = new AtomicIntegerArray(parts);
            this.unfinished = new AtomicInteger(parts);
        }

        /** Does the part of thread {@code home} and then every part nobody has begun. */
        void take(int home) {
            int parts = taken.length();
            if (gang.size() > 1) {
                if (home < parts) {
                    run(home);
                }
                return;
            }
            for (int i = 0; i < parts; i++) {
                int part = (home + i) % parts;
                if (taken.get(part) == 0 && taken.compareAndSet(part, 0, 1)) {
                    run(part);
                }
            }
        }

        private void run(int part) {
            try {
                task.run(bound(part), bound(part + 1));
            } catch (Throwable thrown) {
                if (failure == null) {
                    failure = thrown;
                }
                gang.abandon();
            } finally {
                unfinished.decrementAndGet();
            }
        }

        private int bound(int part) {
            return (int) Math.min(items, (long) grains * part / taken.length() * grain);
        }

        void await() {
            long start = System.nanoTime();
            while (unfinished.get() > 0) {
                if (System.nanoTime() - start < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            // A hand may hold on to the job until the next one comes; not to the arrays the task knows.
            task = null;
        }

        void rethrow() {
            switch (failure) {
                case null -> {}
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case Throwable thrown -> throw new IllegalStateException("workers: the task failed", thrown);
            }
        }
    }
}
