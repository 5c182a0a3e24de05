package carousel.cli;

import carousel.cli.shell.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a command line for each line of a file, its words with TABs between, all in one JVM. */
final class Several {
    /** Stands on both streams behind what a command has written. */
    static final String END = "\u0004";

    private Several() {}

    /** The file; what the launcher adds is left alone. */
    public static void main(String... arguments) throws IOException {
        for (var line : Files.readAllLines(Path.of(arguments[0]))) {
            int code = Shell.run(Main.commands(), List.of(line.split("\t")));
            write(FileDescriptor.out, code + END);
            write(FileDescriptor.err, END);
        }
        System.exit(0);
    }

    private static void write(FileDescriptor stream, String mark) throws IOException {
        new FileOutputStream(stream).write(mark.getBytes(StandardCharsets.UTF_8));
    }
}
