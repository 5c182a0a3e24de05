package carousel.bench.contestant;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.stack;
import static org.bytedeco.pytorch.global.torch.zeros;

import carousel.bench.work.Row;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * Cells that PyTorch has no layer for, written with its operations: one product for the inputs of all steps, one
 * joined product for the gates of a step, additions inside of the products where PyTorch has that.
 */
final class TorchCells {
    private static final double EPSILON = 1e-5;

    private final SequencedMap<String, Tensor> weights = new LinkedHashMap<>();
    private final Row row;
    private final Tensor input; // [N,F]

    private TorchCells(Row row) {
        this.row = row;
        this.input = TorchTensors.of(row.input());
        Tree.flatten(row.cell())
                .forEach((name, weight) ->
                        weights.put(name, TorchTensors.of(weight).requires_grad_()));
    }

    /** State to state, the output first. */
    private interface Step {
        Tensor[] apply(Tensor x, Tensor... state);
    }

    static TorchLayer of(Row row) {
        var cells = new TorchCells(row);
        TorchLayer.Forward forward = switch (row.subject()) {
            case PEEPHOLE -> () -> cells.loop(cells.product(), 2, cells::peephole);
            case LAYERNORM -> () -> cells.loop(cells.normalisedProduct(), 2, cells::layerNorm);
            case LEAKY -> () -> cells.loop(cells.product(), 1, cells::leaky);
            case RESETBEFORE -> () -> cells.loop(cells.product(), 1, cells::resetBefore);
            default -> throw new IllegalArgumentException("no cell is written for " + row.name());
        };
        return new TorchLayer(forward, cells::gradients, cells::clear);
    }

    private Tensor weight(String name) {
        return weights.get(name);
    }

    private SequencedMap<String, Tensor> gradients() {
        var gradients = new LinkedHashMap<String, Tensor>();
        weights.forEach((name, weight) -> gradients.put(name, weight.grad()));
        return gradients;
    }

    private void clear() {
        weights.values().forEach(weight -> weight.mutable_grad().reset());
    }

    private Tensor loop(Tensor projected, int states, Step step) {
        var xs = projected.view(row.steps(), row.batch(), -1).unbind(0);
        var state = new Tensor[states];
        Arrays.setAll(state, i -> zeros(row.batch(), row.hidden()));
        var outputs = new TensorVector();
        for (int t = 0; t < row.steps(); t++) {
            state = step.apply(xs.get(t), state);
            outputs.push_back(state[0]);
        }
        return stack(outputs).view(-1, row.hidden());
    }

    private Tensor product() {
        return addmm(weight("b"), input, weight("wx"));
    }

    private Tensor normalisedProduct() {
        return normalise(input.matmul(weight("wx")), "nx");
    }

    private Tensor normalise(Tensor x, String name) {
        var gain = new TensorOptional(weight(name + ".gain"));
        var bias = new TensorOptional(weight(name + ".bias"));
        return layer_norm(x, new long[] {x.size(1)}, gain, bias, EPSILON, false);
    }

    private Tensor[] peephole(Tensor x, Tensor... state) {
        var c = state[1];
        var gates = addmm(x, state[0], weight("wh")).chunk(4, 1);
        var i = gates.get(0).addcmul(c, weight("pi")).sigmoid();
        var f = gates.get(1).addcmul(c, weight("pf")).sigmoid();
        var next = f.mul(c).addcmul(i, gates.get(2).tanh());
        var o = gates.get(3).addcmul(next, weight("po")).sigmoid();
        return new Tensor[] {o.mul(next.tanh()), next};
    }

    private Tensor[] layerNorm(Tensor x, Tensor... state) {
        var gates = x.add(normalise(state[0].matmul(weight("wh")), "nh")).chunk(4, 1);
        var i = gates.get(0).sigmoid();
        var f = gates.get(1).sigmoid();
        var next = f.mul(state[1]).addcmul(i, gates.get(2).tanh());
        return new Tensor[] {gates.get(3).sigmoid().mul(normalise(next, "nc").tanh()), next};
    }

    private Tensor[] leaky(Tensor x, Tensor... state) {
        var fresh = addmm(x, state[0], weight("wh")).tanh();
        return new Tensor[] {state[0].lerp(fresh, new Scalar(0.5f))};
    }

    private Tensor[] resetBefore(Tensor x, Tensor... state) {
        var h = state[0];
        long hidden = row.hidden();
        var gates = addmm(x.narrow(1, 0, 2 * hidden), h, weight("wg")).sigmoid().chunk(2, 1);
        var n = addmm(x.narrow(1, 2 * hidden, hidden), gates.get(0).mul(h), weight("wn"))
                .tanh();
        return new Tensor[] {n.lerp(h, gates.get(1))};
    }
}
