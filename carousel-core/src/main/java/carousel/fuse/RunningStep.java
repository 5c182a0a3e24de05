package carousel.fuse;

import carousel.kernel.GangTask;
import carousel.kernel.Panels;
import carousel.kernel.Rows;
import carousel.kernel.Workers;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A compiled step that goes on and on: it owns its state and its output and allocates nothing. One thread at a time.
 */
public final class RunningStep {
    private final CompiledStep step;
    private final int batch;
    private final Place input;
    private final Place output;
    private final Tensor shown;
    private final Frame[] frames;
    private final GangTask task;
    private final int parts;
    private int turn;

    RunningStep(CompiledStep step, int batch) {
        this.step = step;
        this.batch = batch;
        this.input = step.place(Place.Role.INPUT, 0);
        this.output = step.place(Place.Role.OUTPUT, 0);
        this.shown = Tensor.of(new float[batch * output.columns()], batch, output.columns());
        this.frames = new Frame[Workers.current().threads()];
        this.task = (part, gang) -> {
            move(frames[part]);
            for (int i = 0; i < step.before().size(); i++) {
                step.before().get(i).together(frames[part], batch, part, gang);
            }
            for (int i = 0; i < step.loop().size(); i++) {
                step.loop().get(i).together(frames[part], batch, part, gang);
            }
        };
        this.parts = Span.worthSplitting(step.loop(), batch) ? frames.length : 1;
        var frame = new Frame(
                step.places().size(), step.widest(), new Panels[step.packed().size()]);
        for (var place : step.places()) {
            frame.arrays[place.index()] = array(place);
        }
        for (int k = 0; k < step.states(); k++) {
            int before = step.place(Place.Role.BEFORE, k).index();
            frame.arrays[step.place(Place.Role.AFTER, k).index()] = frame.arrays[before];
        }
        Arrays.setAll(frames, i -> i == 0 ? frame : frame.forThread());
    }

    int batch() {
        return batch;
    }

    private float[] array(Place place) {
        return switch (place.role()) {
            case CONSTANT -> place.constant().buffer();
            case BEFORE -> new float[Math.multiplyExact(2 * batch, place.stride())];
            case OUTPUT -> shown.buffer();
            case STEP, EARLY, KEPT -> new float[Math.multiplyExact(batch, place.stride())];
            case INPUT, AFTER, OUTPUT_GRADIENT, INPUT_GRADIENT, GRADIENT_AFTER, GRADIENT_BEFORE -> null;
        };
    }

    /** The two halves of the state's arrays take turns. */
    private void move(Frame frame) {
        int before = turn * batch;
        frame.move(step.places(), before, batch - before, 0, 0, 0);
    }

    /** One step for every row; x [B,F]. Returns the output, which the next step will overwrite. */
    public Tensor step(Tensor x) {
        return step(x, Lookup.NONE, KnownProducts.NONE);
    }

    /** The same where x was looked up in a table whose products are known, by the number of the weights. */
    Tensor step(Tensor x, Lookup lookup, float[][] products) {
        if (x.columns() != input.columns() || x.rows() != batch) {
            throw new ShapeException("step", Arrays.toString(x.shape()), "[" + batch + ", " + input.columns() + "]");
        }
        for (int i = 0; i < step.packed().size(); i++) {
            var packed = step.packed().get(i);
            var panels = packed.w().panels(packed.orientation());
            for (int part = 0; part < parts; part++) {
                frames[part].panels[i] = panels;
            }
        }
        for (int part = 0; part < parts; part++) {
            frames[part].arrays[input.index()] = x.buffer();
            frames[part].lookup = lookup;
            frames[part].products = products;
        }
        var workers = Workers.current();
        workers.together(Math.min(parts, workers.threads()), task);
        turn = 1 - turn;
        return shown;
    }

    /** The tensors of the state, copied. */
    public List<Tensor> state() {
        var state = new ArrayList<Tensor>();
        for (int k = 0; k < step.states(); k++) {
            var place = step.place(Place.Role.BEFORE, k);
            int width = place.columns();
            var values = new float[batch * width];
            Rows.copy(history(place), begin(place), place.stride(), values, 0, width, batch, width);
            state.add(Tensor.of(values, batch, place.columns()));
        }
        return state;
    }

    /** Goes on from another state. */
    public void become(List<Tensor> state) {
        for (int k = 0; k < step.states(); k++) {
            var place = step.place(Place.Role.BEFORE, k);
            int width = place.columns();
            Rows.copy(state.get(k).buffer(), 0, width, history(place), begin(place), place.stride(), batch, width);
        }
    }

    private float[] history(Place place) {
        return frames[0].arrays[place.index()];
    }

    /** Where the present state begins. */
    private int begin(Place place) {
        return turn * batch * place.stride();
    }
}
