package carousel.optim;

/**
 * What a {@link Clip} makes of a weight's gradient, applied by the rule while it reads it: no clipped copy is ever made.
 * Immutable.
 *
 * <pre>
 * g = max(-limit, min(limit, factor gradient))
 * </pre>
 *
 * @param factor of every element, at most 1
 * @param limit on the size of every element
 */
public record Bound(float factor, float limit) {
    /** Changes nothing, to the bit. */
    public static final Bound NONE = new Bound(1f, Float.POSITIVE_INFINITY);

    static Bound scaled(float factor) {
        return new Bound(factor, Float.POSITIVE_INFINITY);
    }

    /** The bounded element of a gradient. */
    public float of(float gradient) {
        return Math.max(-limit, Math.min(limit, gradient * factor));
    }
}
