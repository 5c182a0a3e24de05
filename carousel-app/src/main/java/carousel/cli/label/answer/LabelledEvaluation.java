package carousel.cli.label.answer;

import carousel.cli.label.read.ExampleKind;
import carousel.cli.label.read.Examples;
import carousel.cli.label.read.Sentences;
import carousel.cli.run.Picture;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.metric.SpanScores;
import carousel.model.ClassifierFile;
import carousel.model.TaggerFile;
import carousel.model.input.SeriesCoder;
import carousel.model.label.Answer;
import carousel.model.label.Predictions;
import carousel.store.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How good a model is on labelled data, which is read as its training data was. Immutable.
 *
 * @param figures by the names that every command uses
 * @param tables what is worth a look, as text
 * @param pictures the same as pictures; none where there is nothing to draw
 */
public record LabelledEvaluation(
        SequencedMap<String, Object> figures, List<String> tables, List<? extends Picture> pictures) {

    /** Figures alone. */
    public static LabelledEvaluation of(SequencedMap<String, Object> figures) {
        return new LabelledEvaluation(figures, List.of(), List.of());
    }

    /** Of a classifier on a file or folder; with an encoding, instead of that of the training data. */
    public static LabelledEvaluation of(ClassifierFile file, String data, String encoding) {
        var examples = reader(file, data, encoding);
        return file.coder() instanceof SeriesCoder
                ? of(file, new ExampleKind.Numbers(), examples.series(data))
                : of(file, new ExampleKind.Texts(), examples.texts(data));
    }

    private static <E extends Item<E>> LabelledEvaluation of(
            ClassifierFile file, ExampleKind<E> kind, Labelled<E> examples) {
        if (file.key().answer() != Answer.SEVERAL) {
            kind.requireOne(examples);
        }
        var part = kind.part(examples, file.coder(), file.key());
        var scores = Scores.of(file.key(), Predictions.of(file.model(), part.source()), file.temperature(), part);
        return new LabelledEvaluation(scores.figures(), scores.tables(), scores.pictures());
    }

    /** Of a tagger on a file. */
    public static LabelledEvaluation of(TaggerFile file, String data, String encoding) {
        var reader = reading(Sentences.class, file.provenance(), data, encoding);
        var sentences = reader.read(data).examples();
        var predictions = file.predict(sentences.stream().map(Sentence::words).toList());
        var tags = sentences.stream().map(Sentence::tags).toList();
        var scores = TagScores.of(
                file.key(),
                predictions,
                tags,
                sentences.stream().map(Sentence::label).toList());
        var tables = new ArrayList<String>();
        scores.spans().stream().map(SpanScores::report).forEach(tables::add);
        return new LabelledEvaluation(scores.figures(), tables, List.of());
    }

    /** What reads data as a classifier's training data was read; with an encoding, instead of that. */
    static Examples reader(ClassifierFile file, String data, String encoding) {
        return reading(Examples.class, file.provenance(), data, encoding);
    }

    /** What reads data as a tagger's training data was read. */
    static Sentences reader(TaggerFile file, String data) {
        return reading(Sentences.class, file.provenance(), data, "");
    }

    /** The settings by which the training data was read, for other data. */
    private static <R extends Record> R reading(Class<R> type, Provenance provenance, String data, String encoding) {
        return provenance.settings(type, Map.of("train", data, "encoding", encoding));
    }
}
