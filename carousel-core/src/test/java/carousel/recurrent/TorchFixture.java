package carousel.recurrent;

import carousel.Golden;
import carousel.data.Lengths;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.layout.Layout;
import carousel.tensor.Gradients;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** What PyTorch made of a recurrent layer: padded tensors in the caller's order, which become packed ones. */
record TorchFixture(Golden golden, Lengths lengths) {

    static TorchFixture read(String name) {
        var golden = Golden.read(name);
        return new TorchFixture(golden, Lengths.of(golden.whole("lengths")));
    }

    /** The cell with the weights of a layer; the suffix is {@code _l0} for the first. */
    <C extends Cell<?>> C cell(C like, String suffix) {
        return Layout.PYTORCH.read(weights(like, suffix, ""), like);
    }

    private Map<String, Tensor> weights(Cell<?> like, String suffix, String kind) {
        var weights = new LinkedHashMap<String, Tensor>();
        Layout.PYTORCH.write(like).keySet().forEach(name -> weights.put(name, golden.of(name + suffix + kind)));
        return weights;
    }

    /** What reached PyTorch's weights: both biases get what their sum gets, but for that inside the reset of a GRU. */
    void sameGradients(Cell<?> cell, String suffix, Gradients gradients) {
        var cellOfGradients = Tree.map(cell, gradients::of);
        var ours = Layout.PYTORCH.write(cellOfGradients);
        ours.put("bias_hh", stateBias(cellOfGradients, ours));
        weights(cell, suffix, ".grad")
                .forEach((name, theirs) -> golden.sameGradient(name + suffix, ours.get(name), theirs));
    }

    private static Tensor stateBias(Cell<?> gradients, Map<String, Tensor> ours) {
        var sum = ours.get("bias_ih");
        if (!(gradients instanceof Gru gru)) {
            return sum;
        }
        int hidden = gru.bn().size();
        var values = sum.toArray();
        System.arraycopy(gru.bn().toArray(), 0, values, 2 * hidden, hidden);
        return Tensor.of(values, values.length);
    }

    /** [B,T,F] to [N,F]. */
    Tensor steps(String padded) {
        var rows = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                rows[lengths.row(b, t)] = lengths.caller(b) * lengths.steps() + t;
            }
        }
        return golden.of(padded).gather(rows);
    }

    /** [B,H], its rows in packed order. */
    Tensor states(String state) {
        var callers = new int[lengths.batch()];
        for (int b = 0; b < callers.length; b++) {
            callers[b] = lengths.caller(b);
        }
        return golden.of(state).gather(callers);
    }

    /** The state to begin with; its tensors are weights, so that gradients are taken for them. */
    Causal.State first(Causal layer) {
        var zeros = layer.start(lengths.batch());
        var tensors = new LinkedHashMap<String, Tensor>();
        Tree.flatten(zeros)
                .keySet()
                .forEach(name -> tensors.put(name, states(theirs(name, "_0")).toWeight()));
        return Tree.with(zeros, tensors);
    }

    /** PyTorch's name of a state: of one layer {@code h_n}, of more {@code h_n_l0}. */
    static String theirs(String path, String when) {
        var parts = path.split("\\."); // inner.h or inner.layers.0.inner.h
        var name = parts[parts.length - 1] + when;
        return parts.length == 2 ? name : name + "_l" + parts[2];
    }

    /** All outputs and last states, each element times its own random weight. */
    Tensor loss(Causal.Scan scan) {
        var loss = scan.outputs().rows().times(steps("output.weight")).sum();
        for (var state : Tree.flatten(scan.last()).entrySet()) {
            var weight = states(theirs(state.getKey(), "_n") + ".weight");
            loss = loss.plus(state.getValue().times(weight).sum());
        }
        return loss;
    }
}
