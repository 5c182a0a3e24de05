package carousel.cli.run;

import carousel.cli.shell.Console;
import java.util.concurrent.CountDownLatch;

/**
 * Listens for Ctrl-C (and SIGTERM) while a run goes on. The JVM then ends with its own code, 130 for Ctrl-C, but only after
 * this is closed. Safe for many threads.
 */
public final class Interrupt implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /** Begins to listen. */
    public Interrupt(Console console) {
        hook = new Thread(() -> request(console), "carousel-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void request(Console console) {
        requested = true;
        if (closed.getCount() == 0) {
            return;
        }
        console.note("stopping after this step; everything will be saved");
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending already, and the hook with it
        }
    }
}
