package carousel.bench.contestant;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.cross_entropy;

import carousel.bench.work.Row;
import carousel.bench.work.Translation;
import carousel.bench.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** What {@link CarouselTranslation} does, with PyTorch. */
final class TorchTranslation implements Work {
    private final TorchTranslator model;
    private final TensorVector parameters;
    private final Adam adam;
    private final CrossEntropyLossOptions smoothing = new CrossEntropyLossOptions();
    private final Tensor sources; // [S,B]
    private final Tensor sourceLengths;
    private final Tensor sourcePadding;
    private final Tensor inputs; // [T,B]
    private final Tensor inputLengths;
    private final Tensor said; // which of the B T places are symbols
    private final Tensor targets; // those

    TorchTranslation(Row row) {
        var translation = new Translation(row);
        model = new TorchTranslator(translation);
        parameters = model.parameters();
        adam = new Adam(parameters, new AdamOptions(CarouselTranslation.RATE));
        smoothing.label_smoothing().put(CarouselTranslation.SMOOTHING);
        sources = TorchTranslator.padded(translation.sources());
        sourceLengths = TorchTranslator.lengths(translation.sources());
        sourcePadding = TorchTranslator.padding(translation.sources());
        var read =
                translation.targets().stream().map(TorchTranslation::behindEnd).toList();
        inputs = TorchTranslator.padded(read);
        inputLengths = TorchTranslator.lengths(read);
        var places = new ArrayList<Long>();
        var symbols = new ArrayList<Long>();
        collect(translation.targets(), places, symbols);
        said = Tensor.create(places.stream().mapToLong(Long::longValue).toArray());
        targets = Tensor.create(symbols.stream().mapToLong(Long::longValue).toArray());
    }

    private static int[] behindEnd(int... target) {
        var input = new int[target.length + 1];
        input[0] = Translation.END;
        System.arraycopy(target, 0, input, 1, target.length);
        return input;
    }

    private static void collect(List<int[]> all, List<Long> places, List<Long> symbols) {
        int steps = 1 + all.stream().mapToInt(target -> target.length).max().orElse(0);
        for (int b = 0; b < all.size(); b++) {
            var target = all.get(b);
            for (int t = 0; t <= target.length; t++) {
                places.add((long) b * steps + t);
                symbols.add((long) (t < target.length ? target[t] : Translation.END));
            }
        }
    }

    @Override
    public float run() {
        return run(() -> {});
    }

    /** One step; lets the gradients be seen before they are bounded. */
    private float run(Runnable inspection) {
        try (var _ = new PointerScope()) {
            adam.zero_grad();
            var loss = loss();
            loss.backward();
            model.dropSecondBiases();
            inspection.run();
            clip_grad_norm_(parameters, CarouselTranslation.CLIP);
            adam.step();
            return loss.item_float();
        }
    }

    private Tensor loss() {
        var memory = model.read(sources, sourceLengths, sourcePadding);
        var states = model.write(inputs, inputLengths, memory.start());
        var shown = model.shown(states, memory).flatten(0, 1).index_select(0, said); // [N,F]
        return cross_entropy(model.scores(shown), targets, smoothing);
    }

    @Override
    public SequencedMap<String, carousel.tensor.Tensor> results() {
        var results = new LinkedHashMap<String, carousel.tensor.Tensor>();
        float first = run(() -> results.putAll(model.gradients()));
        results.put("loss.0", carousel.tensor.Tensor.scalar(first));
        for (int i = 1; i < CarouselTranslation.CHECKED; i++) {
            results.put("loss." + i, carousel.tensor.Tensor.scalar(run()));
        }
        return results;
    }
}
