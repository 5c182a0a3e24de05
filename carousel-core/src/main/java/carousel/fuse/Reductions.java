package carousel.fuse;

import carousel.kernel.Gemm;
import carousel.kernel.Rows;
import carousel.tensor.Adjoint;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * The gradients of a step's weights, summed over the rows that the steps have left: for each weight one chain over all rows
 * from last to first. A weight that a step uses several times gets its shares step by step, as a tape would give them.
 */
final class Reductions {
    private final CompiledStep step;
    private final Steps steps;
    private final Frame frame;
    private final Adjoint gradient;
    private final Tensor[] in;
    private final int origin;

    /** @param origin the step whose first row is the first that the frame's arrays hold */
    Reductions(CompiledStep step, Steps steps, int origin, Frame frame, Adjoint gradient, Tensor... in) {
        this.origin = origin;
        this.step = step;
        this.steps = steps;
        this.frame = frame;
        this.gradient = gradient;
        this.in = in;
    }

    /** For the steps {@code from} to {@code to}. */
    void run(int from, int to) {
        for (var uses : step.reductions()) {
            if (uses.size() == 1 && uses.getFirst().kind() != Reduction.Kind.ELEMENT) {
                reduce(uses.getFirst(), from, to);
            } else {
                stepByStep(uses, from, to);
            }
        }
    }

    private void stepByStep(List<Reduction> uses, int from, int to) {
        for (int t = to - 1; t >= from; t--) {
            for (var reduction : uses) {
                reduce(reduction, t, t + 1);
            }
        }
    }

    private float[] target(Tensor weight) {
        for (int i = 1 + step.states(); i < in.length; i++) {
            if (in[i] == weight) {
                return gradient.adding(i);
            }
        }
        throw new IllegalStateException("a weight that is not among the constants");
    }

    private void reduce(Reduction reduction, int first, int last) {
        int rows = steps.offset(last) - steps.offset(first);
        var dw = target(reduction.weight());
        var dy = reduction.contribution();
        switch (reduction.kind()) {
            case PRODUCT, TRANSPOSED_PRODUCT -> product(reduction, first, last, rows, dw);
            case ROW ->
                Rows.addColumnSums(
                        array(dy),
                        at(dy, first),
                        dy.stride(),
                        rows,
                        reduction.weight().size(),
                        dw);
            case ELEMENT -> dw[0] += total(dy, first, rows);
        }
    }

    /** The sum in the order of a matrix without gaps between its rows. */
    private float total(Place place, int first, int rows) {
        int width = place.columns();
        var dense = gradient.scratch(rows * width);
        Rows.copy(array(place), at(place, first), place.stride(), dense, 0, width, rows, width);
        return Rows.sum(dense, 0, rows * width);
    }

    private void product(Reduction reduction, int first, int last, int rows, float[] dw) {
        var left = reduction.left();
        var dy = reduction.contribution();
        var x = array(left);
        int xo = at(left, first);
        if (left.role() == Place.Role.BEFORE && !inOnePiece(first, last)) {
            x = gathered(left, first, last, rows);
            xo = 0;
        }
        var w = reduction.weight();
        int k = reduction.kind() == Reduction.Kind.PRODUCT ? w.rows() : w.columns();
        int n = reduction.kind() == Reduction.Kind.PRODUCT ? w.columns() : w.rows();
        if (reduction.kind() == Reduction.Kind.PRODUCT) {
            Gemm.weightGradient(x, xo, left.stride(), array(dy), at(dy, first), dy.stride(), rows, k, n, dw);
        } else {
            Gemm.weightGradient(array(dy), at(dy, first), dy.stride(), x, xo, left.stride(), rows, n, k, dw);
        }
    }

    /** The states before the steps, without those of sequences that had ended. */
    private float[] gathered(Place place, int first, int last, int rows) {
        var gathered = gradient.scratch(rows * place.stride());
        for (int t = first; t < last; t++) {
            int length = (steps.alive(t) - 1) * place.stride() + place.columns();
            int to = (steps.offset(t) - steps.offset(first)) * place.stride();
            System.arraycopy(array(place), at(place, t), gathered, to, length);
        }
        return gathered;
    }

    private float[] array(Place place) {
        return frame.arrays[place.index()];
    }

    /** Where the rows of step t begin. */
    private int at(Place place, int t) {
        int begin = switch (place.role()) {
            case BEFORE -> steps.before(t, origin);
            case INPUT, OUTPUT_GRADIENT -> steps.offset(t);
            case KEPT -> steps.offset(t) - steps.offset(origin);
            default -> throw new IllegalStateException("rows of " + place.role() + " are not kept");
        };
        return begin * place.stride();
    }

    /** Whether the states before some steps stand one below the other, none in between of a sequence that had ended. */
    private boolean inOnePiece(int first, int last) {
        for (int t = Math.max(first, origin + 1); t < last - 1; t++) {
            if (steps.alive(t) != steps.alive(t - 1)) {
                return false;
            }
        }
        return true;
    }
}
