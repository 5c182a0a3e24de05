package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.train.Progress;

/** Shows how far a run is. One thread at a time. */
interface ProgressView extends AutoCloseable {

    /** After every step; shows it when it is time to. */
    void stepped(Progress progress);

    /** A line that stays. */
    void line(String text);

    @Override
    void close();

    /** A bar on a terminal, plain lines otherwise. */
    static ProgressView on(Console console) {
        return console.terminal() ? new ProgressOnTerminal(console) : new ProgressLines(console);
    }
}
