package carousel.data.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The tasks by the names that settings use, with their parameters. */
public enum TaskKind {
    /** {@link Adding}. */
    ADDING("steps=150", "steps", p -> new Adding(p.get("steps"))),
    /** {@link CopyMemory}. */
    COPY(
            "delay=500,length=10,symbols=8",
            "delay",
            p -> new CopyMemory(p.get("delay"), p.get("length"), p.get("symbols"))),
    /** {@link TemporalOrder}. */
    TEMPORAL_ORDER("steps=100", "steps", p -> new TemporalOrder(p.get("steps"))),
    /** {@link Counting} with two letters. */
    ANBN("n=10", "n", p -> new Counting(2, p.get("n"))),
    /** {@link Counting} with three letters. */
    ANBNCN("n=10", "n", p -> new Counting(3, p.get("n"))),
    /** {@link Dyck}. */
    DYCK("kinds=2,depth=4,length=40", "length", p -> new Dyck(p.get("kinds"), p.get("depth"), p.get("length"))),
    /** {@link Reber}. */
    REBER("length=30", "length", p -> new Reber(p.get("length"))),
    /** {@link Echo}. */
    ECHO("steps=50,delay=5,channels=1", "steps", p -> new Echo(p.get("steps"), p.get("delay"), p.get("channels"))),
    /** {@link Mnist#rows}. */
    MNIST_ROWS("", (p, folder) -> Mnist.rows(folder)),
    /** {@link Mnist#pixels}. */
    MNIST_PIXELS("", (p, folder) -> Mnist.pixels(folder)),
    /** {@link Mnist#permuted}. */
    MNIST_PERMUTED("permutation=1", (p, folder) -> Mnist.permuted(folder, p.get("permutation")));

    private final String presets;
    private final String length;
    private final BiFunction<Map<String, Integer>, Path, Task> made;

    /** A task whose examples are generated; {@code length} is the parameter that says how long they are. */
    TaskKind(String presets, String length, Function<Map<String, Integer>, Task> made) {
        this.presets = presets;
        this.length = length;
        this.made = (parameters, folder) -> made.apply(parameters);
    }

    /** A task whose examples are read from files and have one length. */
    TaskKind(String presets, BiFunction<Map<String, Integer>, Path, Task> made) {
        this.presets = presets;
        this.length = "";
        this.made = made;
    }

    Task of(Map<String, Integer> parameters, Path folder) {
        return made.apply(parameters, folder);
    }

    /** In lower case, with {@code -} for {@code _}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the examples are read from files. */
    public boolean fromFiles() {
        return length.isEmpty();
    }

    /** The parameter that says how long sequences are; empty where they have one length. */
    String length() {
        return length;
    }

    /** Every parameter with its preset. */
    SequencedMap<String, Integer> presets() {
        var values = new LinkedHashMap<String, Integer>();
        for (var pair : presets.isEmpty() ? new String[0] : presets.split(",")) {
            var parts = pair.split("=");
            values.put(parts[0], Integer.valueOf(parts[1]));
        }
        return values;
    }
}
