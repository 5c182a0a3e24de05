package carousel.cli.baseline.rival;

import carousel.cli.baseline.Rival.Scored;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.layer.Init;
import carousel.model.input.TextCoder;
import carousel.model.label.TagKey;
import carousel.model.label.TagPredictions;
import carousel.model.label.Tagger;
import carousel.model.label.TaggerObjective;
import java.util.List;

/** A tagger that sees a word and two on each side of it: {@link Tagger#ofWindow}. Safe for many threads. */
final class WindowTags {
    private static final Tagger.Settings SETTINGS =
            Tagger.Settings.presets().with("embedding", 50).with("hidden", 128).with("window", 5);
    private static final int BATCH = 32;
    private static final double RATE = 0.003;

    private WindowTags() {}

    static Scored scored(TagRivals all, double seconds) {
        var parts = all.divided();
        var lesson = Lesson.of(RATE, seconds);
        long seed = lesson.fit().seed();
        var right = tags(parts.train());
        var key = TagKey.of(parts.kind(), right, List.of());
        var coder = TextCoder.of(SETTINGS.text(), words(parts.train()));
        var source = coder.source(words(parts.train()));
        var model = Tagger.ofWindow(SETTINGS, coder, key, Init.seed(seed));
        var objective = new TaggerObjective(
                source.batches(BATCH, seed),
                source,
                key.numbers(right, List.of()),
                SETTINGS.text().unknownRate(),
                seed);
        var valid = coder.source(words(parts.valid()));
        var choosing = tags(parts.valid());
        var cut = lesson.learn(
                model, objective, learned -> TagPredictions.of(learned, valid).loss(key, choosing));
        var said = TagPredictions.of(model, coder.source(words(parts.test())));
        return new Scored(parts.tally(said.names(key, tags(parts.test()))), cut);
    }

    private static List<List<String>> words(Labelled<Sentence> sentences) {
        return sentences.examples().stream().map(Sentence::words).toList();
    }

    private static List<List<String>> tags(Labelled<Sentence> sentences) {
        return sentences.examples().stream().map(Sentence::tags).toList();
    }
}
