package carousel.fuse;

import carousel.tensor.Orientation;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * A step ready to run.
 *
 * @param graph what it was made from
 * @param states the number of tensors of the state
 * @param before for all rows of the sequences at once, what needs no state
 * @param loop for each step
 * @param adjoint for each step, backwards; empty when only values are wanted
 * @param last for all rows at once, the adjoint of {@code before}
 * @param reductions the gradients of weights, for each weight its uses, in the order of a tape
 * @param places all places the instructions name
 * @param packed the packed weights that products name by their number
 * @param turning for each tensor of the state the places of its gradients; empty without adjoint
 */
record CompiledStep(
        StepGraph graph,
        int states,
        List<Instruction> before,
        List<Instruction> loop,
        List<Instruction> adjoint,
        List<Instruction> last,
        List<List<Reduction>> reductions,
        List<Place> places,
        List<Packed> packed,
        List<Turning> turning) {

    /** A weight as the right side of a product. */
    record Packed(Tensor w, Orientation orientation) {}

    /** The gradients of a tensor of the state after and before a step: from step to step their arrays change places. */
    record Turning(Place after, Place before) {}

    /** The place of a role, and of a tensor of the state where there is one for each. */
    Place place(Place.Role role, int position) {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i).role() == role && places.get(i).position() == position) {
                return places.get(i);
            }
        }
        throw new IllegalArgumentException("no place for " + role + " " + position);
    }

    /** The most operands of an instruction. */
    int widest() {
        int widest = 4;
        for (var part : List.of(before, loop, adjoint, last)) {
            for (var instruction : part) {
                if (instruction instanceof LoopRun run) {
                    widest = Math.max(widest, run.operands().size());
                }
            }
        }
        return widest;
    }
}
