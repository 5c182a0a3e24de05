package carousel.cli.shell;

import carousel.data.TextFile;
import carousel.store.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The options of commands that read text. Immutable. */
public record Input(
        @Setting(value = "encoding of text files", preset = "utf-8")
        String encoding) {

    public Input {
        charset(encoding);
    }

    /** Reads a file; {@code -} is standard input. */
    public TextFile read(String file) {
        if (!file.equals("-")) {
            return TextFile.read(Path.of(file), charset(encoding));
        }
        try {
            return TextFile.read("standard input", System.in, charset(encoding));
        } catch (IOException e) {
            throw new UncheckedIOException("standard input: " + e.getMessage(), e);
        }
    }

    /** The encoding. */
    public Charset charset() {
        return charset(encoding);
    }

    /** The encoding if it is another than UTF-8, which nobody has to name; otherwise nothing. */
    public String unusual() {
        return charset().equals(StandardCharsets.UTF_8) ? "" : encoding;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("encoding: expected one such as utf-8 or latin1, got '" + name + "'", e);
        }
    }
}
