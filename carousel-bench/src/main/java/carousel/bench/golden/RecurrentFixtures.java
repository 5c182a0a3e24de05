package carousel.bench.golden;

import static org.bytedeco.pytorch.global.torch.kDouble;
import static org.bytedeco.pytorch.global.torch.pack_padded_sequence;
import static org.bytedeco.pytorch.global.torch.pad_packed_sequence;
import static org.bytedeco.pytorch.global.torch.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.PackedSequence;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.kReLU;

/**
 * {@code nn.RNN}, {@code nn.LSTM} and {@code nn.GRU} over ragged sequences: one layer and two from a state that is not zero,
 * both directions from zeros. Everything is padded and in the caller's order, as PyTorch shows it; the padding of the input
 * is noise, because it must not matter.
 */
final class RecurrentFixtures {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 7;
    private static final int PROJECTED = 4;
    private static final long[] LENGTHS = {6, 1, 4, 4};
    private static final int STEPS = 6;
    private static final List<String> WEIGHTS = List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");

    private RecurrentFixtures() {}

    /**
     * What is compared.
     *
     * @param suffixes of the names of weights, one for each layer and direction, in the order of the states
     * @param widths of the states that a layer hands on, by their names
     * @param started whether the first states are inputs; else they are zeros
     */
    private record Form(List<String> suffixes, Map<String, Integer> widths, boolean started) {

        /** One layer's state has the name {@code h_0}, else each layer's has its own. */
        String state(String name, int layer) {
            return suffixes.size() == 1 ? name : name + suffixes.get(layer);
        }
    }

    private static final List<String> ONE = List.of("_l0");
    private static final List<String> TWO = List.of("_l0", "_l1");
    private static final List<String> BOTH = List.of("_l0", "_l0_reverse");

    /** From input and first states to outputs and last states; a state is [L,B,H]. */
    private interface Layer {
        Run apply(PackedSequence input, Tensor[] first);
    }

    private record Run(PackedSequence outputs, Tensor... last) {}

    static List<Fixture> all() {
        var relu = new RNNOptions(FEATURES, HIDDEN);
        relu.nonlinearity().put(new kReLU());
        var projected = new LSTMOptions(FEATURES, HIDDEN);
        projected.proj_size().put(PROJECTED);
        var deepLstm = new LSTMOptions(FEATURES, HIDDEN);
        deepLstm.num_layers().put(TWO.size());
        var deepGru = new GRUOptions(FEATURES, HIDDEN);
        deepGru.num_layers().put(TWO.size());
        var bothLstm = new LSTMOptions(FEATURES, HIDDEN);
        bothLstm.bidirectional().put(true);
        var bothGru = new GRUOptions(FEATURES, HIDDEN);
        bothGru.bidirectional().put(true);

        var h = Map.of("h", HIDDEN);
        return List.of(
                rnn("rnn-tanh", new RNNOptions(FEATURES, HIDDEN)),
                rnn("rnn-relu", relu),
                lstm("lstm", new LSTMOptions(FEATURES, HIDDEN), new Form(ONE, content(HIDDEN), true)),
                lstm("lstm-projected", projected, new Form(ONE, content(PROJECTED), true)),
                lstm("lstm-stacked", deepLstm, new Form(TWO, content(HIDDEN), true)),
                lstm("lstm-bidirectional", bothLstm, new Form(BOTH, content(HIDDEN), false)),
                gru("gru", new GRUOptions(FEATURES, HIDDEN), new Form(ONE, h, true)),
                gru("gru-stacked", deepGru, new Form(TWO, h, true)),
                gru("gru-bidirectional", bothGru, new Form(BOTH, h, false)));
    }

    private static Map<String, Integer> content(int outputs) {
        var widths = new LinkedHashMap<String, Integer>();
        widths.put("h", outputs);
        widths.put("c", HIDDEN);
        return widths;
    }

