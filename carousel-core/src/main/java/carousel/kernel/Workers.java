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
    private static final long LEAST_ALONE = 16; // times what was lost by waiting
    private static final long MOST_ALONE_NANOS = 400_000_000;

    private final int threads;
    private final AtomicBoolean busy = new AtomicBoolean();
    private Hand[] hands = new Hand[0];
    private final Job job;
    private volatile int round;
    private boolean crowded; // others kept a gang waiting; a race between callers does no harm
    private long penalty; // for how long gangs then run as one thread, doubled each time in a row
    private long aloneUntil;
    private volatile boolean closed;

    private Workers(int threads) {
        this.threads = threads;
        this.job = new Job(threads);
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
        job.open(task, null, items, grain, Math.min(grains, threads));
        finish();
    }

    /**
     * Runs {@code task} on {@code parts} threads at the same time, the caller among them, so that they may wait for one
     * another at {@link Gang#await}. Alone where there is one thread, inside another split, while another thread has the
     * workers, and for a while after other processes have kept the threads waiting: then one thread is faster.
     */
    public void together(int parts, GangTask task) {
        requireOpen();
        int all = Math.min(parts, threads);
        if (all <= 1 || crowded && System.nanoTime() - aloneUntil < 0 || !busy.compareAndSet(false, true)) {
            task.run(0, Gang.ALONE);
            return;
        }
        long start = System.nanoTime();
        job.open(null, task, all, 1, all);
        finish();
        long end = System.nanoTime();
        long lost = job.gang.lostNanos();
        crowded = lost > (end - start) / 2; // one thread alone would have been done by then
        penalty = crowded ? Math.min(MOST_ALONE_NANOS, Math.max(2 * penalty, LEAST_ALONE * lost)) : 0;
        aloneUntil = end + penalty;
    }

    /** Does the caller's part of the job and waits for the others. */
    private void finish() {
        Throwable failure;
        try {
            publish();
            job.take(0);
            failure = job.await();
        } finally {
            busy.set(false);
        }
        switch (failure) {
            case null -> {}
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case Throwable thrown -> throw new IllegalStateException("workers: the task failed", thrown);
        }
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

    private void publish() {
        if (hands.length == 0) {
            hands = new Hand[threads - 1];
            for (int i = 0; i < hands.length; i++) {
                hands[i] = new Hand(i + 1);
            }
        }
        round++; // by the thread that is busy, so by one at a time
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
            int seen = 0;
            while (!closed) {
                int now = round;
                if (now == seen) {
                    idle(seen);
                } else {
                    seen = now;
                    job.take(home);
                }
            }
        }

        /** Returns when there is another round than {@code seen}, or for no reason. */
        private void idle(int seen) {
            long start = System.nanoTime();
            do {
                for (int i = 0; i < 64; i++) {
                    if (round != seen || closed) {
                        return;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() - start < SPIN_NANOS);
            parked = true;
            if (round == seen && !closed) {
                LockSupport.park(this);
            }
            parked = false;
        }
    }

    /**
     * What is to be done, who has taken which part and how many are unfinished. One object for all rounds: a thread that comes
     * late finds either all parts taken or those of the next round open, and reads what to do only when it has taken one.
     */
    private static final class Job {
        private static final int OPEN = 0;
        private static final int TAKEN = 1;
        private static final int OPEN_AT_HOME = 2;

        private final AtomicIntegerArray taken;
        private final AtomicInteger unfinished = new AtomicInteger();
        private final Gang gang;
        private int items;
        private int grain;
        private int parts;
        private RangeTask task;
        private GangTask gangTask;
        private volatile Throwable failure;

        Job(int threads) {
            taken = new AtomicIntegerArray(threads);
            gang = new Gang(threads);
            for (int part = 0; part < threads; part++) {
                taken.set(part, TAKEN);
            }
        }

        /** One of the tasks; the parts of a gang's are for their own threads only, because they wait for one another. */
        void open(RangeTask task, GangTask gangTask, int items, int grain, int parts) {
            this.task = task;
            this.gangTask = gangTask;
            this.items = items;
            this.grain = grain;
            this.parts = parts;
            failure = null;
            gang.begin(parts);
            unfinished.set(parts);
            for (int part = 0; part < parts; part++) {
                taken.set(part, gangTask == null ? OPEN : OPEN_AT_HOME);
            }
        }

        /** Does the part of thread {@code home} and then every part nobody has begun. */
        void take(int home) {
            int all = taken.length();
            for (int i = 0; i < all; i++) {
                int part = home + i < all ? home + i : home + i - all;
                int open = taken.get(part);
                if ((open == OPEN || open == OPEN_AT_HOME && part == home) && taken.compareAndSet(part, open, TAKEN)) {
                    run(part);
                }
            }
        }

        private void run(int part) {
            try {
                if (gangTask == null) {
                    task.run(bound(part), bound(part + 1));
                } else {
                    gangTask.run(part, gang);
                }
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
            long grains = items / grain + (items % grain == 0 ? 0 : 1);
            return (int) Math.min(items, grains * part / parts * grain);
        }

        /** Returns what went wrong, or null. */
        Throwable await() {
            long start = System.nanoTime();
            while (unfinished.get() > 0) {
                if (System.nanoTime() - start < SPIN_NANOS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            var thrown = failure;
            task = null;
            gangTask = null;
            failure = null;
            return thrown;
        }
    }
}
