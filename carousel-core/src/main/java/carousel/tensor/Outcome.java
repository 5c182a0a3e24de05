package carousel.tensor;

/**
 * What a training step computes: the loss to differentiate, and anything to keep beyond the tape (the carried state of
 * truncated back-propagation, predictions). Immutable.
 *
 * @param loss a tensor of one element
 * @param kept any value that {@link Tree} can walk; its tensors are copied out when the tape ends
 */
public record Outcome<K>(Tensor loss, K kept) {

    /** Kept by an outcome that keeps nothing. */
    public record Nothing() {}

    public Outcome {
        if (loss.size() != 1) {
            throw new ShapeException("loss", ShapeException.of(loss.shape()), "one element: take the mean or the sum");
        }
    }

    public static Outcome<Nothing> of(Tensor loss) {
        return new Outcome<>(loss, new Nothing());
    }

    public static <K> Outcome<K> of(Tensor loss, K kept) {
        return new Outcome<>(loss, kept);
    }
}
