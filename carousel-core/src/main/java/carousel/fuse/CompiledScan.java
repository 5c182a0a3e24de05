package carousel.fuse;

import carousel.kernel.Panels;
import carousel.kernel.Pool;
import carousel.tensor.Adjoint;
import carousel.tensor.Composite;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A compiled step taken through a packed batch: one node on the tape. Inputs are the sequence's rows, the tensors of the
 * state, and the constants of the step; outputs the rows after every step and the state of each sequence after its own last.
 */
final class CompiledScan implements Composite {
    private final CompiledStep step;
    private final Steps steps;
    private final List<Tensor> constants;
    private Frame frame;

    CompiledScan(CompiledStep step, Steps steps) {
        this.step = step;
        this.steps = steps;
        this.constants = constants(step);
    }

    static List<Tensor> constants(CompiledStep step) {
        var constants = new ArrayList<Tensor>();
        for (var vertex : step.graph().vertices()) {
            if (vertex instanceof Vertex.Constant(Tensor tensor)) {
                constants.add(tensor);
            }
        }
        return constants;
    }

    Tensor[] apply(Tensor rows, List<Tensor> state) {
        var in = new ArrayList<Tensor>();
        in.add(rows);
        in.addAll(state);
        in.addAll(constants);
        var shapes = new int[1 + step.states()][];
        for (var place : step.places()) {
            if (place.role() == Place.Role.OUTPUT) {
                shapes[0] = new int[] {steps.rows(), place.columns()};
            } else if (place.role() == Place.Role.AFTER) {
                shapes[1 + place.position()] = new int[] {steps.batch(), place.columns()};
            }
        }
        return Tensor.applyAll(this, shapes, in.toArray(Tensor[]::new));
    }

    // ---- forward

    @Override
    public void forward(Tensor[] in, Tensor[] out) {
        var pool = Pool.ofThread();
        var taken = new ArrayList<float[]>();
        forward(in, out, size -> {
            taken.add(pool.take(size));
            return taken.getLast();
        });
        taken.forEach(pool::give);
        frame = null;
    }

    @Override
    public void forward(Tensor[] in, Tensor[] out, IntFunction<float[]> buffers) {
        var panels = step.packed().stream()
                .map(packed -> packed.w().panels(packed.orientation()))
                .toArray(Panels[]::new);
        frame = new Frame(step.places().size(), step.widest(), panels);
        for (var place : step.places()) {
            switch (place.role()) {
                case INPUT -> frame.arrays[place.index()] = in[0].buffer();
                case OUTPUT -> frame.arrays[place.index()] = out[0].buffer();
                case CONSTANT -> frame.arrays[place.index()] = place.constant().buffer();
                case BEFORE -> history(place, in[1 + place.position()].buffer(), buffers);
                case AFTER -> frame.arrays[place.index()] = frame.arrays[before(place)];
                case STEP -> frame.arrays[place.index()] = buffers.apply(size(steps.batch(), place));
                case KEPT -> frame.arrays[place.index()] = buffers.apply(size(steps.rows(), place));
                case OUTPUT_GRADIENT, INPUT_GRADIENT, GRADIENT_AFTER, GRADIENT_BEFORE -> {}
            }
        }
        new Span(step, steps, 0, steps.count(), frame).forward();
        for (var place : step.places()) {
            if (place.role() == Place.Role.AFTER) {
                last(place, in[1 + place.position()].buffer(), out[1 + place.position()].buffer());
            }
        }
    }

    private static int size(int rows, Place place) {
        return Math.multiplyExact(rows, place.stride());
    }

    private int alive() {
        return steps.count() == 0 ? 0 : steps.alive(0);
    }

    private void history(Place place, float[] start, IntFunction<float[]> buffers) {
        var history = buffers.apply(size(alive() + steps.rows(), place));
        System.arraycopy(start, 0, history, 0, alive() * place.columns());
        frame.arrays[place.index()] = history;
    }

    private int before(Place after) {
        for (var place : step.places()) {
            if (place.role() == Place.Role.BEFORE && place.position() == after.position()) {
                return place.index();
            }
        }
        throw new IllegalStateException("no state " + after.position());
    }

    /** The state of each sequence after its own last step; of an empty one, the start. */
    private void last(Place place, float[] start, float[] to) {
        int width = place.columns();
        var history = frame.arrays[place.index()];
        for (int b = 0; b < steps.batch(); b++) {
            int length = steps.length(b, 0, steps.count());
            if (length == 0) {
                System.arraycopy(start, b * width, to, b * width, width);
            } else {
                int row = alive() + steps.offset(length - 1) + b;
                System.arraycopy(history, row * place.stride(), to, b * width, width);
            }
        }
    }

    // ---- backward

    @Override
    public void adjoint(Tensor[] in, Tensor[] out, Adjoint gradient) {
        for (var place : step.places()) {
            switch (place.role()) {
                case OUTPUT_GRADIENT -> {
                    var given = gradient.output(0);
                    frame.arrays[place.index()] = given != null ? given : zeros(gradient, size(steps.rows(), place));
                }
                case INPUT_GRADIENT -> frame.arrays[place.index()] = gradient.wants(0) ? gradient.into(0) : null;
                case GRADIENT_AFTER, GRADIENT_BEFORE -> frame.arrays[place.index()] = carried(place, gradient);
                default -> {}
            }
        }
        new Span(step, steps, 0, steps.count(), frame).backward();
        for (var place : step.places()) {
            if (place.role() == Place.Role.GRADIENT_AFTER && gradient.wants(1 + place.position())) {
                copyRows(
                        frame.arrays[place.index()],
                        place.stride(),
                        gradient.into(1 + place.position()),
                        place.columns(),
                        steps.batch());
            }
        }
        new Reductions(step, steps, frame, gradient, in).run(0, steps.count());
        frame = null;
    }

    private static float[] zeros(Adjoint gradient, int size) {
        var zeros = gradient.scratch(size);
        Arrays.fill(zeros, 0, size, 0f);
        return zeros;
    }

    /** The gradients of the states in which the sequences end; each step back goes on with its own rows. */
    private float[] carried(Place place, Adjoint gradient) {
        var ended = gradient.output(1 + place.position());
        int size = size(steps.batch(), place);
        if (ended == null) {
            return zeros(gradient, size);
        }
        var carried = gradient.scratch(size);
        copyRows(ended, place.columns(), carried, place.stride(), steps.batch());
        return carried;
    }

    private static void copyRows(float[] from, int fromStride, float[] to, int toStride, int rows) {
        int width = Math.min(fromStride, toStride);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, r * fromStride, to, r * toStride, width);
        }
    }
}
