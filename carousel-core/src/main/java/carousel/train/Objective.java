package carousel.train;

import carousel.tensor.Outcome;

/**
 * What a training step minimises. Implementations are immutable.
 *
 * @param <M> the model, walkable by {@link carousel.tensor.Tree}
 * @param <B> a batch
 * @param <C> what is carried from one batch to the next, walkable as well: the state of truncated back-propagation
 */
public interface Objective<M, B, C> {

    /** What is carried into the first batch of an epoch. */
    C begin(M model);

    /** The loss of a batch, as the mean over its predictions, and what the next batch carries on. */
    Outcome<C> loss(M model, B batch, C carried);

    /** How many predictions the loss of a batch is the mean of. */
    int tokens(B batch);

    /** What such a prediction is of, in the plural. */
    default String unit() {
        return "tokens";
    }
}
