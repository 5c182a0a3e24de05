package carousel.bench.contestant;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.pack_padded_sequence;
import static org.bytedeco.pytorch.global.torch.pad_packed_sequence;

import carousel.bench.work.Translation;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The translator as one writes it with PyTorch: {@code nn.GRU} over packed sequences, attention over padded ones with a mask,
 * {@code linear} for everything else. B sentences, S steps of the longest, A units of attention.
 */
final class TorchTranslator {
    private static final String FORWARD = "encoder.layers.0.forward.cell.";
    private static final String BACKWARD = "encoder.layers.0.backward.cell.";
    private static final String WRITER = "decoder.rnn.layers.0.cell.";
    private static final List<String> CELL = List.of("wx", "wh", "b", "bn");

    private final Map<String, Tensor> weights = new LinkedHashMap<>(); // matrices as linear has them
    private final GRUImpl reader;
    private final GRUImpl writer;

    /**
     * Sources that have been read.
     *
     * @param values [B,S,2H]
     * @param keys [B,S,A]
     * @param padding [B,S], true behind the end of a sentence
     * @param start [B,H], where the decoder begins
     */
    record Memory(Tensor values, Tensor keys, Tensor padding, Tensor start) {}

    TorchTranslator(Translation translation) {
        int hidden = translation.row().hidden();
        var own = Tree.flatten(translation.model());
        own.forEach((name, weight) -> {
            if (!name.contains(".cell.")) {
                var values = TorchTensors.of(plain(name) ? weight : Layout.transposed(weight));
                weights.put(name, values.requires_grad_(true));
            }
        });
        var options = new GRUOptions(Translation.FEATURES, hidden);
        writer = new GRUImpl(options);
        options.bidirectional().put(true);
        reader = new GRUImpl(options);
        TorchModules.fill(reader.named_parameters(), "l0", cell(own, FORWARD));
        TorchModules.fill(reader.named_parameters(), "l0_reverse", cell(own, BACKWARD));
        TorchModules.fill(writer.named_parameters(), "l0", cell(own, WRITER));
    }

    /** Tables and vectors look alike on both sides. */
    private static boolean plain(String name) {
        return name.endsWith("table") || name.endsWith(".b");
    }

    private static Map<String, carousel.tensor.Tensor> cell(Map<String, carousel.tensor.Tensor> all, String prefix) {
        var cell = new LinkedHashMap<String, carousel.tensor.Tensor>();
        CELL.forEach(name -> cell.put(name, all.get(prefix + name)));
        return cell;
    }

    Tensor weight(String name) {
        return weights.get(name);
    }

    StringTensorDict writerParameters() {
        return writer.named_parameters();
    }

    TensorVector parameters() {
        var all = new TensorVector();
        weights.values().forEach(all::push_back);
        for (var module : List.of(reader, writer)) {
            var own = module.parameters();
            for (long i = 0; i < own.size(); i++) {
                all.push_back(own.get(i));
            }
        }
        return all;
    }

    /** Sequences below each other, steps first and padded: [S,B]. */
    static Tensor padded(List<int[]> sequences) {
        int steps = sequences.stream().mapToInt(s -> s.length).max().orElse(0);
        var ids = new long[steps * sequences.size()];
        for (int b = 0; b < sequences.size(); b++) {
            for (int t = 0; t < sequences.get(b).length; t++) {
                ids[t * sequences.size() + b] = sequences.get(b)[t];
            }
        }
        return Tensor.create(ids, steps, sequences.size());
    }

    static Tensor lengths(List<int[]> sequences) {
        return Tensor.create(
                sequences.stream().mapToLong(sequence -> sequence.length).toArray());
    }

    /** Reads sources [S,B]. */
    Memory read(Tensor ids, Tensor lengths, Tensor padding) {
        var vectors = embedding(weight("source.table"), ids);
        var run = reader.forward_with_packed_input(pack_padded_sequence(vectors, lengths, false, false));
        var values = pad_packed_sequence(run.get0()).get0().transpose(0, 1).contiguous();
        var last = run.get1(); // [2,B,H]
        var summary = cat(new TensorVector(last.select(0, 0), last.select(0, 1)), 1);
        var keys = linear(values, weight("decoder.coupling.attention.score.wk"));
        return new Memory(
                values, keys, padding, affine(summary, "decoder.bridge.maps.0").tanh());
    }

