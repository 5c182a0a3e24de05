package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.train.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that is redrawn twice a second. One thread at a time. */
final class ProgressOnTerminal implements ProgressView {
    private static final int INTERVAL_MILLIS = 500;

    private final PrintStream err;
    private final ConsoleProgressBarConsumer consumer;
    private ProgressBar bar;
    private volatile double secondsLeft;

    ProgressOnTerminal(Console console) {
        this.err = console.err();
        this.consumer = new ConsoleProgressBarConsumer(err);
    }

    @Override
    public void stepped(Progress progress) {
        if (bar == null) {
            bar = begin(progress);
        }
        secondsLeft = progress.secondsLeft();
        bar.stepTo(progress.step());
        bar.setExtraMessage(" loss " + Figures.loss(progress.loss()) + ", " + progress.rate());
    }

    private ProgressBar begin(Progress progress) {
        return ProgressBar.builder()
                .setTaskName("training")
                .setInitialMax(progress.planned())
                .startsFrom(progress.step(), Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setEtaFunction(state -> Optional.of(Duration.ofSeconds(Math.round(secondsLeft))))
                .setConsumer(consumer)
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void line(String text) {
        int width = Math.max(text.length(), consumer.getMaxRenderedLength());
        err.print("\r" + text + " ".repeat(width - text.length()) + System.lineSeparator());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
