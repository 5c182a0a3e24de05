package carousel.cli.run;

import static carousel.store.Settings.require;

import carousel.cli.baseline.Baselines;
import carousel.cli.shell.Input;
import carousel.cli.shell.Threads;
import carousel.cli.shell.Unknowns;
import carousel.model.LanguageModel;
import carousel.model.OwnInputs;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.text.Case;
import carousel.text.Level;
import carousel.train.Fit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The options of {@code train lm}. Immutable.
 *
 * @param job which files, and whether to go on: nothing here determines the result but the contents of the files
 * @param reading how a text becomes symbols and batches
 * @param model the model's shape
 * @param fit how to train
 * @param threads how many
 */
public record LmOptions(Job job, Reading reading, LanguageModel.Settings model, Fit fit, Threads threads) {
    /** Options of {@link Fit} that say when a run is saved or cut off, not what it computes. */
    public static final Set<String> INCIDENTAL = Set.of("max-minutes", "checkpoint-minutes");

    /** Which files a run reads and writes. Immutable. */
    public record Job(
            @Setting("text to learn from (required)") Path train,

            @Setting("text to validate on; without it the last part of --train is held out")
            Path valid,

            @Setting("text to score the finished model on") Path test,

            RunTarget target,
            Baselines baselines) {

        public Job {
            require(given(train), "train: missing; expected a text file");
        }

        boolean hasValid() {
            return given(valid);
        }

        /** Whether there is a text to score the finished model on. */
        public boolean hasTest() {
            return given(test);
        }
    }

    /** How a text becomes symbols and batches. Immutable. */
    public record Reading(
            @Setting(value = "what a symbol is: char, byte or word", preset = "char")
            Level level,

            @Setting("lower-case the text first") boolean lowerCase,

            @Setting(value = "word level: words that are rarer become <unk>", preset = "1")
            int minCount,

            @Setting(value = "part of --train that is held out for validation", preset = "0.1")
            double validFraction,

            @Setting(value = "streams that are read side by side", preset = "32")
            int batch,

            @Setting(value = "steps of a window: how far gradients reach back", preset = "64")
            int bptt,

            @Setting(
                    value = "steps from window to window, a divisor of --bptt; 0: as many as a window has",
                    preset = "0")
            int bpttAdvance,

            OwnInputs own,

            Input input,
            Unknowns unknowns) {

        public Reading {
            require(
                    level != Level.BYTE || !lowerCase,
                    "lower-case: not with --level byte, which takes bytes as they are");
            require(minCount > 0, "min-count", "1 or more", minCount);
            require(validFraction > 0 && validFraction < 1, "valid-fraction", "above 0 and below 1", validFraction);
            require(batch > 0, "batch", "1 or more", batch);
            require(bptt > 0, "bptt", "1 or more", bptt);
            require(
                    bpttAdvance >= 0 && (bpttAdvance == 0 || bptt % bpttAdvance == 0),
                    "bptt-advance",
                    "a divisor of --bptt " + bptt,
                    bpttAdvance);
        }

        Case letters() {
            return lowerCase ? Case.LOWER : Case.KEEP;
        }
    }

    private static boolean given(Path path) {
        return !path.toString().isEmpty();
    }

    LmOptions scheduled(int perEpoch) {
        return new LmOptions(job, reading, model, fit.scheduled(perEpoch), threads);
    }

    /** Every setting that determines the result. */
    Map<String, String> determining() {
        var settings = new LinkedHashMap<String, String>();
        settings.putAll(Settings.toMap(reading));
        settings.putAll(Settings.toMap(model));
        settings.putAll(Settings.toMap(fit));
        settings.keySet().removeAll(INCIDENTAL);
        if (job.hasValid()) {
            settings.remove("valid-fraction");
        }
        return settings;
    }
}
