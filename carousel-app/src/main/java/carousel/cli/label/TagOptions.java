package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.label.read.Learning;
import carousel.cli.label.read.Sentences;
import carousel.cli.label.read.Turn;
import carousel.cli.run.LmOptions;
import carousel.cli.run.RunTarget;
import carousel.cli.shell.Threads;
import carousel.model.label.Tagger;
import carousel.store.Settings;
import carousel.train.Fit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of {@code train tag}. Immutable.
 *
 * @param sentences what to learn from
 * @param target where to write, and whether to go on
 * @param learning batches, and how the best model is chosen
 * @param model the model's shape
 * @param pretrained vectors to begin with
 * @param repeats several runs instead of one
 * @param baselines whether to compare with simpler models
 * @param fit how to train
 * @param threads how many
 */
public record TagOptions(
        Sentences sentences,
        RunTarget target,
        Learning learning,
        Tagger.Settings model,
        Pretrained pretrained,
        Repeats repeats,
        Baselines baselines,
        Fit fit,
        Threads threads) {

    /** Every setting that determines the result. */
    Map<String, String> determining() {
        var settings = new LinkedHashMap<>(sentences.determining());
        settings.putAll(Settings.toMap(learning));
        settings.putAll(Settings.toMap(model));
        settings.putAll(Settings.toMap(fit));
        settings.keySet().removeAll(LmOptions.INCIDENTAL);
        return settings;
    }

    /** One of its runs. */
    TagOptions of(Turn turn, RunTarget own) {
        return new TagOptions(
                sentences,
                own,
                learning,
                model,
                pretrained,
                repeats,
                baselines,
                fit.with("seed", turn.seed()),
                threads);
    }

    /** The same with the size of the words' vectors and the length of the schedule written down. */
    TagOptions with(int embedding, int perEpoch) {
        var sized = model.with("embedding", embedding);
        return new TagOptions(
                sentences, target, learning, sized, pretrained, repeats, baselines, fit.scheduled(perEpoch), threads);
    }
}
