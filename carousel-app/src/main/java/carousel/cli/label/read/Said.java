package carousel.cli.label.read;

import carousel.cli.baseline.Measure;
import carousel.cli.baseline.Tally;
import carousel.cli.baseline.rival.Material;
import carousel.data.labelled.Item;
import carousel.model.ClassifierFile;
import carousel.model.input.Source;
import carousel.model.label.Predictions;

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
        return material.tally(file.key(), Predictions.of(file.model(), source));
    }
}
