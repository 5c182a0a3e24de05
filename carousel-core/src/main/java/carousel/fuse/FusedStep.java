package carousel.fuse;

import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * A step compiled from its graph, whose first argument is its input and whose others are its state; its results are the next
 * state and, last, its output. Safe for many threads.
 */
public final class FusedStep {
    private static final int MOST_IDLE = 4;

    private final StepGraph graph;
    private final List<Tensor> constants;
    private final Deque<RunningStep> idle = new ArrayDeque<>();
    private final CompiledStep inference;
    private volatile CompiledStep training;
    private volatile CompiledStep trainingWithInput;
    private KnownProducts known; // guarded by idle

    private FusedStep(StepGraph graph) {
        this.graph = graph;
        this.constants = graph.constants();
        this.inference = Assembly.inference(graph);
        Assembly.requireAdjoint(graph);
    }

    /** Compiles a step; throws {@link carousel.tensor.UntraceableException} with the reason when that cannot be done. */
    public static FusedStep of(StepGraph graph) {
        return new FusedStep(graph);
    }

    public StepGraph graph() {
        return graph;
    }

    /** How the step and its adjoint run. */
    public Plan plan() {
        return Plan.of(training(true));
    }

    /**
     * Takes the step through a packed batch, recorded as one node when a tape is in scope.
     *
     * @param rows [N,F] of all steps
     * @param state [B,…], the tensors of the state before the first step
     * @return [N,H], the outputs, and then the state of each sequence after its own last step
     */
    public Tensor[] scan(Tensor rows, List<Tensor> state, Steps steps, Activations activations) {
        return scan(rows, Lookup.NONE, state, steps, activations);
    }

    /** The same for an input whose row i is row ids[i] of a table [V,F]. */
    public Tensor[] scan(Tensor table, int[] ids, List<Tensor> state, Steps steps, Activations activations) {
        for (int id : ids) {
            Objects.checkIndex(id, table.rows());
        }
        return ids.length == 0
                ? scan(table.gather(ids), state, steps, activations)
                : scan(table, new Lookup(ids), state, steps, activations);
    }

    private Tensor[] scan(Tensor input, Lookup lookup, List<Tensor> state, Steps steps, Activations activations) {
        return compiled(input, lookup, state, steps, activations).apply(input, state);
    }

    private CompiledScan compiled(
            Tensor input, Lookup lookup, List<Tensor> state, Steps steps, Activations activations) {
        boolean recorded = Tape.recording()
                && (input.tracked()
                        || state.stream().anyMatch(Tensor::tracked)
                        || constants.stream().anyMatch(Tensor::tracked));
        var adjoint = recorded ? training(input.tracked()) : inference;
        return new CompiledScan(inference, adjoint, constants, steps, lookup, activations);
    }

    /**
     * Two steps through batches of the same form, side by side where one alone would leave threads idle.
     *
     * @return what a scan of each returns
     */
    public static List<Tensor[]> scanBoth(
            FusedStep first,
            Tensor firstRows,
            List<Tensor> firstState,
            FusedStep second,
            Tensor secondRows,
            List<Tensor> secondState,
            Steps steps) {
        return new PairedScan(
                        first.compiled(firstRows, Lookup.NONE, firstState, steps, Activations.KEPT),
                        second.compiled(secondRows, Lookup.NONE, secondState, steps, Activations.KEPT))
                .apply(firstRows, firstState, secondRows, secondState);
    }

    /**
     * One step that no tape records: from input and state to the next state, in tensors of its own.
     *
     * @param x [B,F]
     */
    public List<Tensor> step(Tensor x, List<Tensor> state) {
        return step(x, Lookup.NONE, KnownProducts.NONE, state);
    }

    /** The same for an input whose row i is row ids[i] of a table [V,F]; the products of these rows are kept. */
    public List<Tensor> step(Tensor table, int[] ids, List<Tensor> state) {
        var x = table.gather(ids);
        return KnownProducts.fit(inference, table)
                ? step(x, new Lookup(ids), known(table).of(ids), state)
                : step(x, state);
    }

    private KnownProducts known(Tensor table) {
        synchronized (idle) {
            if (known == null || !known.current(table)) {
                known = new KnownProducts(inference, table);
            }
            return known;
        }
    }

    private List<Tensor> step(Tensor x, Lookup lookup, float[][] products, List<Tensor> state) {
        var running = borrow(x.rows());
        running.become(state);
        running.step(x, lookup, products);
        var next = running.state();
        synchronized (idle) {
            idle.push(running);
            while (idle.size() > MOST_IDLE) {
                idle.removeLast();
            }
        }
        return next;
    }

    private RunningStep borrow(int batch) {
        synchronized (idle) {
            for (var running : idle) {
                if (running.batch() == batch) {
                    idle.remove(running);
                    return running;
                }
            }
        }
        return running(batch);
    }

    /** The step on its way, for so many rows. */
    public RunningStep running(int batch) {
        return new RunningStep(inference, batch);
    }

    private CompiledStep training(boolean wantsInput) {
        var ready = wantsInput ? trainingWithInput : training;
        if (ready == null) {
            ready = Assembly.training(graph, wantsInput);
            if (wantsInput) {
                trainingWithInput = ready;
            } else {
                training = ready;
            }
        }
        return ready;
    }
}
