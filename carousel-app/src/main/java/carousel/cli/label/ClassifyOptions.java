package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.label.read.Examples;
import carousel.cli.label.read.Learning;
import carousel.cli.run.RunTarget;
import carousel.cli.shell.Threads;
import carousel.model.ClassifierFile;
import carousel.model.label.Answer;
import carousel.model.label.Classifier;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.train.Fit;

/**
 * The options of {@code train classify}. Immutable.
 *
 * @param examples what to learn from
 * @param answers what is to be said of them
 * @param target where to write, and whether to go on
 * @param learning batches, and how the best model is chosen
 * @param model the model's shape
 * @param pretrained vectors to begin with
 * @param repeats several runs instead of one
 * @param baselines whether to compare with simpler models
 * @param fit how to train
 * @param threads how many
 */
public record ClassifyOptions(
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

    /** What is to be said. Immutable. */
    public record Answers(
            @Setting("several labels may hold at once, or none: each has a probability of its own")
            boolean several,

            @Setting("rare classes count as much as frequent ones")
            boolean classWeights) {

        public Answers {
            Settings.require(!several || !classWeights, "class-weights", "off with --several", classWeights);
        }

        Answer answer() {
            return several ? Answer.SEVERAL : Answer.ONE;
        }
    }

    ClassifierJob job() {
        return new ClassifierJob(
                ClassifierFile.TASK,
                answers.answer(),
                answers.classWeights(),
                examples,
                learning,
                model,
                pretrained,
                repeats,
                baselines,
                answers);
    }
}
