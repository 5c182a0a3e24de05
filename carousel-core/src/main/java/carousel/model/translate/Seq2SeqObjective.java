package carousel.model.translate;

import carousel.data.Bucketed;
import carousel.data.Ids;
import carousel.decode.Attentive;
import carousel.model.OwnInputs;
import carousel.tensor.Outcome;
import carousel.tensor.Outcome.Nothing;
import carousel.train.Batches;
import carousel.train.Objective;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of a model on sentences and their translations; nothing is carried from batch to batch. Immutable.
 *
 * @param end the symbol before and behind a translation
 * @param sources all sentences
 * @param translations of each
 * @param order the examples of each batch
 * @param teaching what is asked of the model
 */
public record Seq2SeqObjective(
        int end, List<int[]> sources, List<int[]> translations, Bucketed order, Teaching teaching)
        implements Objective<TranslationModel, Parallel, Nothing>, Batches<Parallel> {

    /** In batches of similar length, of the translations first: they are what costs most. */
    public static Seq2SeqObjective of(
            TranslationModel model, List<int[]> sources, List<int[]> translations, Teaching teaching, long seed) {
        teaching.check(model);
        if (sources.size() != translations.size()) {
            throw new IllegalArgumentException("translations: " + sources.size() + " sources and " + translations.size()
                    + " translations; expected one for each");
        }
        var lengths = new int[sources.size()];
        Arrays.setAll(lengths, i -> translations.get(i).length * 1000 + Math.min(999, sources.get(i).length));
        return new Seq2SeqObjective(
                model.end(),
                List.copyOf(sources),
                List.copyOf(translations),
                Bucketed.of(teaching.batch(), seed, lengths),
                teaching);
    }

    @Override
    public int perEpoch() {
        return order.perEpoch();
    }

    @Override
    public Parallel batch(int epoch, int position) {
        var examples = order.batch(epoch, position);
        return Parallel.of(
                end,
                Arrays.stream(examples).mapToObj(sources::get).toList(),
                Arrays.stream(examples).mapToObj(translations::get).toList());
    }

    @Override
    public Nothing begin(TranslationModel model) {
        return new Nothing();
    }

    @Override
    public Outcome<Nothing> loss(TranslationModel model, Parallel batch, Nothing carried) {
        var read = teaching.own().equals(OwnInputs.NONE)
                ? batch
                : new Parallel(batch.source(), inputs(model.read(batch.sourcesOfTargets()), batch), batch.targets());
        return Outcome.of(
                switch (model) {
                    case Seq2Seq rnn -> rnn.loss(read, teaching.smoothing(), teaching.coverageLoss());
                    case Transformer transformer -> transformer.loss(read, teaching.smoothing());
                });
    }

    /** Of which some are the model's own. */
    private <S> Ids inputs(Attentive<S> reading, Parallel batch) {
        return teaching.own()
                .mixed(
                        reading,
                        batch.inputs(),
                        () -> reading.start(batch.inputs().lengths().batch()));
    }

    @Override
    public int tokens(Parallel batch) {
        return batch.symbols();
    }

    @Override
    public String unit() {
        return "symbols";
    }
}
