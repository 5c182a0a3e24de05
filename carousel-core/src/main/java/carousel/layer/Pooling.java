package carousel.layer;

/** How the outputs of all steps become one vector. */
public enum Pooling {
    /** {@link Pool.Last}. */
    LAST,
    /** {@link Pool.Mean}. */
    MEAN,
    /** {@link Pool.Max}. */
    MAX,
    /** {@link Pool.Attention}. */
    ATTENTION;

    /** With fresh weights, for steps of so many units. */
    public Pool of(int width, Init init) {
        return switch (this) {
            case LAST -> new Pool.Last();
            case MEAN -> new Pool.Mean();
            case MAX -> new Pool.Max();
            case ATTENTION -> Pool.Attention.of(width, init);
        };
    }
}
