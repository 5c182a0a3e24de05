package carousel.data.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;

/**
 * A generated task whose examples to learn from begin short and grow to their length (Elman 1993; Bengio et al. 2009). The
 * other parts are those of the task itself. Immutable.
 *
 * <pre>
 * length of example n = from + (full - from) min(1, n / over)
 * </pre>
 *
 * @param full the task in its full length, generated
 * @param from the length to begin with
 * @param over the number of the first example of full length
 */
public record Curriculum(TaskSpec full, int from, long over) implements Task {

    public Curriculum {
        if (full.kind().length().isEmpty()) {
            throw new IllegalArgumentException(
                    "a curriculum of " + full + ", whose sequences have one length; expected a generated task");
        }
        int most = full.parameters().get(full.kind().length());
        if (from < 1 || from > most || over < 1) {
            throw new IllegalArgumentException("a curriculum from " + from + " over " + over
                    + " sequences; expected to begin with 1 to " + most + " and at least one sequence");
        }
        at(full, from); // refuses what is too short for the task
    }

    /** Reads {@code FROM:OVER}. */
    public static Curriculum parse(TaskSpec full, String text) {
        if (!text.matches("\\d{1,9}:\\d{1,15}")) {
            throw new IllegalArgumentException(
                    "'" + text + "'; expected FROM:OVER, such as 10:20000 for a length of 10 that"
                            + " grows to the task's own over 20000 sequences");
        }
        var parts = text.split(":");
        return new Curriculum(full, Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    private static Task at(TaskSpec full, int length) {
        var parameters = new LinkedHashMap<>(full.parameters());
        parameters.put(full.kind().length(), length);
        return new TaskSpec(full.kind(), parameters).task(Path.of(""));
    }

    private Task whole() {
        return full.task(Path.of(""));
    }

    @Override
    public Form form() {
        return whole().form();
    }

    @Override
    public Example example(Part part, long seed, long n) {
        if (part != Part.TRAIN || n >= over) {
            return whole().example(part, seed, n);
        }
        int most = full.parameters().get(full.kind().length());
        return at(full, (int) (from + (most - from) * n / over)).example(part, seed, n);
    }

    @Override
    public int examples(Part part) {
        return whole().examples(part);
    }

    @Override
    public double baseline() {
        return whole().baseline();
    }
}
