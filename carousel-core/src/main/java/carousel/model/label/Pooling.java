package carousel.model.label;

import carousel.layer.Init;
import carousel.layer.Pool;

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

    Pool of(int width, Init init) {
        return switch (this) {
            case LAST -> new Pool.Last();
            case MEAN -> new Pool.Mean();
            case MAX -> new Pool.Max();
            case ATTENTION -> Pool.Attention.of(width, init);
        };
    }
}
