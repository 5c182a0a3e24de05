package carousel.decode;

import carousel.tensor.Tensor;

/**
 * A model that predicts the next symbol from all before it. A state is a value: it can be kept, forked and reordered.
 *
 * @param <S> the state, walkable by {@link carousel.tensor.Tree}
 */
public interface Autoregressive<S> {

    /** The state before the first symbol of {@code batch} sequences. */
    S start(int batch);

    /** The scores of every next symbol: [B,V]. */
    Tensor logits(S state);

    /** The state after one more symbol for each row. */
    S advance(int[] symbols, S state);
}
