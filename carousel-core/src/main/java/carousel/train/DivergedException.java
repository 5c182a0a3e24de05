package carousel.train;

/** A loss that is no longer finite or far worse than at the start, or a gradient that is not finite. The model holds the best weights found before. Immutable. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergedException(long step, float loss, float rate, double norm) {
        super("training diverged at step " + step + ": loss " + loss + ", learning rate " + rate + ", gradient norm "
                + norm + "; lower --lr or --clip");
    }
}
