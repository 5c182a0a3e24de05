package carousel.bench.golden;

import carousel.store.Stored;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;

/**
 * One golden fixture in the making: tensors by name and settings as metadata. Inputs are 32-bit numbers drawn from the
 * fixture's name, PyTorch computes with them in 64 bits, and what comes out is rounded to 32: a fixture is the same on
 * every machine, and right to the last bit or two. One thread at a time.
 */
final class Fixture {
    private final String name;
    private final String library;
    private final String version;
    private final Random random;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final SequencedMap<String, carousel.tensor.Tensor> tensors = new LinkedHashMap<>();

    /** What PyTorch computes. */
    Fixture(String name) {
        this(name, "pytorch", "org.bytedeco:pytorch:" + version());
    }

    /** What another library computes. */
    Fixture(String name, String library, String version) {
        this.name = name;
        this.library = library;
        this.version = version;
        this.random = new Random(name.hashCode());
    }

    String name() {
        return name;
    }

    /** What the test must know beside the tensors: a rate, a bound. */
    Fixture with(String key, double value) {
        settings.put(key, Double.toString(value));
        return this;
    }

    /** An input, uniform in ±bound: stored, and as a leaf whose gradient PyTorch takes. */
    Tensor input(String input, double bound, long... shape) {
        return Tensor.create(drawn(input, bound, shape), shape).requires_grad_();
    }

    /** An input, uniform in ±bound: stored, and as it is. */
    double[] drawn(String input, double bound, long... shape) {
        var values = new double[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.setAll(values, i -> (float) (bound * (2 * random.nextFloat() - 1)));
        put(input, values, Arrays.stream(shape).mapToInt(Math::toIntExact).toArray());
        return values;
    }

    /** What PyTorch computed. */
    void put(String value, Tensor tensor) {
        var values = new double[(int) tensor.numel()];
        tensor.detach().contiguous().data_ptr_double().get(values);
        var shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        put(value, values, shape);
    }

    void put(String value, double[] values, int... shape) {
        var rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        tensors.put(value, carousel.tensor.Tensor.of(rounded, shape));
    }

    /** The sum of a result's elements, each times a random weight of its own: a loss that can tell them apart. */
    Tensor weighted(String value, Tensor result) {
        put(value, result);
        return result.mul(input(value + ".weight", 1, result.shape()).detach()).sum();
    }

    /** The gradient that reached a leaf. */
    void gradient(String input, Tensor leaf) {
        put(input + ".grad", leaf.grad());
    }

    Stored stored() {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("generator", GoldenFixtures.class.getName());
        metadata.put(library, version);
        metadata.putAll(settings);
        return new Stored(metadata, tensors);
    }

    private static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
