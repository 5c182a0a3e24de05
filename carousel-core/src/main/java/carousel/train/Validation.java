package carousel.train;

/**
 * How good a model is on data that it does not learn from. Implementations need not be pure: what they compute on the way
 * they may keep and tell.
 *
 * @param <M> the model
 */
@FunctionalInterface
public interface Validation<M> {

    /** The mean loss, in nats where it is a likelihood. */
    double loss(M model);

    /**
     * What makes one model better than another: the smaller, the better. Asked after each loss, of the same model.
     *
     * @param loss of the model
     */
    default double criterion(double loss) {
        return loss;
    }

    /**
     * Whether there is data to choose a model by. Without any, the loss is not a number, and the last model is taken for the
     * best.
     */
    default boolean chooses() {
        return true;
    }
}
