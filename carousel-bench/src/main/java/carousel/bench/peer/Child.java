package carousel.bench.peer;

import carousel.bench.contestant.Fork;
import carousel.bench.contestant.Library;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The driver's end of a {@link Fork}. One thread at a time. */
final class Child implements AutoCloseable {
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;
    private final Path log;

    /** A contestant says that it cannot do something. */
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process of a library and waits until it is ready.
     *
     * @throws FailedException when the library does not load
     */
    static Child start(Library library, Options options) throws IOException {
        Files.createDirectories(options.folder());
        var folder = options.folder().toAbsolutePath();
        var log = folder.resolve(library + ".log");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcarousel.threads=" + options.threads(),
                "-Dbench.clock=" + System.getProperty("bench.clock", ""),
                "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("javacpp"),
                "-DDJL_CACHE_DIR=" + folder.resolve("djl"),
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                Fork.class.getName(),
                library.name());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // OpenBLAS's threads look for work for a tenth of a second before they sleep; here for a few milliseconds.
        builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "24");
        var child = new Child(builder.start(), log);
        try {
            child.answer();
        } catch (FailedException thrown) {
            child.close();
            throw thrown;
        }
        return child;
    }

    /** Sends a command and waits for its answer. */
    String ask(Object... words) {
        var line = String.join(" ", Arrays.stream(words).map(String::valueOf).toList());
        commands.println(line);
        return answer();
    }

    private String answer() {
        try {
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Fork.OK)) {
                    return line.substring(Fork.OK.length());
                }
                if (line.startsWith(Fork.FAILED)) {
                    throw new FailedException(line.substring(Fork.FAILED.length()));
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new FailedException("the process has ended; " + log + " may say why");
    }

    /** Ends the process: it stops when its input does. */
    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
