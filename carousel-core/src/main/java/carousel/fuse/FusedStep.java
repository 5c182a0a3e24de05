package carousel.fuse;

import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * A step compiled from its graph, whose first argument is its input and whose others are its state; its results are the next
 * state and, last, its output. Immutable, safe for many threads.
 */
public final class FusedStep {
    private final StepGraph graph;
    private final CompiledStep inference;
    private volatile CompiledStep training;
    private volatile CompiledStep trainingWithInput;

    private FusedStep(StepGraph graph) {
        this.graph = graph;
        this.inference = Assembly.inference(graph);
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
        boolean recorded = Tape.recording()
                && (rows.tracked()
                        || state.stream().anyMatch(Tensor::tracked)
                        || CompiledScan.constants(inference).stream().anyMatch(Tensor::tracked));
        var adjoint = recorded ? training(rows.tracked()) : inference;
        return new CompiledScan(inference, adjoint, steps, activations).apply(rows, state);
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
