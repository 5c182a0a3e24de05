package carousel.bench.contestant;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.cross_entropy;
import static org.bytedeco.pytorch.global.torch.zeros;

import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.data.Streams;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** What {@link CarouselStep} does, with PyTorch's modules: Embedding, LSTM of two layers, Linear, cross entropy, Adam. */
final class TorchStep implements Work {
    private static final int LAYERS = 2;

    private final EmbeddingImpl embed;
    private final LSTMImpl lstm;
    private final LinearImpl head;
    private final TensorVector parameters = new TensorVector();
    private final Adam adam;
    private final List<Tensor> inputs = new ArrayList<>(); // [T,B] for each window
    private final List<Tensor> targets = new ArrayList<>(); // [N]
    private Tensor h;
    private Tensor c;
    private int steps;

    TorchStep(Row row) {
        var options = new LSTMOptions(row.hidden(), row.hidden());
        options.num_layers().put(LAYERS);
        embed = new EmbeddingImpl(row.symbols(), row.hidden());
        lstm = new LSTMImpl(options);
        head = new LinearImpl(row.hidden(), row.symbols());
        fill(row);
        for (var module : List.<Module>of(embed, lstm, head)) {
            var own = module.parameters();
            for (long i = 0; i < own.size(); i++) {
                parameters.push_back(own.get(i));
            }
        }
        adam = new Adam(parameters, new AdamOptions(CarouselStep.RATE));
        read(row.text(), row);
        h = kept(zeros(LAYERS, row.batch(), row.hidden()));
        c = kept(zeros(LAYERS, row.batch(), row.hidden()));
    }

    private void fill(Row row) {
        var weights = Tree.flatten(row.model());
        embed.weight().data().copy_(TorchTensors.of(weights.get("embed.table")));
        head.weight().data().copy_(TorchTensors.of(Layout.transposed(weights.get("head.w"))));
        head.bias().data().copy_(TorchTensors.of(weights.get("head.b")));
        for (int i = 0; i < LAYERS; i++) {
            var layer = new LinkedHashMap<String, carousel.tensor.Tensor>();
            for (var name : List.of("wx", "wh", "b")) {
                layer.put(name, weights.get(prefix(i) + name));
            }
            TorchModules.fill(lstm.named_parameters(), "l" + i, layer);
            // Carousel has one bias; a second one that learned as well would double its steps and count in the norm.
            lstm.named_parameters().get("bias_hh_l" + i).requires_grad_(false);
        }
    }

    private static String prefix(int layer) {
        return "rnn.layers." + layer + ".cell.";
    }

    private void read(Streams text, Row row) {
        for (int w = 1; w < text.windows(); w++) {
            var window = text.window(w);
            inputs.add(integers(window.inputs().values()).view(row.steps(), row.batch()));
            targets.add(integers(window.targets()));
        }
    }

    private static Tensor integers(int... values) {
        return Tensor.create(Arrays.stream(values).asLongStream().toArray());
    }

    @Override
    public float run() {
        return run(() -> {});
    }

    /** One step; lets the bounded gradients be seen before the update. */
    private float run(Runnable inspection) {
        int window = steps++ % inputs.size();
        var oldH = h;
        var oldC = c;
        float value;
        try (var _ = new PointerScope()) {
            adam.zero_grad();
            var run = lstm.forward(embed.forward(inputs.get(window)), new T_TensorTensor_T(h, c));
            var loss = cross_entropy(head.forward(run.get0().flatten(0, 1)), targets.get(window));
            loss.backward();
            clip_grad_norm_(parameters, CarouselStep.CLIP);
            inspection.run();
            adam.step();
            h = kept(run.get1().get0());
            c = kept(run.get1().get1());
            value = loss.item_float();
        }
        oldH.releaseReference();
        oldC.releaseReference();
        return value;
    }

    /** Without its graph, and longer than the scope lives. */
    private static Tensor kept(Tensor state) {
        var kept = state.detach();
        kept.retainReference();
        return kept;
    }

    @Override
    public SequencedMap<String, carousel.tensor.Tensor> results() {
        var results = new LinkedHashMap<String, carousel.tensor.Tensor>();
        float first = run(() -> gradients(results));
        for (int i = 0; i < LAYERS; i++) {
            results.put("state." + 2 * i, TorchTensors.back(h.select(0, i)));
            results.put("state." + (2 * i + 1), TorchTensors.back(c.select(0, i)));
        }
        results.put("loss.0", carousel.tensor.Tensor.scalar(first));
        for (int i = 1; i < CarouselStep.CHECKED; i++) {
            results.put("loss." + i, carousel.tensor.Tensor.scalar(run()));
        }
        return results;
    }

    private void gradients(SequencedMap<String, carousel.tensor.Tensor> results) {
        results.put("embed.table", TorchTensors.back(embed.weight().grad()));
        results.put("head.w", TorchTensors.back(head.weight().grad().t()));
        results.put("head.b", TorchTensors.back(head.bias().grad()));
        for (int i = 0; i < LAYERS; i++) {
            var prefix = prefix(i);
            TorchModules.gradients(lstm.named_parameters(), "l" + i)
                    .forEach((name, gradient) -> results.put(prefix + name, TorchTensors.back(gradient)));
        }
    }
}
