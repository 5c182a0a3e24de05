package carousel.bench.work;

/** How much of a row is computed. */
public enum Pass {
    /** Outputs alone, nothing recorded. */
    FORWARD,
    /** Outputs, a loss, and the gradient of every weight. */
    TRAINING,
    /** The best hypotheses of a beam search. */
    DECODING
}
