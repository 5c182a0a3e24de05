package carousel.data.task;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** The tasks by the names that settings use, with their parameters. */
public enum TaskKind {
    /** {@link Adding}. */
    ADDING("steps=150") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new Adding(p.get("steps"));
        }
    },
    /** {@link CopyMemory}. */
    COPY("delay=500,length=10,symbols=8") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new CopyMemory(p.get("delay"), p.get("length"), p.get("symbols"));
        }
    },
    /** {@link TemporalOrder}. */
    TEMPORAL_ORDER("steps=100") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new TemporalOrder(p.get("steps"));
        }
    },
    /** {@link Counting} with two letters. */
    ANBN("n=10") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new Counting(2, p.get("n"));
        }
    },
    /** {@link Counting} with three letters. */
    ANBNCN("n=10") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new Counting(3, p.get("n"));
        }
    },
    /** {@link Dyck}. */
    DYCK("kinds=2,depth=4,length=40") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new Dyck(p.get("kinds"), p.get("depth"), p.get("length"));
        }
    },
    /** {@link Reber}. */
    REBER("length=30") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new Reber(p.get("length"));
        }
    },
    /** {@link Echo}. */
    ECHO("steps=50,delay=5,channels=1") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return new Echo(p.get("steps"), p.get("delay"), p.get("channels"));
        }
    },
    /** {@link Mnist#rows}. */
    MNIST_ROWS("") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return Mnist.rows(folder);
        }
    },
    /** {@link Mnist#pixels}. */
    MNIST_PIXELS("") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return Mnist.pixels(folder);
        }
    },
    /** {@link Mnist#permuted}. */
    MNIST_PERMUTED("permutation=1") {
        @Override
        Task of(Map<String, Integer> p, Path folder) {
            return Mnist.permuted(folder, p.get("permutation"));
        }
    };

    private final String presets;

    TaskKind(String presets) {
        this.presets = presets;
    }

    abstract Task of(Map<String, Integer> parameters, Path folder);

    /** In lower case, with {@code -} for {@code _}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the examples are read from files. */
    public boolean fromFiles() {
        return name().startsWith("MNIST");
    }

    /** The parameter that says how long sequences are; empty where they have one length. */
    String length() {
        return switch (this) {
            case ADDING, TEMPORAL_ORDER, ECHO -> "steps";
            case COPY -> "delay";
            case ANBN, ANBNCN -> "n";
            case DYCK, REBER -> "length";
            case MNIST_ROWS, MNIST_PIXELS, MNIST_PERMUTED -> "";
        };
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
