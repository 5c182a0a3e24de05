package carousel.fuse;

import carousel.tensor.Tensor;

/**
 * A matrix that a compiled step reads or writes: one row for each row of the batch, unless its role says otherwise.
 *
 * @param index among all places of the step
 * @param role what it holds
 * @param position which tensor of the state, for the roles that need it
 * @param constant the weight or context, for that role
 * @param columns how many are used
 * @param stride from one row to the next
 */
record Place(int index, Role role, int position, Tensor constant, int columns, int stride) {

    /** What a place holds. */
    enum Role {
        /** The sequence's rows. */
        INPUT,
        /** The outputs of all steps. */
        OUTPUT,
        OUTPUT_GRADIENT,
        INPUT_GRADIENT,
        /** A row that all steps and rows share. */
        CONSTANT,
        /** The state that the step begins with. */
        BEFORE,
        /** The state that the step ends with; the same array as BEFORE. */
        AFTER,
        /** The gradient of the state that the step ends with. */
        GRADIENT_AFTER,
        /** The gradient of the state that the step begins with. */
        GRADIENT_BEFORE,
        /** What only the step itself needs. */
        STEP,
        /** What needs no state and only the step needs: of all steps when it is made for all rows at once, else as STEP. */
        EARLY,
        /** What is kept for all steps. */
        KEPT
    }

    /** A column of a place. */
    record At(Place place, int column) {}
}
