package carousel.bench.contestant;

import carousel.bench.work.Row;
import carousel.bench.work.Translation;
import carousel.bench.work.Work;
import carousel.model.translate.Parallel;
import carousel.model.translate.Seq2Seq;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Optimizer;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Smoothing;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Training steps of a translator, as the trainer does them: loss, gradients, clip, update. */
final class CarouselTranslation implements Work {
    /** Training steps whose losses are compared: the second and third see what the optimiser did. */
    static final int CHECKED = 3;

    static final float RATE = 1e-3f;
    static final float CLIP = 1f;
    static final float SMOOTHING = 0.1f;

    private final Seq2Seq model;
    private final Parallel batch;
    private final Smoothing smoothing = new Smoothing(SMOOTHING);
    private final Clip clip = new Clip.GlobalNorm(CLIP);
    private final Optimizer optimizer = Optimizer.of(Adam.rate(RATE));
    private Step step = new Step(1, 0);

    CarouselTranslation(Row row) {
        var translation = new Translation(row);
        model = translation.model();
        batch = Parallel.of(Translation.END, translation.sources(), translation.targets());
    }

    @Override
    public float run() {
        return run(gradients -> {});
    }

    @Override
    public SequencedMap<String, Tensor> results() {
        var results = new LinkedHashMap<String, Tensor>();
        var first = run(
                gradients -> Tree.flatten(model).forEach((name, weight) -> results.put(name, gradients.of(weight))));
        results.put("loss.0", Tensor.scalar(first));
        for (int i = 1; i < CHECKED; i++) {
            results.put("loss." + i, Tensor.scalar(run()));
        }
        return results;
    }

    /** One step; shows the gradients before it uses them. */
    private float run(Consumer<Gradients> inspection) {
        var result = Tape.run(step, () -> Outcome.of(model.loss(batch, smoothing)));
        try (var gradients = result.gradients()) {
            inspection.accept(gradients);
            optimizer.update(model, gradients, clip);
        }
        step = step.next();
        return result.loss();
    }
}
