package carousel.loss;

import carousel.tensor.Tensor;

/** The mean over some elements. Safe for many threads. */
final class Counted {

    private Counted() {}

    /** Over the elements where {@code counted} is one and not zero; zero when there is none. */
    static Tensor mean(Tensor losses, Tensor counted) {
        double count = 0;
        for (float one : counted.toArray()) {
            count += one;
        }
        return losses.times(counted).sum().times((float) (1 / Math.max(1, count)));
    }
}
