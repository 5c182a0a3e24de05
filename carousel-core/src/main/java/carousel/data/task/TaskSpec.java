package carousel.data.task;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A task by name and parameters, as settings write it: {@code adding}, {@code copy:delay=100,length=5}. Immutable.
 *
 * @param kind which task
 * @param parameters all of them
 */
public record TaskSpec(TaskKind kind, SequencedMap<String, Integer> parameters) {
    private static final int LARGEST = 1_000_000;

    public TaskSpec {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads a name and, after a colon, parameters with commas between them; what is not said has its preset.
     *
     * @throws IllegalArgumentException for an unknown task or parameter and for a value that the task refuses
     */
    public static TaskSpec parse(String text) {
        var parts = text.split(":", 2);
        var kind = Arrays.stream(TaskKind.values())
                .filter(each -> each.label().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown task '" + parts[0] + "'; expected one of " + String.join(", ", labels())));
        var parameters = kind.presets();
        for (var pair : parts.length == 1 ? new String[0] : parts[1].split(",", -1)) {
            var sides = pair.split("=", 2);
            if (!parameters.containsKey(sides[0])) {
                throw new IllegalArgumentException(kind.label() + " has no parameter '" + sides[0] + "'; expected "
                        + (parameters.isEmpty() ? "none" : "some of " + join(parameters)));
            }
            parameters.put(sides[0], number(sides));
        }
        var spec = new TaskSpec(kind, parameters);
        if (!kind.fromFiles()) {
            spec.task(Path.of(""));
        }
        return spec;
    }

    private static int number(String... sides) {
        try {
            int number = Integer.parseInt(sides[1]);
            require(number <= LARGEST, sides[0], "at most " + LARGEST, number);
            return number;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(sides[0] + ": expected a whole number, as in " + sides[0] + "=10", e);
        }
    }

    /** The names of all tasks. */
    public static List<String> labels() {
        return Arrays.stream(TaskKind.values()).map(TaskKind::label).toList();
    }

    /** Every task with its parameters and their presets. */
    public static List<TaskSpec> all() {
        return Arrays.stream(TaskKind.values())
                .map(kind -> new TaskSpec(kind, kind.presets()))
                .toList();
    }

    /**
     * The task itself.
     *
     * @param folder where the files are, for a task that has some
     */
    public Task task(Path folder) {
        return kind.of(parameters, folder);
    }

    /** The text that {@link #parse} reads, with every parameter. */
    @Override
    public String toString() {
        return parameters.isEmpty() ? kind.label() : kind.label() + ":" + join(parameters);
    }

    private static String join(SequencedMap<String, Integer> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    static void require(boolean right, String parameter, String expected, int given) {
        if (!right) {
            throw new IllegalArgumentException(parameter + ": expected " + expected + ", got " + given);
        }
    }
}
