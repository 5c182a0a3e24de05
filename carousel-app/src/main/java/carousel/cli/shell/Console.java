package carousel.cli.shell;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command writes: results to standard output, everything else to standard error, both in UTF-8. One thread at a
 * time, but for notes.
 */
public final class Console implements AutoCloseable {
    private final Common common;
    private final Writer out = new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
    private final PrintStream err =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private Console(Common common) {
        this.common = common;
    }

    static Console of(Common common) {
        return new Console(common);
    }

    /** A line of the result. */
    public void line(String text) {
        write(text + "\n");
    }

    /** A piece of the result, shown at once. */
    public void piece(String text) {
        write(text);
        flush();
    }

    /** The last line of the result, where {@code --json} asks for it. */
    public void json(Map<String, ?> values) {
        if (common.json()) {
            line(JsonMapper.shared().writeValueAsString(values));
        }
    }

    /** Whether {@code --json} is given. */
    public boolean wantsJson() {
        return common.json();
    }

    boolean verbose() {
        return common.verbose();
    }

    /** A line for the person at the terminal. */
    public void note(String text) {
        err.println(text);
    }

    /** Standard error itself, for what draws on it. */
    public PrintStream err() {
        return err;
    }

    /** Whether a person sees standard error as it is written. */
    public boolean terminal() {
        var link = Path.of("/proc/self/fd/2");
        try {
            return Files.exists(link)
                    ? Files.readSymbolicLink(link).toString().matches("/dev/(pts/\\d+|tty.*|console)")
                    : System.console() != null && System.console().isTerminal();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** How many lines a {@link #terminal} has room for in width: what it says of itself, or 100. */
    public int width() {
        var columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 100;
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("standard output: " + e.getMessage(), e);
        }
    }

    /** Shows what is still held back. */
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("standard output: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
