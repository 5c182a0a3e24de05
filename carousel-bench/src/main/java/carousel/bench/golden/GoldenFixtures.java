package carousel.bench.golden;

import carousel.store.SafeTensors;
import carousel.store.StoreException;
import carousel.store.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;

/**
 * Writes the golden fixtures into a folder; with {@code --check} makes them anew and compares them with what is there.
 * CONTRIBUTING.md has the commands.
 */
public final class GoldenFixtures {
    private static final String SUFFIX = ".safetensors";
    private static final double TOLERANCE = 1e-6;

    private GoldenFixtures() {}

    /** Arguments: a folder, or {@code --check} and a folder. Exit code 1 when the check finds a difference. */
    public static void main(String... arguments) throws IOException {
        boolean check = arguments.length == 2 && arguments[0].equals("--check");
        if (arguments.length != 1 && !check) {
            System.err.println("golden fixtures: expected [--check] FOLDER, got " + Arrays.toString(arguments));
            System.exit(2);
        }
        var folder = Path.of(arguments[arguments.length - 1]);
        var fresh = fresh();
        if (!check) {
            fresh.forEach((file, stored) -> SafeTensors.write(folder.resolve(file), stored));
            System.out.println(fresh.size() + " golden fixtures written to " + folder);
            return;
        }
        var differences = differences(fresh, folder);
        if (!differences.isEmpty()) {
            System.err.println("golden fixtures: " + differences.getFirst() + more(differences.size() - 1));
            System.exit(1);
        }
        System.out.println(fresh.size() + " golden fixtures equal PyTorch's, made anew");
    }

    private static String more(int count) {
        return count == 0 ? "" : " (and " + count + " more differences)";
    }

    /** Every fixture by the name of its file. */
    private static TreeMap<String, Stored> fresh() {
        try (var _ = new PointerScope()) {
            var fresh = new TreeMap<String, Stored>();
            Stream.of(
                            RecurrentFixtures.all(),
                            ConvolutionFixtures.all(),
                            LayerFixtures.all(),
                            AttentionFixtures.all(),
                            OptimizerFixtures.all(),
                            OnnxFixtures.all())
                    .flatMap(List::stream)
                    .forEach(fixture -> fresh.put(fixture.name() + SUFFIX, fixture.stored()));
            return fresh;
        }
    }

    private static List<String> differences(TreeMap<String, Stored> fresh, Path folder) throws IOException {
        var differences = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> !fresh.containsKey(file))
                    .forEach(file -> differences.add(file + ": nothing makes it"));
        }
        fresh.forEach((file, stored) -> {
            try {
                compare(file, stored, SafeTensors.read(folder.resolve(file)), differences);
            } catch (StoreException e) {
                differences.add(e.getMessage());
            }
        });
        return differences;
    }

    private static void compare(String file, Stored fresh, Stored committed, List<String> differences) {
        if (!fresh.metadata().equals(committed.metadata())) {
            differences.add(file + ": metadata " + committed.metadata() + ", made anew " + fresh.metadata());
        }
        if (!fresh.weights().keySet().equals(committed.weights().keySet())) {
            differences.add(file + ": tensors " + committed.weights().keySet() + ", made anew "
                    + fresh.weights().keySet());
            return;
        }
        fresh.weights().forEach((name, tensor) -> {
            var other = committed.weights().get(name);
            double difference = Arrays.equals(tensor.shape(), other.shape())
                    ? largest(tensor.toArray(), other.toArray())
                    : Double.POSITIVE_INFINITY;
            if (!(difference <= TOLERANCE)) {
                differences.add(file + ": " + name + " differs by " + difference);
            }
        });
    }

    private static double largest(float[] left, float[] right) {
        double largest = 0;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs((double) left[i] - right[i])); // NaN stays NaN
        }
        return largest;
    }
}
