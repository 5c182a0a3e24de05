package carousel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.store.SafeTensors;
import carousel.store.Stored;
import carousel.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A golden fixture: inputs, and what PyTorch computed from them. CONTRIBUTING.md says how they are made anew. Immutable.
 *
 * @param name of the fixture and its file
 * @param stored its tensors and settings
 */
public record Golden(String name, Stored stored) {
    /** Of a value, absolute; of a gradient, against the largest element of its tensor. */
    private static final double TOLERANCE = 1e-5;

    public static Golden read(String name) {
        var file = "/golden/" + name + ".safetensors";
        try {
            var place = Objects.requireNonNull(Golden.class.getResource(file), file);
            return new Golden(name, SafeTensors.read(Path.of(place.toURI())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(file, e);
        }
    }

    public Tensor of(String tensor) {
        return Objects.requireNonNull(stored.weights().get(tensor), () -> name + " has no " + tensor);
    }

    /** The rows of a tensor of whole numbers, as such. */
    public int[] whole(String tensor) {
        var values = of(tensor).toArray();
        var whole = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            whole[i] = (int) values[i];
        }
        return whole;
    }

    public float number(String setting) {
        return Float.parseFloat(
                Objects.requireNonNull(stored.metadata().get(setting), () -> name + " has no " + setting));
    }

    public void sameValues(String what, Tensor ours, Tensor theirs) {
        same(what, ours, theirs, TOLERANCE);
    }

    public void sameGradient(String what, Tensor ours, Tensor theirs) {
        double largest = 0;
        for (float element : theirs.toArray()) {
            largest = Math.max(largest, Math.abs(element));
        }
        assertThat(largest).as("%s: gradient of %s", name, what).isPositive();
        same("gradient of " + what, ours, theirs, TOLERANCE * largest);
    }

    /** Every element within a distance. */
    public void same(String what, Tensor ours, Tensor theirs, double tolerance) {
        assertThat(ours.shape()).as("%s: shape of %s", name, what).isEqualTo(theirs.shape());
        var left = ours.toArray();
        var right = theirs.toArray();
        for (int i = 0; i < left.length; i++) {
            assertThat((double) left[i])
                    .as("%s: element %d of %s", name, i, what)
                    .isCloseTo(right[i], within(tolerance));
        }
    }
}
