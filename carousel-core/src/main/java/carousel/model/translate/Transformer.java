package carousel.model.translate;

import static carousel.store.Settings.require;

import carousel.data.Ids;
import carousel.fuse.Plan;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.layer.transformer.DecoderStack;
import carousel.layer.transformer.EncoderStack;
import carousel.layer.transformer.NormPlace;
import carousel.layer.transformer.Positions;
import carousel.layer.transformer.Shape;
import carousel.loss.CrossEntropy;
import carousel.store.Setting;
import carousel.tensor.Smoothing;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * From one sequence to another by attention alone (Vaswani et al. 2017): what recurrent layers are compared with. The rows of
 * the source look at each other; those of the translation at those before them and at the source.
 *
 * <pre>
 * log p(y | x) = Σ log softmax(head(shown(t)))[y(t)]
 * shown = decoder(√E target(y) + positions, encoder(√E source(x) + positions))
 * </pre>
 *
 * <p>See {@link carousel.layer.transformer.DecoderLayer} for the layers. A source may be empty. Immutable, safe for many threads.
 *
 * <pre>
 * var settings = TranslationSettings.presets().with("model", "transformer").with("layers", 3);
 * var model = Transformer.of(settings, 5000, 4000, 0, Init.seed(1));
 * var best = Beam.of(5, model.end()).search(model.read(sources), requests);      // a Request for each source
 * </pre>
 *
 * @param source its symbols to vectors
 * @param target its symbols to vectors
 * @param positions where a symbol stands
 * @param input dropout on the vectors of the source
 * @param reading dropout on the vectors of the target
 * @param encoder reads the source
 * @param decoder writes the target
 * @param head what it shows to scores of the next symbol
 * @param end the symbol before and behind a translation
 */
public record Transformer(
        Embedding source,
        Embedding target,
        Positions positions,
        Dropout input,
        Dropout reading,
        EncoderStack encoder,
        DecoderStack decoder,
        Dense head,
        int end)
        implements TranslationModel {

    /** What only a Transformer has. Immutable. */
    public record Settings(
            @Setting(value = "heads of a transformer's attention", preset = "4")
            int heads,

            @Setting(value = "hidden units between a transformer's attention; 0: four times hidden", preset = "0")
            int feedForward,

            @Setting(value = "their function: relu, gelu, tanh or logistic", preset = "relu")
            Nonlinearity activation,

            @Setting(value = "a transformer's normalisation: before each part or behind its sum", preset = "before")
            NormPlace norm) {

        public Settings {
            require(heads > 0, "heads", "1 or more", heads);
            require(feedForward >= 0, "feed-forward", "1 or more, or 0 for four times hidden", feedForward);
        }

        /** That so many units can be divided among the heads. */
        public void requireHeads(int hidden) {
            require(hidden % heads == 0, "heads", "a number by which hidden (" + hidden + ") can be divided", heads);
        }

        /** The shape of layers of so many units. */
        public Shape shape(int hidden, float dropout) {
            return new Shape(hidden, heads, feedForward == 0 ? 4 * hidden : feedForward, activation, norm, dropout);
        }
    }

    /** A model with fresh weights for so many symbols of source and target. */
    public static Transformer of(
            TranslationSettings settings, int sourceSymbols, int targetSymbols, int end, Init init) {
        var sizes = settings.rnn().encoder().rnn();
        var shape = settings.transformer().shape(sizes.hidden(), sizes.dropout());
        int units = shape.units();
        var target = Embedding.shared(targetSymbols, units, init);
        var source = settings.tied() == Seq2Seq.Tying.ALL
                ? Seq2Seq.shared(target, sourceSymbols)
                : Embedding.shared(sourceSymbols, units, init);
        int layers = sizes.layers();
        int decoders = settings.rnn().decoderLayers();
        return new Transformer(
                source,
                target,
                new Positions(units),
                Dropout.of(shape.dropout(), "source"),
                Dropout.of(shape.dropout(), "target"),
                EncoderStack.of(layers, shape, "encoder", init),
                DecoderStack.of(decoders == 0 ? layers : decoders, shape, "decoder", init),
                settings.tied() == Seq2Seq.Tying.NONE ? Dense.of(units, targetSymbols, init) : Dense.tied(target, init),
                end);
    }

    @Override
    public Tensor loss(Parallel batch, Smoothing smoothing) {
        return CrossEntropy.rows(
                        smoothing, head, shown(batch).rows(), batch.targets().values())
                .mean();
    }

    @Override
    public boolean looks() {
        return true;
    }

    @Override
    public boolean copies() {
        return false;
    }

    @Override
    public int places() {
        return Integer.MAX_VALUE;
    }

    @Override
    public double[] score(Parallel batch) {
        return batch.scores(Tape.evaluate(() ->
                CrossEntropy.rows(head, shown(batch).rows(), batch.targets().values())));
    }

    private Sequence shown(Parallel batch) {
        var seen = decoder.keyed(encoded(batch.source()));
        var across = MultiHead.across(batch.inputs().lengths(), batch.source().lengths(), batch.sources());
        var x = reading.apply(positions.added(target.apply(batch.inputs()).map(this::scaled)));
        return decoder.apply(x, seen, across);
    }

    /** What is looked at of packed sources: [M,E]. */
    Tensor encoded(Ids ids) {
        var x = input.apply(positions.added(source.apply(ids).map(this::scaled)));
        return encoder.apply(x).rows();
    }

    /** So that vectors of variance 1/E weigh as much as places do. */
    Tensor scaled(Tensor vectors) {
        return vectors.times((float) StrictMath.sqrt(vectors.columns()));
    }

    @Override
    public TransformerReading read(List<int[]> sources) {
        return TransformerReading.of(this, Ids.pack(sources.toArray(int[][]::new)));
    }

    /** None: nothing is recurrent. */
    @Override
    public List<Plan> plans() {
        return List.of();
    }
}
