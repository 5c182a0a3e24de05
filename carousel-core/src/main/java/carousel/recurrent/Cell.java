package carousel.recurrent;

import carousel.tensor.Tensor;

/**
 * One step of a recurrence: from input and state to the next state; the output is a view of that state.
 *
 * <p>A cell is a record whose tensors are its weights. Besides input, state and weights a step may use <i>context</i>: any
 * tensor that is the same for all steps, such as a {@link carousel.layer.Memory}. Its gradient adds up over the steps.
 *
 * <p>Every tensor of the state has one row for each row of the batch.
 *
 * @param <S> the state, a record of tensors
 */
public interface Cell<S extends Record> {

    /** The state before the first step: zeros, or a learned weight repeated for every row. */
    S start(int batch);

    /**
     * The next state.
     *
     * @param x [B,P], one step of the projected input
     */
    S step(Tensor x, S state);

    /** [B,H], what the cell shows of its state. */
    Tensor output(S state);

    /** The part of the step that needs no state, for the rows of all steps at once: [N,F] to [N,P]. */
    default Tensor project(Tensor rows) {
        return rows;
    }
}
