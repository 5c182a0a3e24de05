package carousel.fuse;

import carousel.tensor.Tensor;

/**
 * Where a lane's values come from.
 *
 * @param source whose columns they are
 * @param column of the first unit
 * @param repeated the same element for all units, instead of one column after the other
 */
record Leaf(Source source, int column, boolean repeated) {

    /** Something a step computes with and that loops do not make. */
    sealed interface Source {

        /** The step's input. */
        record Input() implements Source {}

        /** A tensor of the state before the step. */
        record State(int position) implements Source {}

        /** A weight or context: a row, or one element. */
        record Constant(Tensor tensor) implements Source {}

        /** What an event has made. */
        record Made(Event event) implements Source {}

        /** The gradient of the step's output. */
        record OutputGradient() implements Source {}

        /** The gradient of a tensor of the state after the step, as far as later steps give it. */
        record StateGradient(int position) implements Source {}
    }
}
