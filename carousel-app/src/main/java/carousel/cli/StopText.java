package carousel.cli;

import java.util.function.Consumer;

/** Shows text as it comes, up to a certain word: what may be the beginning of that word is held back. One thread at a time. */
final class StopText {
    private final String stop;
    private final Consumer<String> sink;
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    /** An empty {@code stop} never comes. */
    StopText(String stop, Consumer<String> sink) {
        this.stop = stop;
        this.sink = sink;
    }

    void add(String piece) {
        if (stopped) {
            return;
        }
        held.append(piece);
        int at = stop.isEmpty() ? -1 : held.indexOf(stop);
        stopped = at >= 0;
        show(stopped ? at : held.length() - beginning());
    }

    /** The length of the longest beginning of the stop word that the text ends with. */
    private int beginning() {
        for (int length = Math.min(stop.length() - 1, held.length()); length > 0; length--) {
            if (stop.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private void show(int length) {
        if (length > 0) {
            var piece = held.substring(0, length);
            held.delete(0, length);
            shown.append(piece);
            sink.accept(piece);
        }
    }

    boolean stopped() {
        return stopped;
    }

    /** Shows what was held back for a word that did not come. */
    void finish() {
        if (!stopped) {
            show(held.length());
        }
    }

    /** Everything that was shown. */
    String text() {
        return shown.toString();
    }
}
