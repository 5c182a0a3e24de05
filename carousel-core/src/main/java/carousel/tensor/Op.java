package carousel.tensor;

import java.util.function.IntFunction;

/**
 * A differentiable operation as a value: what it computes and, beside it, its adjoint. Operations are immutable; what an
 * adjoint needs it takes from the inputs and the output, or computes again. One that would rather keep something may do so,
 * and then serves one application only.
 *
 * <p>Applied through {@link Tensor#apply}, which allocates the output and records the operation on the tape in scope.
 */
public interface Op {

    /** What the operation is called in a plan: by default its class, in lower case. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** The shape of the output; throws {@link ShapeException} when the inputs do not fit. */
    int[] shape(Tensor... in);

    /** Writes every element of {@code out}. Buffers may be longer than their tensors. */
    void forward(Tensor[] in, Tensor out);

    /**
     * The same when an adjoint will follow.
     *
     * @param buffers gives buffers of at least so many elements, with undefined contents, that live as long as the tape
     */
    default void forward(Tensor[] in, Tensor out, IntFunction<float[]> buffers) {
        forward(in, out);
    }

    /** Hands each wanted input its share of the output's gradient. */
    void adjoint(Tensor[] in, Tensor out, Adjoint gradient);
}
