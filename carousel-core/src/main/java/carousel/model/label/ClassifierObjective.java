package carousel.model.label;

import carousel.model.input.Inputs;
import carousel.model.input.Source;
import carousel.tensor.Outcome;
import carousel.tensor.Outcome.Nothing;
import carousel.train.Batches;
import carousel.train.Objective;

/**
 * The loss of a {@link Classifier} on labelled examples; nothing is carried from batch to batch. Immutable.
 *
 * @param order the examples of each batch
 * @param source all examples
 * @param targets of all examples
 * @param unknownRate how often a word that stands among them once is taken for unknown
 * @param seed of those draws
 */
public record ClassifierObjective(Batches<int[]> order, Source source, Targets targets, float unknownRate, long seed)
        implements Objective<Classifier, ClassifierObjective.Batch, Nothing>, Batches<ClassifierObjective.Batch> {

    /** Some of the examples. */
    public record Batch(Inputs inputs, Targets targets) {}

    @Override
    public int perEpoch() {
        return order.perEpoch();
    }

    @Override
    public Batch batch(int epoch, int position) {
        var examples = order.batch(epoch, position);
        var forgetting = Source.Forgetting.of(unknownRate, seed, epoch);
        return new Batch(source.inputs(forgetting, examples), targets.of(examples));
    }

    @Override
    public Nothing begin(Classifier model) {
        return new Nothing();
    }

    @Override
    public Outcome<Nothing> loss(Classifier model, Batch batch, Nothing carried) {
        return Outcome.of(model.loss(batch.inputs(), batch.targets()));
    }

    @Override
    public int tokens(Batch batch) {
        return batch.inputs().batch();
    }

    @Override
    public String unit() {
        return "examples";
    }
}
