package carousel.model.translate;

import static carousel.store.Settings.require;

import carousel.data.Ids;
import carousel.fuse.Plan;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.Memory;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.layer.attention.Attention;
import carousel.layer.attention.Score;
import carousel.layer.attention.View;
import carousel.model.Encoder;
import carousel.model.decoder.Bridge;
import carousel.model.decoder.Copying;
import carousel.model.decoder.Coupling;
import carousel.model.decoder.CouplingKind;
import carousel.model.decoder.Decoder;
import carousel.model.decoder.Emission;
import carousel.model.decoder.Likeness;
import carousel.recurrent.Stacked;
import carousel.store.Setting;
import carousel.tensor.Smoothing;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * From one sequence to another of any length (Sutskever, Vinyals, Le 2014; Cho et al. 2014; Bahdanau, Cho, Bengio 2015): an
 * encoder reads the source, a decoder writes the translation, symbol by symbol.
 *
 * <pre>
 * log p(y | x) = Σ log emission(shown(t))[y(t)]       shown(t) = decoder after y(0) … y(t-1), told of encoder(x)
 * </pre>
 *
 * <p>One symbol of the target vocabulary stands before the first and behind the last of a translation. A source may be empty.
 * Immutable, safe for many threads.
 *
 * <pre>
 * var model = Seq2Seq.of(Seq2Seq.Settings.presets(), 5000, 4000, 0, Init.seed(1));
 * var loss = model.loss(Parallel.of(0, sources, translations), new Smoothing(0.1f));
 * var best = Beam.of(5, model.end()).search(model.read(sources), requests);      // a Request for each source
 * </pre>
 *
 * @param source its symbols to vectors
 * @param target its symbols to vectors
 * @param input dropout on the vectors of the source
 * @param reading dropout on the vectors of the target
 * @param encoder reads the source
 * @param decoder writes the target
 * @param output dropout on what it shows
 * @param emission what it shows to the next symbol
 * @param end the symbol before and behind a translation
 */
