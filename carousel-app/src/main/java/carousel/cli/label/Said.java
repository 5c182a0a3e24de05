package carousel.cli.label;

import carousel.cli.baseline.Material;
import carousel.cli.baseline.Measure;
import carousel.cli.baseline.Tally;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labels;
import carousel.model.ClassifierFile;
import carousel.model.label.Answer;
import carousel.model.label.Predictions;
import carousel.model.label.Source;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier says, example by example. Immutable.
 *
 * @param file the model
 * @param material with the examples and what is right of them
 */
record Said<E extends Item<E>>(ClassifierFile file, Material<E> material) {

    Measure measure() {
        return file.key().answer().number() ? Measure.MSE : Measure.ACCURACY;
    }

    /** How well it answers the examples to score on, as they are or with their steps in another order. */
    Tally tally(Source source) {
        var predictions = Predictions.of(file.model(), source);
        if (file.key().answer().number()) {
            return Tally.squares(Labels.numbers(material.test()), predictions.numbers(file.key()));
        }
        return Tally.hits(
                material.right(),
                IntStream.range(0, predictions.size())
                        .mapToObj(i -> labels(predictions, i))
                        .toList());
    }

    private List<String> labels(Predictions predictions, int example) {
        var classes = file.key().classes();
        if (file.key().answer() == Answer.ONE) {
            return List.of(classes.symbol(predictions.best(example)));
        }
        var logits = predictions.logits(example);
        return IntStream.range(0, logits.length)
                .filter(k -> logits[k] > 0)
                .mapToObj(classes::symbol)
                .toList();
    }
}
