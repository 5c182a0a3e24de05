package carousel.metric;

/**
 * The score of some examples, which can be added to that of others: what is added is what was counted, so the sum is the score
 * of all of them. Implementations are immutable.
 *
 * @param <S> the score itself
 */
public interface Additive<S extends Additive<S>> {

    /** The score of these examples and the others'. */
    S plus(S other);

    /** The score as one number. */
    double value();
}
