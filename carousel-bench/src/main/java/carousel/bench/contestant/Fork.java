package carousel.bench.contestant;

import carousel.bench.work.Contestant;
import carousel.bench.work.Rows;
import carousel.bench.work.Work;
import carousel.store.SafeTensors;
import carousel.store.Stored;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process of one contestant: does what standard input says, a line at a time, and answers each line with one that
 * begins with {@link #OK} or {@link #FAILED}. Between two lines it sleeps in a read.
 *
 * <pre>
 * prepare ROW              makes a row ready
 * verify FILE              writes outputs and gradients as safetensors
 * warm THREADS SECONDS     runs until the time of an iteration is stable, at most so long
 * time THREADS SECONDS     runs about so long; answers with the nanoseconds of an iteration
 * release                  forgets the row
 * </pre>
 */
public final class Fork {
    public static final String OK = "> ok ";
    public static final String FAILED = "> failed ";

    private final Contestant contestant;
    private Work work;
    private float sink;

    private Fork(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Argument: the name of a {@link Library}. */
    public static void main(String... arguments) throws IOException {
        var answers = System.out;
        System.setOut(System.err); // whatever a library prints is no answer
        try {
            var fork = new Fork(Library.valueOf(arguments[0]).start());
            answers.println(OK);
            var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = commands.readLine(); line != null; line = commands.readLine()) {
                answers.println(fork.answer(line.split(" ")));
            }
        } catch (LinkageError | RuntimeException thrown) {
            answers.println(failed(thrown));
        }
    }

    private String answer(String... command) {
        try {
            return OK + run(command);
        } catch (LinkageError | RuntimeException thrown) {
            return failed(thrown);
        }
    }

    private static String failed(Throwable thrown) {
        thrown.printStackTrace();
        return FAILED + thrown.toString().lines().findFirst().orElseThrow();
    }

    private String run(String... command) {
        switch (command[0]) {
            case "prepare" -> work = contestant.prepare(Rows.named(command[1]));
            case "verify" -> SafeTensors.write(Path.of(command[1]), new Stored(Map.of(), work.results()));
            case "warm" -> {
                contestant.threads(Integer.parseInt(command[1]));
                new Stopwatch(this::iterate).warm(Double.parseDouble(command[2]));
            }
            case "time" -> {
                contestant.threads(Integer.parseInt(command[1]));
                return Double.toString(new Stopwatch(this::iterate).time(Double.parseDouble(command[2])));
            }
            case "release" -> release();
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
        return "";
    }

    private void iterate() {
        sink += work.run();
    }

    private void release() {
        work.close();
        work = null;
        if (Float.isNaN(sink)) {
            System.err.println("something that was computed is not a number");
        }
        sink = 0;
    }
}
