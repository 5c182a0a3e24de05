package carousel.kernel;

/**
 * What the element-wise functions are made of, for whatever stands for an element: a number, or its place in code that is
 * yet to be generated. {@link Unary} and {@link Binary} say in these terms what their loops compute, operation by
 * operation, so that the same bits come out.
 *
 * @param <E> an element
 */
public interface Arithmetic<E> {

    E number(float value);

    E add(E a, E b);

    E subtract(E a, E b);

    E multiply(E a, E b);

    E divide(E a, E b);

    E negate(E x);

    /** |x|. */
    E magnitude(E x);

    /** The larger; NaN when either is. */
    E maximum(E a, E b);

    E squareRoot(E x);

    /** a · b + c, rounded once. */
    E fma(E a, E b, E c);

    /** {@code yes} where a &gt; b, else {@code no}. */
    E whereAbove(E a, E b, E yes, E no);

    /** {@code yes} where a ≥ b, else {@code no}. */
    E whereAtLeast(E a, E b, E yes, E no);

    /** See {@link Transcendental#tanh}. */
    E tanh(E x);

    /** See {@link Transcendental#sigmoid}. */
    E sigmoid(E x);

    /** See {@link Transcendental#exp}. */
    E exp(E x);

    /** See {@link Transcendental#log}. */
    E log(E x);
}
