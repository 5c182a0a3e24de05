package carousel.recurrent;

import carousel.fuse.RunningStep;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/** A cell whose step is compiled. */
final class RunningCell implements Running {
    private final RunningStep step;
    private final Causal.State form;

    RunningCell(RunningStep step, Causal.State state) {
        this.step = step;
        this.form = state;
        become(state);
    }

    @Override
    public Tensor step(Tensor x) {
        return step.step(x);
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