    /** The outputs of the decoder's GRU for whole translations [T,B]: [B,T,H]. */
    Tensor write(Tensor ids, Tensor lengths, Tensor start) {
        var vectors = embedding(weight("target.table"), ids);
        var packed = pack_padded_sequence(vectors, lengths, false, false);
        var run = writer.forward_with_packed_input(packed, start.unsqueeze(0));
        return pad_packed_sequence(run.get0()).get0().transpose(0, 1);
    }

    /** What the output layer reads after each of the states [B,T,H]: [B,T,F]. */
    Tensor shown(Tensor states, Memory memory) {
        var queries = linear(states, weight("decoder.coupling.attention.score.wq"));
        var inner = queries.unsqueeze(2).add(memory.keys().unsqueeze(1)).tanh(); // [B,T,S,A]
        var scores = linear(inner, weight("decoder.coupling.attention.score.v")).squeeze(-1);
        var masked = scores.masked_fill(memory.padding().unsqueeze(1), new Scalar(Float.NEGATIVE_INFINITY));
        var seen = masked.softmax(-1).bmm(memory.values()); // [B,T,2H]
        return affine(cat(new TensorVector(states, seen), 2), "decoder.coupling.readout")
                .tanh();
    }

    /** Scores of the next symbol: [N,F] to [N,V]. */
    Tensor scores(Tensor shown) {
        return linear(shown, weight("target.table"), new TensorOptional(weight(Translation.HEAD_BIAS)));
    }

    private Tensor affine(Tensor rows, String name) {
        return linear(rows, weight(name + ".w"), new TensorOptional(weight(name + ".b")));
    }

    /** After a backward pass, as Carousel names and lays them out. */
    SequencedMap<String, carousel.tensor.Tensor> gradients() {
        var gradients = new LinkedHashMap<String, carousel.tensor.Tensor>();
        weights.forEach((name, weight) -> {
            var gradient = weight.grad();
            gradients.put(name, TorchTensors.back(plain(name) ? gradient : gradient.t()));
        });
        add(gradients, FORWARD, reader.named_parameters(), "l0");
        add(gradients, BACKWARD, reader.named_parameters(), "l0_reverse");
        add(gradients, WRITER, writer.named_parameters(), "l0");
        return gradients;
    }

    private static void add(
            Map<String, carousel.tensor.Tensor> gradients, String prefix, StringTensorDict parameters, String layer) {
        var own = TorchModules.gradients(parameters, layer);
        own.put("bn", TorchModules.reset(parameters.get("bias_hh_" + layer).grad()));
        own.forEach((name, gradient) -> gradients.put(prefix + name, TorchTensors.back(gradient)));
    }

    /** Gates whose second bias Carousel does not have shall not learn it, and it shall not count in the norm. */
    void dropSecondBiases() {
        for (var bias : Arrays.asList(
                reader.named_parameters().get("bias_hh_l0"),
                reader.named_parameters().get("bias_hh_l0_reverse"),
                writer.named_parameters().get("bias_hh_l0"))) {
            long gates = bias.numel() / 3 * 2;
            bias.grad().narrow(0, 0, gates).zero_();
        }
    }

    /** True behind the end of a sentence: [B,S]. */
    static Tensor padding(List<int[]> sequences) {
        int steps = sequences.stream().mapToInt(s -> s.length).max().orElse(0);
        var padding = new float[sequences.size() * steps];
        for (int b = 0; b < sequences.size(); b++) {
            Arrays.fill(padding, b * steps + sequences.get(b).length, (b + 1) * steps, 1f);
        }
        return Tensor.create(padding, sequences.size(), steps).gt(new Scalar(0f));
    }

    /** Each of the rows several times, one after the other. */
    static Tensor repeated(Tensor rows, int times) {
        return rows.repeat_interleave(times, new LongOptional(0), new LongOptional());
    }
}
