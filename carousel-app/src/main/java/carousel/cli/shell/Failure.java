package carousel.cli.shell;

import carousel.store.SettingException;
import carousel.store.StoreException;
import carousel.text.DataException;
import carousel.train.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a failure says and which code the program ends with. Immutable.
 *
 * @param code 1 for wrong data and everything that fails, 2 for a wrong option or value
 * @param message one line; empty when nobody is left to read it
 */
record Failure(int code, String message) {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case UsageException e -> new Failure(WRONG_USE, e.getMessage());
            case SettingException e -> new Failure(WRONG_USE, e.getMessage());
            case FailedException e -> new Failure(FAILED, e.getMessage());
            case DataException e -> new Failure(FAILED, e.getMessage());
            case StoreException e -> new Failure(FAILED, e.getMessage());
            case DivergedException e -> new Failure(FAILED, e.getMessage());
            case UncheckedIOException e when brokenPipe(e.getCause()) -> new Failure(Command.DONE, "");
            case UncheckedIOException e -> new Failure(FAILED, e.getMessage());
            case OutOfMemoryError e -> new Failure(FAILED, outOfMemory());
            default ->
                new Failure(FAILED, "a mistake of Carousel's own (" + thrown + "); please report it with --verbose");
        };
    }

    /** The reader of a pipe has seen enough: {@code carousel generate … | head}. */
    private static boolean brokenPipe(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("Broken pipe");
    }

    private static String outOfMemory() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory (" + megabytes
                + " MB); lower --batch, --bptt or --hidden, or give Java more with CAROUSEL_OPTS=-Xmx8g";
    }

    /** Writes the line. */
    int report(Console console, Throwable thrown) {
        if (!message.isEmpty()) {
            console.note("carousel: " + message.replaceAll("\\s*\\R\\s*", " "));
        }
        if (console.verbose()) {
            thrown.printStackTrace(console.err());
        }
        return code;
    }
}
