package carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A JVM that the launcher has started and that stays for command after command, until another one is asked for. */
final class Session {
    private static final int LONGEST_SECONDS = 300;
    private static Session last;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Session::endLast));
    }

    private final Path folder;
    private final Map<String, String> variables;
    private final Carousel.Started started;
    private int output;
    private int errors;

    private Session(Path folder, Map<String, String> variables, Carousel.Started started) {
        this.folder = folder;
        this.variables = variables;
        this.started = started;
    }

    interface Start {
        Carousel.Started begin() throws IOException;
    }

    /** The one that waits in this folder, with these variables; or a fresh one, and none that waits elsewhere. */
    static synchronized Session of(Path folder, Map<String, String> variables, Start start) throws IOException {
        if (last == null || !last.fits(folder, variables)) {
            endLast();
            last = new Session(folder, variables, start.begin());
        }
        return last;
    }

    private boolean fits(Path wanted, Map<String, String> set) {
        return started.process().isAlive() && folder.equals(wanted) && variables.equals(set);
    }

    private static synchronized void endLast() {
        if (last != null) {
            last.started.process().destroyForcibly().onExit().join();
        }
    }

    Carousel.Run run(List<String> words) throws IOException, InterruptedException {
        var line = JsonMapper.shared().writeValueAsString(words) + "\n";
        started.process().getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        started.process().getOutputStream().flush();
        long deadline = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
        started.await(() ->
                System.nanoTime() > deadline || ended(started.output(), output) && ended(started.errors(), errors));
        var said = since(started.output(), output);
        var noted = since(started.errors(), errors);
        assertThat(said).as("%s in a JVM that stays: %s", words, noted).endsWith(String.valueOf(Several.END));
        output += said.getBytes(StandardCharsets.UTF_8).length;
        errors += noted.getBytes(StandardCharsets.UTF_8).length;
        int code = said.length() - 2;
        return new Carousel.Run(
                Integer.parseInt(said.substring(code, code + 1)),
                said.substring(0, code),
                Carousel.withoutWarning(noted.substring(0, noted.length() - 1)));
    }

    private static boolean ended(Path stream, int from) throws IOException {
        var bytes = Files.readAllBytes(stream);
        return bytes.length > from && bytes[bytes.length - 1] == Several.END;
    }

    private static String since(Path stream, int from) throws IOException {
        var bytes = Files.readAllBytes(stream);
        return new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
    }
}
