package carousel.model.label;

import carousel.data.Ids;
import carousel.model.input.Inputs;
import carousel.model.input.Source;
import carousel.tensor.Outcome;
import carousel.tensor.Outcome.Nothing;
import carousel.train.Batches;
import carousel.train.Objective;

/**
 * The loss of a {@link Tagger} on tagged sentences; nothing is carried from batch to batch. Immutable.
 *
 * @param order the sentences of each batch
 * @param source all sentences
 * @param tags of all sentences
 * @param unknownRate how often a word that stands among them once is taken for unknown
 * @param seed of those draws
 */
public record TaggerObjective(Batches<int[]> order, Source source, TagKey.Tags tags, float unknownRate, long seed)
        implements Objective<Tagger, TaggerObjective.Batch, Nothing>, Batches<TaggerObjective.Batch> {

    /** Some of the sentences. */
    public record Batch(Inputs inputs, Ids tags, int... intents) {}

    @Override
    public int perEpoch() {
        return order.perEpoch();
    }

    @Override
    public Batch batch(int epoch, int position) {
        var examples = order.batch(epoch, position);
        var inputs = source.inputs(Source.Forgetting.of(unknownRate, seed, epoch), examples);
        return new Batch(inputs, tags.ids(inputs.lengths(), examples), tags.intents(inputs.lengths(), examples));
    }

    @Override
    public Nothing begin(Tagger model) {
        return new Nothing();
    }

    @Override
    public Outcome<Nothing> loss(Tagger model, Batch batch, Nothing carried) {
        return Outcome.of(model.loss(batch.inputs(), batch.tags(), batch.intents()));
    }

    @Override
    public int tokens(Batch batch) {
        return batch.inputs().lengths().rows();
    }
}
