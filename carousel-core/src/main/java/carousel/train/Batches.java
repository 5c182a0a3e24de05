package carousel.train;

/**
 * The batches of every epoch, each a function of epoch and position alone, so that a resumed run meets the same ones.
 * Implementations are immutable.
 */
public interface Batches<B> {

    /** How many batches an epoch has. */
    int perEpoch();

    /** Batch {@code position} of an epoch, both counted from 0. */
    B batch(int epoch, int position);
}