public record Seq2Seq(
        Embedding source,
        Embedding target,
        Dropout input,
        Dropout reading,
        SequenceLayer encoder,
        Decoder decoder,
        Dropout output,
        Emission emission,
        int end)
        implements TranslationModel {

    /** Which tables are one. */
    public enum Tying {
        /** None. */
        NONE,
        /** That of the target's vectors and that of the output layer. */
        OUTPUT,
        /** These and that of the source's vectors: one vocabulary for both sides. */
        ALL
    }

    /** The shape of a model. Noise on states and weights is the encoder's alone. Immutable. */
    public record Settings(
            Encoder encoder,

            @Setting(value = "layers of the decoder; 0: as the encoder has", preset = "0")
            int decoderLayers,

            @Setting(value = "size of the symbols' vectors; 0: as hidden", preset = "0")
            int embedding,

            @Setting(
                    value = "what the decoder is told of the source: initial, context, concatenated or attention",
                    preset = "attention")
            CouplingKind coupling,

            Looking looking,

            @Setting(
                    value = "whether symbols of the source are said again: none, mixed with others, or only these",
                    preset = "none")
            Copying copy,

            @Setting(value = "tables that are one: none, output (with the target's) or all", preset = "none")
            Tying tied,

            @Setting(value = "dropout on the vectors of the symbols", preset = "0")
            float dropoutInput) {

        public Settings {
            require(decoderLayers >= 0, "decoder-layers", "1 or more, or 0 for as many as the encoder", decoderLayers);
            require(embedding >= 0, "embedding", "1 or more, or 0 for the same as hidden", embedding);
            require(dropoutInput >= 0 && dropoutInput < 1, "dropout-input", "at least 0 and below 1", dropoutInput);
            require(
                    copy == Copying.NONE || coupling == CouplingKind.ATTENTION,
                    "copy",
                    "none without --coupling attention",
                    copy);
            require(copy != Copying.ONLY || tied == Tying.NONE, "tied", "none with --copy only", tied);
            require(
                    tied == Tying.NONE
                            || coupling == CouplingKind.ATTENTION
                            || embedding == 0
                            || embedding == encoder.rnn().hidden(),
                    "embedding",
                    "the same as hidden (" + encoder.rnn().hidden() + ") with tied tables and without attention",
                    embedding);
        }

        /** The presets. */
        public static Settings presets() {
            return carousel.store.Settings.read(Settings.class, Map.of());
        }

        /** The same with one setting changed: {@code presets().with("hidden", 128)}. */
        public Settings with(String key, Object value) {
            return carousel.store.Settings.with(this, key, value);
        }

        int features() {
            return embedding == 0 ? encoder.rnn().hidden() : embedding;
        }
    }

    /** A model with fresh weights for so many symbols of source and target; what is copied has the same number in both. */
    public static Seq2Seq of(Settings settings, int sourceSymbols, int targetSymbols, int end, Init init) {
        return of(settings, targetSymbols, end, Likeness.ofNumbers(sourceSymbols, targetSymbols, end), init);
    }

    /** A model with fresh weights for so many symbols of the target, which those of the source may be like. */
    public static Seq2Seq of(Settings settings, int targetSymbols, int end, Likeness likeness, Init init) {
        int sourceSymbols = likeness.symbols().length;
        boolean tied = settings.tied() != Tying.NONE;
        int features = settings.features();
        var target =
                tied ? Embedding.shared(targetSymbols, features, init) : Embedding.of(targetSymbols, features, init);
        var source = settings.tied() == Tying.ALL
                ? shared(target, sourceSymbols)
                : Embedding.of(sourceSymbols, features, init);
        var encoder = settings.encoder();
        var reader = encoder.layers(features, init);
        var coupling = settings.looking().coupling(settings, init);
        var layers = encoder.rnn().plain(settings.decoderLayers()).causal(features + coupling.fed(), init);
        var rnn = new Stacked(
                layers.layers(),
                layers.between().stream()
                        .map(d -> new Dropout(d.rate(), "decoder." + d.site(), d.variation()))
                        .toList());
        int shown = coupling.shown(encoder.rnn().hidden());
        return new Seq2Seq(
                source,
                target,
                Dropout.of(settings.dropoutInput(), "source"),
                Dropout.of(settings.dropoutInput(), "target"),
                reader,
                new Decoder(rnn, Bridge.of(encoder.width(), rnn, init), coupling),
                encoder.rnn().dropout("output"),
                switch (settings.copy()) {
                    case NONE -> new Emission.Learnt(head(tied, target, shown, init));
                    case MIXED ->
                        new Emission.Mixed(head(tied, target, shown, init), Dense.of(shown, 1, init), likeness);
                    case ONLY -> new Emission.Pointed(targetSymbols, likeness);
                },
                end);
    }

    private static Dense head(boolean tied, Embedding target, int shown, Init init) {
        return tied ? Dense.tied(target, init) : Dense.of(shown, target.symbols(), init);
    }

    static Embedding shared(Embedding target, int sourceSymbols) {
        require(
                target.symbols() == sourceSymbols,
                "tied",
                "none or output where source and target have other symbols",
                sourceSymbols + " and " + target.symbols() + " symbols");
        return target;
    }

    @Override
    public Tensor loss(Parallel batch, Smoothing smoothing) {
        return loss(batch, smoothing, 0);
    }

    /** The same, and what it costs to look again at what was seen before (See, Liu, Manning 2017), so many times. */
    public Tensor loss(Parallel batch, Smoothing smoothing, float repetition) {
        var start = start(batch.source(), batch.sources());
        var written = written(batch, start);
        var come = come(output.apply(written.shown()), written, start);
        var loss = emission.losses(come, smoothing, batch.targets().values()).mean();
        return repetition == 0 ? loss : loss.plus(written.repetition().mean().times(repetition));
    }

    private Emission.Come come(Sequence shown, Decoder.Written written, Start start) {
        if (start.copies().isEmpty()) {
            return new Emission.Come(shown.rows(), Tensor.zeros(shown.rows().rows(), 0), List.of());
        }
        var sources = new ArrayList<int[]>();
        var lengths = shown.lengths();
        for (int t = 0; t < lengths.steps(); t++) {
            sources.addAll(start.copies().subList(0, lengths.alive(t)));
        }
        return new Emission.Come(shown.rows(), written.weights(), sources);
    }

    @Override
    public boolean looks() {
        return decoder.coupling() instanceof Coupling.Attentive;
    }

    @Override
    public int places() {
        return decoder.coupling() instanceof Coupling.Concatenated(var _, int places) ? places : Integer.MAX_VALUE;
    }

    @Override
    public boolean copies() {
        return !(emission instanceof Emission.Learnt);
    }

    @Override
    public double[] score(Parallel batch) {
        return batch.scores(Tape.evaluate(() -> {
            var start = start(batch.source(), batch.sources());
            var written = written(batch, start);
            return emission.losses(
                    come(written.shown(), written, start),
                    Smoothing.NONE,
                    batch.targets().values());
        }));
    }

    private Decoder.Written written(Parallel batch, Start start) {
        return decoder.write(reading.apply(target.apply(batch.inputs())), start.state(), start.view());
    }

    /**
     * Where a decoder begins.
     *
     * @param copies each row's source in symbols of the target, where these may be copied; otherwise none
     */
    record Start(Decoder.State state, View view, List<int[]> copies) {}

    /** With a row for each of these packed sentences of the source, in this order. */
    private Start start(Ids sources, int... sentences) {
        var ids = emission instanceof Emission.Pointed pointed
                ? sources.followedBy(pointed.likeness().sourceEnd())
                : sources;
        var read = encoder.read(input.apply(source.apply(ids)));
        var memory = Memory.of(read.outputs(), sentences);
        var view = decoder.coupling() instanceof Coupling.Attentive attentive
                ? attentive.attention().over(memory)
                : new Attention(new Score.Dot()).over(memory.map(rows -> rows.columns(0, 0)));
        var summary = read.last().gather(sentences);
        var begin = decoder.start(summary, decoder.coupling().told(summary, memory), view);
        return new Start(begin, view, copies(ids, sentences));
    }

    private List<int[]> copies(Ids ids, int... sentences) {
        return copies()
                ? IntStream.of(sentences)
                        .mapToObj(sentence -> emission.likeness().of(ids.packed(sentence)))
                        .toList()
                : List.of();
    }

    @Override
    public Reading read(List<int[]> sources) {
        var ids = Ids.pack(sources.toArray(int[][]::new));
        int[] order =
                IntStream.range(0, sources.size()).map(ids.lengths()::packed).toArray();
        return new Reading(this, Tape.evaluate(() -> start(ids, order)));
    }

    /** Those of the encoder, then those of the decoder. */
    @Override
    public List<Plan> plans() {
        int fed = decoder.coupling().fed();
        return Stream.of(
                        Encoder.plans(encoder, source.features()), decoder.rnn().plans(target.features() + fed))
                .flatMap(List::stream)
                .toList();
    }
}
