package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.label.read.Examples;
import carousel.cli.label.read.Learning;
import carousel.cli.run.RunTarget;
import carousel.cli.shell.Threads;
import carousel.model.label.Answer;
import carousel.model.label.Classifier;
import carousel.store.Setting;
import carousel.train.Fit;

/**
 * The options of {@code train regress}. Immutable.
 *
 * @param examples what to learn from
 * @param answers how numbers are learned
 * @param target where to write, and whether to go on
 * @param learning batches, and how the best model is chosen
 * @param model the model's shape
 * @param pretrained vectors to begin with
 * @param repeats several runs instead of one
 * @param baselines whether to compare with simpler models
 * @param fit how to train
 * @param threads how many
 */
public record RegressOptions(
        Examples examples,
        Answers answers,
        RunTarget target,
        Learning learning,
        Classifier.Settings model,
        Pretrained pretrained,
        Repeats repeats,
        Baselines baselines,
        Fit fit,
        Threads threads) {

    /** The task that models name which say a number. */
    public static final String TASK = "regress";

    /** How numbers are learned. Immutable. */
    public record Answers(
            @Setting(
                    value =
                            "squared error; huber, which wild numbers do not rule; or range, which stays between the smallest"
                                    + " and the largest number of the training data",
                    preset = "squared")
            Loss loss) {

        /** How numbers are learned. */
        public enum Loss {
            SQUARED,
            HUBER,
            RANGE
        }

        Answer answer() {
            return switch (loss) {
                case SQUARED -> Answer.NUMBER;
                case HUBER -> Answer.ROBUST_NUMBER;
                case RANGE -> Answer.BOUNDED_NUMBER;
            };
        }
    }

    public RegressOptions {
        carousel.store.Settings.require(
                learning.select() == Learning.Criterion.LOSS, "select", "loss", learning.select());
    }

    ClassifierJob job() {
        return new ClassifierJob(
                TASK, answers.answer(), false, examples, learning, model, pretrained, repeats, baselines, answers);
    }
}
