package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.train.Progress;

/** A plain line every ten seconds, for pipes and log files. One thread at a time. */
final class ProgressLines implements ProgressView {
    private static final long INTERVAL = 10_000_000_000L;

    private final Console console;
    private long shown = System.nanoTime();

    ProgressLines(Console console) {
        this.console = console;
    }

    @Override
    public void stepped(Progress progress) {
        if (System.nanoTime() - shown >= INTERVAL) {
            shown = System.nanoTime();
            console.note("step " + progress.step() + " of " + progress.planned() + ", epoch " + progress.epoch()
                    + ", loss "
                    + Figures.loss(progress.loss()) + ", " + progress.rate() + ", "
                    + Figures.time(progress.secondsLeft()) + " left");
        }
    }

    @Override
    public void line(String text) {
        shown = System.nanoTime();
        console.note(text);
    }

    @Override
    public void close() {}
}
