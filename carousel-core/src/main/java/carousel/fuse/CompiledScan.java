package carousel.fuse;

import carousel.kernel.Panels;
import carousel.tensor.Adjoint;
import carousel.tensor.Composite;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A compiled step taken through a packed batch: one node on the tape. Inputs are the sequence's rows, the tensors of the
 * state, and the constants of the step; outputs the rows after every step and the state of each sequence after its own last.
 *
 * <p>Works stretch by stretch: one for all steps when everything is kept for the adjoint, else several.
 */
final class CompiledScan implements Composite {
    /** Rows of a stretch when nothing is kept: few enough to stay in a cache. */
    private static final int ROWS = 1024;

    /** Rows that go backwards before their share of the gradients of weights is taken. */
    private static final int CLOSE = 1024;

    private final CompiledStep inference;
    private final CompiledStep training;
    private final Steps steps;
    private final Activations activations;
    private final List<Tensor> constants;
    private final Lookup lookup;
    private final List<float[][]> starts = new ArrayList<>();
    private int[] cuts;
    private float[] looked;
    private Frame frame;

    /**
     * @param training the step with its adjoint, or the same as {@code inference} when no tape records
     * @param constants of the step
     */
    CompiledScan(
            CompiledStep inference,
            CompiledStep training,
            List<Tensor> constants,
            Steps steps,
            Lookup lookup,
            Activations activations) {
        this.inference = inference;
        this.training = training;
        this.steps = steps;
        this.activations = activations;
        this.constants = constants;
        this.lookup = lookup;
    }

    /** What the scan is applied to: the input, the state, the constants. */
    List<Tensor> inputs(Tensor rows, List<Tensor> state) {
        var in = new ArrayList<Tensor>();
        in.add(rows);
        in.addAll(state);
        in.addAll(constants);
        return in;
    }

    /** The shapes of what comes out: the outputs, the last state. */
    List<int[]> shapes() {
        var shapes = new ArrayList<int[]>();
        shapes.add(
                new int[] {steps.rows(), inference.place(Place.Role.OUTPUT, 0).columns()});
        for (int k = 0; k < inference.states(); k++) {
            shapes.add(new int[] {
                steps.batch(), inference.place(Place.Role.AFTER, k).columns()
            });
        }
        return shapes;
    }

    Tensor[] apply(Tensor rows, List<Tensor> state) {
        return Tensor.applyAll(
                this, shapes().toArray(int[][]::new), inputs(rows, state).toArray(Tensor[]::new));
    }

    // ---- forward

    @Override
    public void forward(Tensor[] in, Tensor[] out) {
        cuts = steps.cuts(ROWS);
        try (var scratch = new Scratch()) {
            stretches(in, out, scratch::take);
        }
    }

    @Override
    public void forward(Tensor[] in, Tensor[] out, IntFunction<float[]> buffers) {
        if (activations == Activations.RECOMPUTED) {
            int root = (int) Math.ceil(Math.sqrt(steps.count()));
            cuts = steps.cuts(root == 0 ? 1 : (steps.rows() + root - 1) / root);
            stretches(in, out, buffers);
            return;
        }
        begin(in, out, buffers).forward();
        finish(out);
    }

    /** All steps as one stretch, ready to go forward; {@link #finish} must follow. */
    Span begin(Tensor[] in, Tensor[] out, IntFunction<float[]> buffers) {
        cuts = new int[] {0, steps.count()};
        starts.add(start(in, buffers));
        frame = open(training, 0, in, out, buffers);
        return new Span(training, steps, 0, 0, steps.count(), frame);
    }

    void finish(Tensor... out) {
        end(training, frame, 0, out);
    }

    /** The one stretch, ready to go backward; {@link #finishAdjoint} must follow. */
    Span beginAdjoint(CarriedGradients carried) {
        carried.into(frame);
        return new Span(training, steps, 0, 0, steps.count(), frame);
    }

    void finishAdjoint(CarriedGradients carried, Tensor[] in, Adjoint gradient) {
        carried.from(frame);
        new Reductions(training, steps, 0, frame, gradient, in).run(0, steps.count());
        carried.settle(gradient);
        frame = null;
    }

    CarriedGradients carried(Adjoint gradient) {
        return new CarriedGradients(training, steps, lookup, gradient);
    }

    /** All stretches, with the state at the beginning of each kept, and nothing else. */
    private void stretches(Tensor[] in, Tensor[] out, IntFunction<float[]> buffers) {
        starts.add(start(in, buffers));
        for (int i = 0; i < cuts.length - 1; i++) {
            try (var scratch = new Scratch()) {
                var stretch = open(inference, i, in, out, scratch::take);
                new Span(inference, steps, cuts[i], cuts[i], cuts[i + 1], stretch).forward();
                end(inference, stretch, i, out);
                if (i < cuts.length - 2) {
                    starts.add(next(stretch, i, buffers));
                }
            }
        }
    }

