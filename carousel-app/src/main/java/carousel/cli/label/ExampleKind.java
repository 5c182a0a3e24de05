package carousel.cli.label;

import carousel.data.labelled.Document;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Series;
import carousel.model.label.Coder;
import carousel.model.label.SeriesCoder;
import carousel.model.label.Source;
import carousel.model.label.TextCoder;
import carousel.model.label.TextShape;
import carousel.text.DataException;
import java.util.List;

/**
 * What labelled sequences are made of. Safe for many threads.
 *
 * @param <E> an example
 */
sealed interface ExampleKind<E extends Item<E>> {

    /** The coder of training examples. */
    Coder coder(TextShape shape, List<E> examples);

    /** Examples as a model of that coder reads them. */
    Source source(Coder coder, List<E> examples);

    /** What is said of an example. */
    List<String> labels(E example);

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

        @Override
        public List<String> labels(Document example) {
            return example.labels();
        }
    }

    /** Series of numbers. */
    record Numbers() implements ExampleKind<Series> {
        @Override
        public Coder coder(TextShape shape, List<Series> examples) {
            return SeriesCoder.of(
                    examples.getFirst().channels(),
                    examples.stream().map(Series::values).toList());
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
        public List<String> labels(Series example) {
            return example.labels();
        }
    }
}
