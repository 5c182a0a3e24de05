package carousel.bench.contestant;

import carousel.bench.work.Group;
import carousel.bench.work.Row;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.PackedSequence;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;

/** {@code nn.LSTM}, {@code nn.GRU} and {@code nn.RNN} with Carousel's weights, over whole or packed sequences. */
final class TorchModules {
    private TorchModules() {}

    /** A module's way from its input to its outputs, for sequences of one length and for packed ones. */
    private record Ways(Module module, UnaryOperator<Tensor> whole, UnaryOperator<PackedSequence> packed) {}

    static TorchLayer of(Row row) {
        var ways = ways(row);
        var parameters = ways.module().named_parameters();
        fill(parameters, "l0", Tree.flatten(row.cell()));
        return new TorchLayer(
                forward(row, ways),
                () -> gradients(parameters, row),
                () -> ways.module().zero_grad(true));
    }

    private static Ways ways(Row row) {
        int h = row.hidden();
        return switch (row.subject()) {
            case LSTM -> {
                var lstm = new LSTMImpl(h, h);
                yield new Ways(
                        lstm,
                        input -> lstm.forward(input).get0(),
                        input -> lstm.forward_with_packed_input(input).get0());
            }
            case GRU -> {
                var gru = new GRUImpl(h, h);
                yield new Ways(
                        gru,
                        input -> gru.forward(input).get0(),
                        input -> gru.forward_with_packed_input(input).get0());
            }
            case RNN -> {
                var rnn = new RNNImpl(h, h);
                yield new Ways(
                        rnn,
                        input -> rnn.forward(input).get0(),
                        input -> rnn.forward_with_packed_input(input).get0());
            }
            default -> throw new IllegalArgumentException("PyTorch has no module for " + row.name());
        };
    }

    private static TorchLayer.Forward forward(Row row, Ways ways) {
        var rows = TorchTensors.of(row.input()); // [N,F]
        if (row.group() == Group.RAGGED) {
            var lengths = row.lengths();
            var alive = new long[lengths.steps()];
            for (int t = 0; t < alive.length; t++) {
                alive[t] = lengths.alive(t);
            }
            var packed = new PackedSequence(rows, Tensor.create(alive));
            return () -> ways.packed().apply(packed).data();
        }
        var input = rows.view(row.steps(), row.batch(), row.hidden());
        return () -> ways.whole().apply(input).view(-1, row.hidden());
    }

    /** Sets the weights of one layer of a module, "l0" the first; what Carousel does not have, a second bias, becomes zero. */
    static void fill(StringTensorDict parameters, String layer, Map<String, carousel.tensor.Tensor> weights) {
        parameters.get("weight_ih_" + layer).data().copy_(TorchTensors.of(Layout.transposed(weights.get("wx"))));
        parameters.get("weight_hh_" + layer).data().copy_(TorchTensors.of(Layout.transposed(weights.get("wh"))));
        parameters.get("bias_ih_" + layer).data().copy_(TorchTensors.of(weights.get("b")));
        var second = parameters.get("bias_hh_" + layer).data().zero_();
        if (weights.containsKey("bn")) {
            reset(second).copy_(TorchTensors.of(weights.get("bn")));
        }
    }

    private static SequencedMap<String, Tensor> gradients(StringTensorDict parameters, Row row) {
        var gradients = gradients(parameters, "l0");
        if (Tree.flatten(row.cell()).containsKey("bn")) {
            gradients.put("bn", reset(parameters.get("bias_hh_l0").grad()));
        }
        return gradients;
    }

    /** Of one layer of a module, as Carousel names and lays them out. */
    static SequencedMap<String, Tensor> gradients(StringTensorDict parameters, String layer) {
        var gradients = new LinkedHashMap<String, Tensor>();
        gradients.put("wx", parameters.get("weight_ih_" + layer).grad().t());
        gradients.put("wh", parameters.get("weight_hh_" + layer).grad().t());
        gradients.put("b", parameters.get("bias_ih_" + layer).grad());
        return gradients;
    }

    /** The part of a GRU's second bias that is inside the reset product: the last of three. */
    static Tensor reset(Tensor bias) {
        long hidden = bias.numel() / 3;
        return bias.narrow(0, 2 * hidden, hidden);
    }
}
