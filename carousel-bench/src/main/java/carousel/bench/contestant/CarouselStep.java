package carousel.bench.contestant;

import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Optimizer;
import carousel.tensor.Gradients;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** Training steps of a language model, as the trainer does them: loss, gradients, clip, update, state carried on. */
final class CarouselStep implements Work {
    /** Training steps whose losses are compared: the second and third see what the optimiser did. */
    static final int CHECKED = 3;

    static final float RATE = 2e-3f;
    static final float CLIP = 5f;

    private final LanguageModelObjective objective;
    private final LanguageModel model;
    private final Clip clip = new Clip.GlobalNorm(CLIP);
    private final Optimizer optimizer = Optimizer.of(Adam.rate(RATE));
    private LanguageModelObjective.Carried carried;
    private Step step = new Step(1, 0);

    CarouselStep(Row row) {
        objective = new LanguageModelObjective(row.text());
        model = row.model();
        carried = objective.begin(model);
    }

    @Override
    public float run() {
        return run(gradients -> {});
    }

    @Override
    public SequencedMap<String, Tensor> results() {
        var results = new LinkedHashMap<String, Tensor>();
        var first = Tensor.scalar(run(gradients ->
                Tree.flatten(model).forEach((name, weight) -> results.put(name, bounded(weight, gradients)))));
        var states = Tree.leaves(carried);
        for (int i = 0; i < states.size(); i++) {
            results.put("state." + i, states.get(i));
        }
        results.put("loss.0", first);
        for (int i = 1; i < CHECKED; i++) {
            results.put("loss." + i, Tensor.scalar(run()));
        }
        return results;
    }

    private Tensor bounded(Tensor weight, Gradients gradients) {
        var bound = clip.bound(weight, gradients);
        var values = gradients.of(weight).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = bound.of(values[i]);
        }
        return Tensor.of(values, weight.shape());
    }

    /** One step; shows the gradients before it uses them. */
    private float run(Consumer<Gradients> inspection) {
        // Window 0 has predictions of its own, from the start state: every step shall be alike.
        int window = 1 + (int) (step.number() % (objective.perEpoch() - 1));
        var batch = objective.batch(0, window);
        var result = Tape.run(step, () -> objective.loss(model, batch, carried));
        try (var gradients = result.gradients()) {
            inspection.accept(gradients);
            optimizer.update(model, gradients, clip);
        }
        carried = result.kept();
        step = step.next();
        return result.loss();
    }
}
