package carousel.decode;

/**
 * A model that looks at a source while it writes.
 *
 * @param <S> the state, walkable by {@link carousel.tensor.Tree}
 */
public interface Attentive<S> extends Autoregressive<S> {

    /**
     * How much each row looked at each step of its own source before the symbol that {@link #logits} are for: as many weights
     * as the source has steps, or none where there is no attention.
     */
    float[][] attention(S state);
}
