package carousel.bench.golden;

import static org.bytedeco.pytorch.global.torch.kDouble;
import static org.bytedeco.pytorch.global.torch.pack_padded_sequence;
import static org.bytedeco.pytorch.global.torch.pad_packed_sequence;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.PackedSequence;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.kReLU;

/**
 * {@code nn.RNN}, {@code nn.LSTM} and {@code nn.GRU} over ragged sequences, from a state that is not zero. Everything is
 * padded and in the caller's order, as PyTorch shows it; the padding of the input is noise, because it must not matter.
 */
final class RecurrentFixtures {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 7;
    private static final long[] LENGTHS = {6, 1, 4, 4};
    private static final int STEPS = 6;
    private static final List<String> WEIGHTS = List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");

    private RecurrentFixtures() {}

    /** From input and first states to outputs and last states; a state is [1,B,H]. */
    private interface Layer {
        Run apply(PackedSequence input, Tensor[] first);
    }

    private record Run(PackedSequence outputs, Tensor... last) {}

    static List<Fixture> all() {
        var relu = new RNNOptions(FEATURES, HIDDEN);
        relu.nonlinearity().put(new kReLU());
        return List.of(rnn("rnn-tanh", new RNNOptions(FEATURES, HIDDEN)), rnn("rnn-relu", relu), lstm(), gru());
    }

    private static Fixture rnn(String name, RNNOptions options) {
        var rnn = new RNNImpl(options);
        rnn.to(kDouble());
        return fixture(name, rnn, List.of("h"), (input, first) -> {
            var run = rnn.forward_with_packed_input(input, first[0]);
            return new Run(run.get0(), run.get1());
        });
    }

    private static Fixture lstm() {
        var lstm = new LSTMImpl(FEATURES, HIDDEN);
        lstm.to(kDouble());
        return fixture("lstm", lstm, List.of("h", "c"), (input, first) -> {
            var run = lstm.forward_with_packed_input(input, new T_TensorTensor_T(first[0], first[1]));
            return new Run(run.get0(), run.get1().get0(), run.get1().get1());
        });
    }

    private static Fixture gru() {
        var gru = new GRUImpl(FEATURES, HIDDEN);
        gru.to(kDouble());
        return fixture("gru", gru, List.of("h"), (input, first) -> {
            var run = gru.forward_with_packed_input(input, first[0]);
            return new Run(run.get0(), run.get1());
        });
    }

    private static Fixture fixture(String name, Module module, List<String> states, Layer layer) {
        var fixture = new Fixture(name);
        var leaves = new LinkedHashMap<String, Tensor>();
        var parameters = module.named_parameters();
        for (var weight : WEIGHTS) {
            var parameter = parameters.get(weight);
            parameter.data().copy_(fixture.input(weight, 0.6, parameter.shape()).detach());
            leaves.put(weight, parameter);
        }
        var input = fixture.input("input", 2, LENGTHS.length, STEPS, FEATURES);
        leaves.put("input", input);
        for (var state : states) {
            leaves.put(state + "_0", fixture.input(state + "_0", 0.9, LENGTHS.length, HIDDEN));
        }
        fixture.put("lengths", Arrays.stream(LENGTHS).asDoubleStream().toArray(), LENGTHS.length);

        var first = states.stream().map(state -> leaves.get(state + "_0").unsqueeze(0));
        var packed = pack_padded_sequence(input, Tensor.create(LENGTHS), true, false);
        var run = layer.apply(packed, first.toArray(Tensor[]::new));

        var outputs =
                pad_packed_sequence(run.outputs(), true, 0, new LongOptional()).get0(); // [B,T,H]
        var loss = fixture.weighted("output", outputs);
        for (int i = 0; i < states.size(); i++) {
            loss = loss.add(fixture.weighted(states.get(i) + "_n", run.last()[i].squeeze(0)));
        }
        fixture.put("loss", loss);
        loss.backward();
        leaves.forEach(fixture::gradient);
        return fixture;
    }
}
