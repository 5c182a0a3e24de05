package carousel.cli;

import carousel.cli.shell.Shell;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command lines that come on standard input, each a JSON array of its words, all in one JVM. */
final class Several {
    /** Stands on both streams behind what a command has written. */
    static final char END = '\u0004';

    private Several() {}

    /** What the launcher adds is left alone. */
    public static void main(String... ignored) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = JsonMapper.shared().readValue(line, String[].class);
            int code = Shell.run(Main.commands(), List.of(words));
            write(FileDescriptor.out, "" + code + END);
            write(FileDescriptor.err, "" + END);
        }
        System.exit(0);
    }

    private static void write(FileDescriptor stream, String mark) throws IOException {
        new FileOutputStream(stream).write(mark.getBytes(StandardCharsets.UTF_8));
    }
}
