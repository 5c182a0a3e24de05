package carousel.tensor;

/**
 * Label smoothing (Szegedy et al. 2016): a model is asked to leave every class some probability, so that it does not learn to
 * be certain. Immutable.
 *
 * <pre>
 * loss[r] = (1 - rate) · -log p(target[r]) + rate · 1/V Σ -log p(v)        p = softmax of row r
 * </pre>
 *
 * @param rate the probability that is shared out, in [0, 1)
 */
public record Smoothing(float rate) {
    /** Of no class but the target. */
    public static final Smoothing NONE = new Smoothing(0);

    public Smoothing {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing: expected a rate of at least 0 and below 1, got " + rate);
        }
    }

    /** The loss of each row: [N,V] and N targets to [N,1]. */
    public Tensor negativeLogLikelihood(Tensor logits, int... targets) {
        return Tensor.apply(new NegativeLogLikelihood(rate, targets.clone()), logits);
    }

    /** The loss of each row of an output layer's inputs, without keeping the scores: the same bits. */
    public Tensor negativeLogLikelihood(Tensor inputs, Tensor w, Tensor b, Orientation orientation, int... targets) {
        return Tensor.apply(new OutputLikelihood(orientation, rate, targets.clone()), inputs, w, b);
    }
}
