package carousel.recurrent;

import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/** Any layer, step by step. */
final class RunningLayer implements Running {
    private final Causal layer;
    private Causal.State state;

    RunningLayer(Causal layer, Causal.State state) {
        this.layer = layer;
        this.state = Tree.map(state, Tensor::detached);
    }

    @Override
    public Tensor step(Tensor x) {
        state = Tape.evaluate(() -> layer.step(x, state));
        return layer.output(state);
    }

    @Override
    public Causal.State state() {
        return state;
    }

    @Override
    public void become(Causal.State state) {
        this.state = Tree.map(state, Tensor::detached);
    }
}
