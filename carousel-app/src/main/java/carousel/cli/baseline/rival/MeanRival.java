package carousel.cli.baseline.rival;

import carousel.cli.baseline.Rival.Scored;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.layer.Init;
import carousel.model.input.Source;
import carousel.model.input.TextCoder;
import carousel.model.label.AnswerKey;
import carousel.model.label.Classifier;
import carousel.model.label.ClassifierObjective;
import carousel.model.label.Predictions;
import carousel.model.label.Targets;
import carousel.text.Words;
import java.util.List;

/**
 * The mean of the vectors of words below a linear model, both learned together: {@link Classifier#ofMean}. Immutable.
 *
 * @param material with the texts
 * @param coder of the words to learn from
 * @param key of what is said of them
 */
record MeanRival(Material<Document> material, TextCoder coder, AnswerKey key) {
    private static final Classifier.Settings SETTINGS = Classifier.Settings.presets();
    private static final int BATCH = 32;
    private static final double RATE = 0.01;

    static Scored scored(Material<Document> all, double seconds) {
        var material = all.divided();
        var train = material.train();
        var key = material.answer().number()
                ? AnswerKey.numbers(material.answer(), Labels.numbers(train))
                : AnswerKey.classes(material.answer(), material.right(train));
        var words = words(train);
        var coder = TextCoder.of(SETTINGS.text(), words);
        return new MeanRival(material, coder, key).scored(coder.source(words), seconds);
    }

    private static List<List<String>> words(Labelled<Document> texts) {
        return texts.examples().stream().map(text -> Words.of(text.text())).toList();
    }

    private Scored scored(Source train, double seconds) {
        var lesson = Lesson.of(RATE, seconds);
        long seed = lesson.fit().seed();
        var model = Classifier.ofMean(SETTINGS, coder, key, Init.seed(seed));
        var objective = new ClassifierObjective(
                train.batches(BATCH, seed),
                train,
                targets(material.train()),
                SETTINGS.text().unknownRate(),
                seed);
        var choosing = material.choosing();
        var valid = source(choosing);
        var right = targets(choosing);
        var cut = lesson.learn(
                model, objective, learned -> Predictions.of(learned, valid).loss(key.answer(), right));
        return new Scored(material.tally(key, Predictions.of(model, source(material.test()))), cut);
    }

    private Source source(Labelled<Document> texts) {
        return coder.source(words(texts));
    }

    private Targets targets(Labelled<Document> texts) {
        return Targets.of(
                key.width(),
                key.answer().number() ? key.answers(Labels.numbers(texts)) : key.answers(material.right(texts)));
    }
}
