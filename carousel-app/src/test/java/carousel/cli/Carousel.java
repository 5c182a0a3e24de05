package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real command line, through its launcher, in a folder of its own. */
final class Carousel {
    private static final Path LAUNCHER = Path.of(System.getProperty("carousel.home"), "carousel");
    private static final Path JAR = Path.of("carousel-app", "target", "carousel-app.jar");
    private static final Path STREAMS = Path.of("target", "streams");
    private static final ProcessBuilder.Redirect NOTHING = ProcessBuilder.Redirect.from(new File("/dev/null"));
    private static final String ITSELF = "exec \"$0\" \"$@\"";
    private static final int LONGEST_SECONDS = 300;
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>(Map.of("CAROUSEL_BUILD", "off", "LC_ALL", "C.UTF-8"));
    private boolean stays;

    /** What a command printed and how it ended; the JVM's own warning is left out. */
    record Run(int code, String output, String errors) {

        /** What went well, or the reason why not. */
        Run succeeded() {
            assertThat(code).as(errors).isZero();
            return this;
        }

        /** The last line of the output. */
        JsonNode json() {
            return JsonMapper.shared().readTree(output.lines().toList().getLast());
        }

        void failedWith(int expected, String... parts) {
            assertThat(errors)
                    .hasLineCount(1)
                    .startsWith("carousel: ")
                    .contains(parts)
                    .doesNotContain("mistake");
            assertThat(code).as(errors).isEqualTo(expected);
            assertThat(output).isEmpty();
        }
    }

    Carousel(Path folder) {
        this.folder = folder;
    }

    /** Quick, in the folder that all tests of a class share, where nothing is left from the one before. */
    static Carousel shared(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
        return new Carousel(folder).quick();
    }

    Carousel with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * Runs code that takes no time to compile, which trains a tiny model fastest; the bits are the same. All that {@link #run}
     * is given runs in one JVM, which need not start again.
     */
    Carousel quick() {
        stays = true;
        return with("CAROUSEL_OPTS", "-XX:TieredStopAtLevel=1 -Dcarousel.vector=off");
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return stays ? staying().run(List.of(arguments)) : alone(arguments);
    }

    /** Runs a command in a JVM of its own, of which nothing else has asked anything. */
    Run alone(String... arguments) throws IOException, InterruptedException {
        return shell(ITSELF, arguments);
    }

    /** Runs some words, and those of a line with blanks between. */
    Run run(List<String> words, String line) throws IOException, InterruptedException {
        return run(words(words, line).toArray(String[]::new));
    }

    /** Some words, and those of a line with blanks between. */
    static List<String> words(List<String> words, String line) {
        var all = new ArrayList<>(words);
        Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).forEach(all::add);
        return all;
    }

    /** The command that a model names makes the same file again, in this folder; which command that is. */
    String makesAgain(String model) throws IOException, InterruptedException {
        var before = sha256(model);
        var command = run("inspect", model, "--json")
                .succeeded()
                .json()
                .path("command")
                .asString();
        assertThat(command).startsWith("carousel train ").doesNotContain("'", "\"");
        run(words(List.of(), command).stream().skip(1).toList(), "--force").succeeded();
        assertThat(sha256(model)).isEqualTo(before);
        return command;
    }

    /** Runs commands one after the other in one JVM, which the launcher starts. */
    List<Run> several(List<List<String>> commands) throws IOException, InterruptedException {
        var runs = new ArrayList<Run>();
        for (var words : commands) {
            runs.add(staying().run(words));
        }
        return runs;
    }

    private Session staying() throws IOException {
        var path = Path.of("target", "test-classes").toAbsolutePath() + ":" + LAUNCHER.resolveSibling(JAR);
        var variables = new TreeMap<>(environment);
        variables.merge(
                "CAROUSEL_OPTS", "-cp " + path + " " + Several.class.getName(), (before, more) -> before + " " + more);
        return Session.of(folder, variables, () -> start(ProcessBuilder.Redirect.PIPE, variables, ITSELF));
    }

    /** Runs a line of shell in which {@code "$0" "$@"} is the command. */
    Run shell(String line, String... arguments) throws IOException, InterruptedException {
        var started = start(NOTHING, environment, line, arguments);
        if (!started.process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            started.process.destroyForcibly();
        }
        return started.run();
    }

    /** Starts a command and leaves it alone. */
    Started start(String... arguments) throws IOException {
        return start(NOTHING, environment, ITSELF, arguments);
    }

    private Started start(
            ProcessBuilder.Redirect input, Map<String, String> variables, String line, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", line, LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        var streams =
                Files.createDirectories(STREAMS.resolve(folder.getFileName().toString()));
        int number = STARTED.getAndIncrement();
        var output = streams.resolve("output" + number);
        var errors = streams.resolve("errors" + number);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(variables);
        return new Started(builder.start(), output, errors);
    }

    /** A command at work. */
    record Started(Process process, Path output, Path errors) {

        Run run() throws IOException, InterruptedException {
            int code = process.waitFor();
            return new Run(code, Files.readString(output), withoutWarning(Files.readString(errors)));
        }

        /** Waits until something is so, or the command has ended. */
        void await(Condition condition) throws IOException, InterruptedException {
            while (process.isAlive() && !condition.holds()) {
                Thread.sleep(1);
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .waitFor();
        }
    }

    static String withoutWarning(String errors) {
        return errors.lines()
                .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .collect(Collectors.joining("\n"));
    }

    interface Condition {
        boolean holds() throws IOException;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** The names of all files below the folder. */
    TreeSet<String> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    String sha256(String name) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path(name)));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
