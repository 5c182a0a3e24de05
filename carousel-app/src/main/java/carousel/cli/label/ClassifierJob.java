package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.label.read.ExampleKind;
import carousel.cli.label.read.ExampleParts;
import carousel.cli.label.read.Examples;
import carousel.cli.label.read.Learning;
import carousel.cli.label.read.Turn;
import carousel.cli.run.LmOptions;
import carousel.cli.shell.Unused;
import carousel.data.labelled.Item;
import carousel.data.labelled.Labels;
import carousel.model.label.Answer;
import carousel.model.label.AnswerKey;
import carousel.model.label.Classifier;
import carousel.model.label.Targets;
import carousel.store.Settings;
import carousel.train.Fit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run of training a {@link Classifier} is told, whatever it is to answer. Immutable.
 *
 * @param task the command's name
 * @param answer what is to be said
 * @param classWeights whether rare classes count as much as frequent ones
 * @param examples what to learn from
 * @param learning batches, and how the best model is chosen
 * @param model the model's shape
 * @param pretrained vectors to begin with
 * @param repeats whether there are several runs
 * @param baselines whether to compare with simpler models
 * @param answers the settings of the answer
 */
record ClassifierJob(
        String task,
        Answer answer,
        boolean classWeights,
        Examples examples,
        Learning learning,
        Classifier.Settings model,
        Pretrained pretrained,
        Repeats repeats,
        Baselines baselines,
        Record answers) {

    /** The same with vectors of this size for the words. */
    ClassifierJob with(int embedding) {
        var sized = model.with("embedding", embedding);
        return new ClassifierJob(
                task, answer, classWeights, examples, learning, sized, pretrained, repeats, baselines, answers);
    }

    /** Every setting that determines the result of a run. */
    Map<String, String> determining(Fit fit, Turn turn) {
        var settings = new LinkedHashMap<>(examples.determining());
        settings.putAll(Settings.toMap(answers));
        settings.putAll(Settings.toMap(learning));
        settings.putAll(Settings.toMap(model));
        settings.putAll(Settings.toMap(fit));
        settings.keySet().removeAll(LmOptions.INCIDENTAL);
        if (repeats.folds() > 0) {
            settings.put("folds", String.valueOf(repeats.folds()));
            settings.put("fold", String.valueOf(turn.fold() + 1));
        }
        return settings;
    }

    /** Refuses examples of which more or less is said than the answer can say, and settings that are of no use to them. */
    <E extends Item<E>> void check(ExampleParts<E> parts) {
        if (parts.kind() instanceof ExampleKind.Numbers) {
            Unused.refuse(model.text(), "not for series of numbers");
        }
        if (answer != Answer.SEVERAL) {
            parts.requireOne();
        }
    }

    /** The key of the training examples. */
    <E extends Item<E>> AnswerKey key(ExampleParts<E> examples) {
        return answer.number()
                ? AnswerKey.numbers(answer, Labels.numbers(examples.parts().train()))
                : AnswerKey.classes(answer, examples.kind().all(examples.parts().train()));
    }

    /** What a model should say of the training examples. */
    Targets targets(AnswerKey key, ExampleKind.Part part) {
        var answers = part.answers(key);
        return classWeights
                ? new Targets(answers, 1, weights(key.classes().size(), answers))
                : Targets.of(key.width(), answers);
    }

    /** N / (K n): one on average over the examples. */
    private static float[] weights(int classes, float... answers) {
        var counts = new int[classes];
        for (float answer : answers) {
            counts[(int) answer]++;
        }
        var weights = new float[answers.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) answers.length / (classes * counts[(int) answers[i]]);
        }
        return weights;
    }
}
