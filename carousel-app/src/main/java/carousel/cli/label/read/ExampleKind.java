package carousel.cli.label.read;

import carousel.cli.baseline.Rival;
import carousel.cli.baseline.rival.LabelRivals;
import carousel.cli.baseline.rival.Material;
import carousel.data.labelled.Document;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Labels;
import carousel.data.labelled.Sentence;
import carousel.data.labelled.Series;
import carousel.data.labelled.StepOrder;
import carousel.model.input.Coder;
import carousel.model.input.SeriesCoder;
import carousel.model.input.Source;
import carousel.model.input.TextCoder;
import carousel.model.input.TextShape;
import carousel.model.input.Units;
import carousel.model.label.AnswerKey;
import carousel.model.label.Targets;
import carousel.text.DataException;
import java.util.List;

/**
 * What labelled sequences are made of. Safe for many threads.
 *
 * @param <E> an example
 */
public sealed interface ExampleKind<E extends Item<E>> {

    /** The coder of training examples. */
    Coder coder(TextShape shape, List<E> examples);

    /** Examples as a model of that coder reads them. */
    Source source(Coder coder, List<E> examples);

    /** The same with the steps of each in a random order. */
    Source shuffled(Coder coder, Labelled<E> examples, long seed);

    /** What is said of an example. */
    List<String> labels(E example);

    /** What is said of each of many. */
    default List<List<String>> all(Labelled<E> examples) {
        return examples.examples().stream().map(this::labels).toList();
    }

    /** Examples as a model reads them, and what it should say of them: labels, or numbers where the answer is one. */
    record Part(Source source, List<List<String>> labels, float... numbers) {

        /** What a model should say, all of it known to the key. */
        public float[] answers(AnswerKey key) {
            return key.answer().number() ? key.answers(numbers) : key.answers(labels);
        }

        /** What a model should say, all examples counting the same; labels that the key does not know count for nothing. */
        public Targets targets(AnswerKey key) {
            return key.answer().number()
                    ? Targets.of(1, answers(key))
                    : KnownLabels.of(key, labels).targets();
        }
    }

    /** Examples for a model of a coder and a key. */
    default Part part(Labelled<E> examples, Coder coder, AnswerKey key) {
        var source = source(coder, examples.examples());
        return key.answer().number()
                ? new Part(source, List.of(), Labels.numbers(examples))
                : new Part(source, all(examples));
    }

    /** Refuses an example that has no label, or several. */
    default void requireOne(Labelled<E> all) {
        for (var example : all.examples()) {
            var labels = labels(example);
            if (labels.size() != 1) {
                throw new DataException(all.name() + ":" + example.line() + ": "
                        + (labels.isEmpty() ? "no label" : labels.size() + " labels (" + example.label() + ")")
                        + "; expected one, or --several for any number of labels");
            }
        }
    }

    /** What a network must beat. */
    List<Rival> rivals(Material<E> material, Units units);

    /** Texts. */
    record Texts() implements ExampleKind<Document> {
        @Override
        public Coder coder(TextShape shape, List<Document> examples) {
            return TextCoder.of(
                    shape,
                    examples.stream()
                            .map(example -> TextCoder.split(shape.units(), example.text()))
                            .toList());
        }

        @Override
        public Source source(Coder coder, List<Document> examples) {
            var texts = (TextCoder) coder;
            return texts.source(examples.stream()
                    .map(example -> texts.split(example.text()))
                    .toList());
        }

        /** What a model reads as a step is moved as a whole, be it a word or a character. */
        @Override
        public Source shuffled(Coder coder, Labelled<Document> examples, long seed) {
            var texts = (TextCoder) coder;
            var steps = examples.with(examples.examples().stream()
                    .map(each -> new Sentence(texts.split(each.text()), List.of(), "", each.line()))
                    .toList());
            return texts.source(StepOrder.shuffled(steps, seed).examples().stream()
                    .map(Sentence::words)
                    .toList());
        }

        @Override
        public List<String> labels(Document example) {
            return example.labels();
        }

        @Override
        public List<Rival> rivals(Material<Document> material, Units units) {
            return LabelRivals.ofTexts(material, units);
        }
    }

    /** How a coder scales the channels of series. */
    enum Scale {
        /** Each by itself. */
        OWN,
        /** All as one: they are of the same kind. */
        ALIKE
    }

    /** Series of numbers. */
    record Numbers(Scale scale) implements ExampleKind<Series> {

        /** Of a model that has its coder. */
        public Numbers() {
            this(Scale.OWN);
        }

        @Override
        public Coder coder(TextShape shape, List<Series> examples) {
            int channels = examples.getFirst().channels();
            var values = examples.stream().map(Series::values).toList();
            return scale == Scale.OWN ? SeriesCoder.of(channels, values) : SeriesCoder.alike(channels, values);
        }

        @Override
        public Source source(Coder coder, List<Series> examples) {
            var series = (SeriesCoder) coder;
            for (var example : examples) {
                if (example.channels() != series.channels()) {
                    throw new DataException("series of line " + example.line() + ": "
                            + channels(example.channels()) + "; expected " + channels(series.channels())
                            + " as in the training data");
                }
            }
            return series.source(examples.stream().map(Series::values).toList());
        }

        private static String channels(int count) {
            return count + (count == 1 ? " channel" : " channels");
        }

        @Override
        public Source shuffled(Coder coder, Labelled<Series> examples, long seed) {
            return source(coder, StepOrder.shuffled(examples, seed).examples());
        }

        @Override
        public List<String> labels(Series example) {
            return example.labels();
        }

        @Override
        public List<Rival> rivals(Material<Series> material, Units units) {
            return LabelRivals.ofSeries(material);
        }
    }
}
