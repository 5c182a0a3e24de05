package carousel.fuse;

import carousel.kernel.Rows;
import carousel.tensor.Adjoint;
import java.util.Arrays;

/** The gradients that go backwards from step to step, and those of outputs and input: the arrays of all stretches. */
final class CarriedGradients {
    private final CompiledStep step;
    private final Steps steps;
    private final Lookup lookup;
    private final float[][] arrays;

    /** Begins with the gradients of the states in which the sequences end; each step back goes on with its own rows. */
    CarriedGradients(CompiledStep step, Steps steps, Lookup lookup, Adjoint gradient) {
        this.lookup = lookup;
        this.step = step;
        this.steps = steps;
        this.arrays = new float[step.places().size()][];
        for (var place : step.places()) {
            arrays[place.index()] = switch (place.role()) {
                case OUTPUT_GRADIENT ->
                    gradient.output(0) != null ? gradient.output(0) : zeros(gradient, steps.rows() * place.stride());
                case INPUT_GRADIENT -> gradient.wants(0) ? input(place, gradient) : null;
                case GRADIENT_AFTER, GRADIENT_BEFORE -> ended(place, gradient);
                default -> null;
            };
        }
    }

    private float[] input(Place place, Adjoint gradient) {
        return lookup.used() ? gradient.scratch(steps.rows() * place.stride()) : gradient.into(0);
    }

    private static float[] zeros(Adjoint gradient, int size) {
        var zeros = gradient.scratch(size);
        Arrays.fill(zeros, 0, size, 0f);
        return zeros;
    }

    private float[] ended(Place place, Adjoint gradient) {
        var ended = gradient.output(1 + place.position());
        int size = steps.batch() * place.stride();
        if (ended == null) {
            return zeros(gradient, size);
        }
        var carried = gradient.scratch(size);
        Rows.copy(ended, 0, place.columns(), carried, 0, place.stride(), steps.batch(), place.columns());
        return carried;
    }

    void into(Frame frame) {
        for (int i = 0; i < arrays.length; i++) {
            if (arrays[i] != null) {
                frame.arrays[i] = arrays[i];
            }
        }
    }

    void from(Frame frame) {
        for (int i = 0; i < arrays.length; i++) {
            if (arrays[i] != null) {
                arrays[i] = frame.arrays[i];
            }
        }
    }

    /** Hands out the gradients of the states before the first steps, and of the table. */
    void settle(Adjoint gradient) {
        if (lookup.used() && gradient.wants(0)) {
            var place = step.place(Place.Role.INPUT_GRADIENT, 0);
            lookup.settle(arrays[place.index()], place.stride(), gradient);
        }
        for (int k = 0; k < step.states(); k++) {
            if (gradient.wants(1 + k)) {
                var place = step.place(Place.Role.GRADIENT_AFTER, k);
                int width = place.columns();
                Rows.copy(
                        arrays[place.index()], 0, place.stride(), gradient.into(1 + k), 0, width, steps.batch(), width);
            }
        }
    }
}
