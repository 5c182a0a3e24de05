package carousel.recurrent;

import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers one above the other, each on its way. */
final class RunningStack implements Running {
    private final List<Running> layers;

    RunningStack(List<Running> layers) {
        this.layers = new ArrayList<>(layers);
    }

    @Override
    public Tensor step(Tensor x) {
        var below = x;
        for (int i = 0; i < layers.size(); i++) {
            var layer = layers.get(i).next();
            layers.set(i, layer);
            below = layer.step(below);
        }
        return below;
    }

    @Override
    public Causal.State state() {
        var states = new ArrayList<Causal.State>();
        layers.forEach(layer -> states.add(layer.state()));
        return Stacked.states(states);
    }

    @Override
    public void become(Causal.State state) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).become(Stacked.of(state, i));
        }
    }
}