    private static Fixture rnn(String name, RNNOptions options) {
        var rnn = new RNNImpl(options);
        return fixture(name, rnn, new Form(ONE, Map.of("h", HIDDEN), true), (input, first) -> {
            var run = rnn.forward_with_packed_input(input, first[0]);
            return new Run(run.get0(), run.get1());
        });
    }

    private static Fixture lstm(String name, LSTMOptions options, Form form) {
        var lstm = new LSTMImpl(options);
        return fixture(name, lstm, form, (input, first) -> {
            var run = lstm.forward_with_packed_input(input, new T_TensorTensor_T(first[0], first[1]));
            return new Run(run.get0(), run.get1().get0(), run.get1().get1());
        });
    }

    private static Fixture gru(String name, GRUOptions options, Form form) {
        var gru = new GRUImpl(options);
        return fixture(name, gru, form, (input, first) -> {
            var run = gru.forward_with_packed_input(input, first[0]);
            return new Run(run.get0(), run.get1());
        });
    }

    private static Fixture fixture(String name, Module module, Form form, Layer layer) {
        module.to(kDouble(), false);
        var fixture = new Fixture(name);
        var leaves = new LinkedHashMap<String, Tensor>();
        weights(fixture, module, form, leaves);
        var input = fixture.input("input", 2, LENGTHS.length, STEPS, FEATURES);
        leaves.put("input", input);
        var first = first(fixture, form, leaves);
        fixture.put("lengths", Arrays.stream(LENGTHS).asDoubleStream().toArray(), LENGTHS.length);

        var packed = pack_padded_sequence(input, Tensor.create(LENGTHS), true, false);
        var run = layer.apply(packed, first);
        var outputs =
                pad_packed_sequence(run.outputs(), true, 0, new LongOptional()).get0(); // [B,T,H]
        var loss = last(fixture, form, run, fixture.weighted("output", outputs));
        fixture.put("loss", loss);
        loss.backward();
        leaves.forEach(fixture::gradient);
        return fixture;
    }

    private static void weights(Fixture fixture, Module module, Form form, Map<String, Tensor> leaves) {
        var parameters = module.named_parameters();
        for (var suffix : form.suffixes) {
            var names = new ArrayList<>(WEIGHTS);
            if (parameters.contains("weight_hr" + suffix)) {
                names.add("weight_hr");
            }
            for (var weight : names) {
                var parameter = parameters.get(weight + suffix);
                parameter
                        .data()
                        .copy_(fixture.input(weight + suffix, 0.6, parameter.shape())
                                .detach());
                leaves.put(weight + suffix, parameter);
            }
        }
    }

    /** The first states, each [L,B,H]. */
    private static Tensor[] first(Fixture fixture, Form form, Map<String, Tensor> leaves) {
        var first = new ArrayList<Tensor>();
        form.widths.forEach((state, width) -> {
            var layers = new TensorVector();
            for (int layer = 0; layer < form.suffixes.size(); layer++) {
                var name = form.state(state + "_0", layer);
                if (form.started) {
                    var leaf = fixture.input(name, 0.9, LENGTHS.length, width);
                    leaves.put(name, leaf);
                    layers.push_back(leaf);
                } else {
                    layers.push_back(Tensor.create(new double[LENGTHS.length * width], LENGTHS.length, width));
                }
            }
            first.add(stack(layers));
        });
        return first.toArray(Tensor[]::new);
    }

    /** Puts down the last states and adds them to the loss; of both directions only what they show. */
    private static Tensor last(Fixture fixture, Form form, Run run, Tensor loss) {
        var sum = loss;
        int state = 0;
        for (var name : form.widths.keySet()) {
            for (int layer = 0; layer < form.suffixes.size(); layer++) {
                if (form.started || name.equals("h")) {
                    var last = run.last()[state].select(0, layer);
                    sum = sum.add(fixture.weighted(form.state(name + "_n", layer), last));
                }
            }
            state++;
        }
        return sum;
    }
}
