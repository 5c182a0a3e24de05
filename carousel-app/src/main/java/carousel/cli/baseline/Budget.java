package carousel.cli.baseline;

import carousel.kernel.Workers;
import carousel.text.DataException;
import carousel.train.DivergedException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time that simpler models may take together: what does not fit is stopped. One thread at a time. */
final class Budget {
    private static final double SHARE = 0.2;
    private static final double LEAST_SECONDS = 5; // a run of seconds has a table too

    private final double seconds;
    private final long begin = System.nanoTime();

    private Budget(double seconds) {
        this.seconds = seconds;
    }

    /** A fifth of the time of a training; five seconds where that is less. */
    static Budget ofTraining(double seconds) {
        return new Budget(Math.max(LEAST_SECONDS, SHARE * seconds));
    }

    static Budget of(double seconds) {
        return new Budget(seconds);
    }

    /** What has come of a rival. */
    sealed interface Result {}

    /** It has answered. */
    record Done(Rival.Scored scored, double seconds) implements Result {}

    /** It was given up, and why. */
    record Given(String reason) implements Result {}

    double seconds() {
        return seconds;
    }

    /** The seconds since this was made. */
    double spent() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Runs something for as long as there is time, on a thread that does not keep the JVM alive. */
    Result run(Rival.Learner rival) {
        double left = seconds - spent();
        if (left <= 0) {
            return new Given("no time left");
        }
        long start = System.nanoTime();
        var workers = Workers.current(); // what the options say; a thread of its own would not know
        var task = new FutureTask<>(() -> workers.call(() -> rival.scored(left)));
        var thread = Thread.ofPlatform().daemon().name("baseline").start(task);
        try {
            var scored = task.get((long) (1e9 * left), TimeUnit.NANOSECONDS);
            return new Done(scored, (System.nanoTime() - start) / 1e9);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Given(String.format(Locale.ROOT, "not done in the %.1f seconds that were left", left));
        } catch (ExecutionException e) {
            return given(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Given("interrupted");
        }
    }

    private static Given given(Throwable cause) {
        return switch (cause) {
            case DataException e -> new Given(e.getMessage());
            case DivergedException e -> new Given("its training diverged");
            case CancellationException e -> new Given(String.valueOf(e.getMessage()));
            case OutOfMemoryError e -> new Given("needs more memory than there is");
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }
}