    /** The state before the first step; makes the input ready. */
    private float[][] start(Tensor[] in, IntFunction<float[]> buffers) {
        looked = lookup.used() ? lookup.rows(in[0].buffer(), in[0].columns(), buffers) : in[0].buffer();
        var start = new float[inference.states()][];
        for (int k = 0; k < start.length; k++) {
            start[k] = buffers.apply(in[1 + k].size());
            System.arraycopy(in[1 + k].buffer(), 0, start[k], 0, in[1 + k].size());
        }
        return start;
    }

    /** The state after a stretch, of the sequences that go on. */
    private float[][] next(Frame stretch, int i, IntFunction<float[]> buffers) {
        int rows = steps.alive(cuts[i + 1]);
        int row = steps.before(cuts[i + 1], cuts[i]);
        var next = new float[inference.states()][];
        for (int k = 0; k < next.length; k++) {
            var place = inference.place(Place.Role.AFTER, k);
            next[k] = buffers.apply(rows * place.columns());
            System.arraycopy(stretch.arrays[place.index()], row * place.stride(), next[k], 0, rows * place.columns());
        }
        return next;
    }

    /** The arrays of a stretch. */
    private Frame open(CompiledStep step, int i, Tensor[] in, Tensor[] out, IntFunction<float[]> buffers) {
        var panels = step.packed().stream()
                .map(packed -> packed.w().panels(packed.orientation()))
                .toArray(Panels[]::new);
        var opened = new Frame(step.places().size(), step.widest(), panels);
        if (lookup.used() && in[0].rows() <= lookup.ids().length) {
            opened.lookup = lookup;
            opened.products = lookup.products(step, in[0].buffer(), in[0].rows(), panels, buffers);
        }
        int rows = steps.offset(cuts[i + 1]) - steps.offset(cuts[i]);
        int alive = cuts[i + 1] == cuts[i] ? 0 : steps.alive(cuts[i]);
        for (var place : step.places()) {
            switch (place.role()) {
                case INPUT -> opened.arrays[place.index()] = looked;
                case OUTPUT -> opened.arrays[place.index()] = out[0].buffer();
                case CONSTANT -> opened.arrays[place.index()] = place.constant().buffer();
                case BEFORE -> {
                    var history = buffers.apply(size(alive + rows, place));
                    System.arraycopy(starts.get(i)[place.position()], 0, history, 0, alive * place.columns());
                    opened.arrays[place.index()] = history;
                    opened.arrays[step.place(Place.Role.AFTER, place.position()).index()] = history;
                }
                case STEP -> opened.arrays[place.index()] = buffers.apply(size(steps.batch(), place));
                case EARLY ->
                    opened.arrays[place.index()] =
                            buffers.apply(size(Span.stepwise(step, steps) ? steps.batch() : rows, place));
                case KEPT -> opened.arrays[place.index()] = buffers.apply(size(rows, place));
                case AFTER, OUTPUT_GRADIENT, INPUT_GRADIENT, GRADIENT_AFTER, GRADIENT_BEFORE -> {}
            }
        }
        return opened;
    }

    private static int size(int rows, Place place) {
        return Math.multiplyExact(rows, place.stride());
    }

    /** The state of each sequence that ends in a stretch, after its own last step; of an empty one, the start. */
    private void end(CompiledStep step, Frame stretch, int i, Tensor... out) {
        for (int k = 0; k < step.states(); k++) {
            var place = step.place(Place.Role.AFTER, k);
            int width = place.columns();
            var to = out[1 + k].buffer();
            for (int b = 0; b < steps.batch(); b++) {
                int length = steps.length(b);
                if (length == 0 && i == 0) {
                    System.arraycopy(starts.getFirst()[k], b * width, to, b * width, width);
                } else if (length > cuts[i] && length <= cuts[i + 1]) {
                    int row = steps.after(length - 1, cuts[i]) + b;
                    System.arraycopy(stretch.arrays[place.index()], row * place.stride(), to, b * width, width);
                }
            }
        }
    }

    // ---- backward

    @Override
    public void adjoint(Tensor[] in, Tensor[] out, Adjoint gradient) {
        var carried = carried(gradient);
        for (int i = cuts.length - 2; i >= 0; i--) {
            if (activations == Activations.KEPT) {
                back(frame, i, in, gradient, carried);
            } else {
                try (var scratch = new Scratch()) {
                    var stretch = open(training, i, in, out, scratch::take);
                    new Span(training, steps, cuts[i], cuts[i], cuts[i + 1], stretch).forward();
                    back(stretch, i, in, gradient, carried);
                }
            }
        }
        carried.settle(gradient);
        frame = null;
    }

    /** A stretch backwards; the gradients of weights follow close behind, while what they need is still in a cache. */
    private void back(Frame stretch, int i, Tensor[] in, Adjoint gradient, CarriedGradients carried) {
        carried.into(stretch);
        var reductions = new Reductions(training, steps, cuts[i], stretch, gradient, in);
        int[] close = steps.cuts(CLOSE, cuts[i], cuts[i + 1]);
        for (int j = close.length - 2; j >= 0; j--) {
            new Span(training, steps, cuts[i], close[j], close[j + 1], stretch).backward();
            reductions.run(close[j], close[j + 1]);
        }
        carried.from(stretch);
    }
}
