package carousel.layer;

import carousel.tensor.Tensor;

/**
 * Layer normalisation (Ba, Kiros, Hinton 2016).
 *
 * <pre>
 * y = gain ⊙ (x - mean(x)) / sqrt(var(x) + 1e-5) + bias      over each row
 * </pre>
 *
 * <p>Initialised with gain 1 and bias 0. Immutable, safe for many threads.
 *
 * @param gain [F]
 * @param bias [F]
 */
public record LayerNorm(Tensor gain, Tensor bias) implements SequenceLayer {
    private static final float EPSILON = 1e-5f;

    public static LayerNorm of(int features, Init init) {
        return new LayerNorm(init.constant(1f, features), init.zeros(features));
    }

    /** [N,F] to [N,F]. */
    public Tensor apply(Tensor rows) {
        return rows.normalize(EPSILON).times(gain).plus(bias);
    }

    @Override
    public Sequence apply(Sequence sequence) {
        return sequence.map(this::apply);
    }
}
