package carousel.recurrent;

import carousel.fuse.RunningStep;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/** A cell whose step is compiled, as long as it does the same each time. */
final class RunningCell implements Running {
    private static final long LOOKS_NANOS = 10_000_000;

    private final Recurrent layer;
    private final int features;
    private final RunningStep step;
    private final Causal.State form;
    private long looked = System.nanoTime();

    RunningCell(Recurrent layer, int features, RunningStep step, Causal.State state) {
        this.layer = layer;
        this.features = features;
        this.step = step;
        this.form = state;
        become(state);
    }

    @Override
    public Tensor step(Tensor x) {
        return step.step(x);
    }

    /** The layer itself once its cell turns out to do something else than was compiled. */
    @Override
    public Running next() {
        long now = System.nanoTime();
        if (now - looked < LOOKS_NANOS) {
            return this;
        }
        looked = now;
        return layer.fused(features).isPresent() ? this : new RunningLayer(layer, state());
    }

    @Override
    public Causal.State state() {
        var tensors = step.state().iterator();
        return Tree.map(form, old -> tensors.next());
    }

    @Override
    public void become(Causal.State state) {
        step.become(Tree.leaves(state));
    }
}
