package carousel.bench.peer;

import carousel.store.SafeTensors;
import carousel.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Whether two contestants computed the same: within 1e-4 of the largest element, tensor by tensor. */
final class Agreement {
    private static final double TOLERANCE = 1e-4;

    private Agreement() {}

    /** What differs first, if anything. */
    static Optional<String> difference(Path ours, Path theirs) {
        return difference(
                SafeTensors.read(ours).weights(), SafeTensors.read(theirs).weights());
    }

    private static Optional<String> difference(Map<String, Tensor> ours, Map<String, Tensor> theirs) {
        if (!ours.keySet().equals(theirs.keySet())) {
            return Optional.of("Carousel has " + ours.keySet() + ", the peer " + theirs.keySet());
        }
        for (var entry : ours.entrySet()) {
            var name = entry.getKey();
            double distance = distance(entry.getValue(), theirs.get(name));
            if (!(distance <= TOLERANCE)) {
                return Optional.of(name + " differs by " + distance + " of its largest element");
            }
        }
        return Optional.empty();
    }

    /** The largest difference by the largest element; not a number when either holds one that is none. */
    private static double distance(Tensor ours, Tensor theirs) {
        if (!Arrays.equals(ours.shape(), theirs.shape())) {
            return Double.POSITIVE_INFINITY;
        }
        var left = ours.toArray();
        var right = theirs.toArray();
        double largest = Float.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs(left[i]));
            difference = Math.max(difference, Math.abs((double) left[i] - right[i]));
        }
        return difference / largest;
    }
}
