package carousel.tensor;

import carousel.kernel.Arithmetic;
import java.util.List;

/**
 * An operation that works element by element, so that it can be part of a compiled loop: besides its loops over arrays it
 * says what it computes for one element. Both must do the same operations in the same order.
 */
public interface Pointwise extends Op {

    /** One element of the output, from that of each input. */
    <E> E value(Arithmetic<E> m, List<E> x);

    /** The share of input {@code i} in the gradient {@code dy} of one element {@code y} of the output. */
    <E> E adjoint(Arithmetic<E> m, int i, E dy, List<E> x, E y);
}
