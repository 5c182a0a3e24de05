package carousel.tensor;

import java.util.function.IntFunction;

/**
 * A computation of several tensors at once, with an adjoint of its own: one node on the tape. Unlike an {@link Op} it may
 * keep what its adjoint needs, so one object serves one application, {@link Tensor#applyAll}.
 */
public interface Composite {

    /** Writes every element of the outputs; no adjoint will follow. */
    void forward(Tensor[] in, Tensor[] out);

    /**
     * Writes every element of the outputs and keeps what the adjoint needs.
     *
     * @param buffers gives buffers of at least so many elements, with undefined contents, that live as long as the tape
     */
    void forward(Tensor[] in, Tensor[] out, IntFunction<float[]> buffers);

    /** Hands each wanted input its share of the gradients of the outputs, {@link Adjoint#output(int)}. */
    void adjoint(Tensor[] in, Tensor[] out, Adjoint gradient);
}
