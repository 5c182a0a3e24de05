package carousel.fuse;

import carousel.tensor.Op;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * A value within a step. Immutable.
 *
 * <p>In a shape, {@link #BATCH} stands for the number of rows of the batch.
 */
public sealed interface Vertex {
    /** The axis whose length is only known when the step runs. */
    int BATCH = -1;

    int[] shape();

    /** What the step is given: the input, or a tensor of the state. */
    record Input(int position, int[] shape) implements Vertex {}

    /** A tensor that is the same for all steps: a weight, or context. */
    record Constant(Tensor tensor) implements Vertex {
        @Override
        public int[] shape() {
            return tensor.shape();
        }
    }

    /** The result of an operation on other vertices, given by their places in the graph. */
    record Applied(Op op, List<Integer> operands, int[] shape) implements Vertex {}
}
