package carousel.model.translate;

import static carousel.store.Settings.require;

import carousel.model.OwnInputs;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.tensor.Smoothing;
import java.util.Map;

/** How pairs are put into batches, and what is asked of the model. Immutable. */
public record Teaching(
        @Setting(value = "pairs in a batch, of similar length", preset = "32")
        int batch,

        @Setting(value = "probability that the model is asked to leave to all other symbols", preset = "0")
        float labelSmoothing,

        @Setting(value = "weight of the loss of looking again at what was seen before", preset = "0")
        float coverageLoss,

        OwnInputs own) {

    public Teaching {
        require(batch > 0, "batch", "1 or more", batch);
        require(labelSmoothing >= 0 && labelSmoothing < 1, "label-smoothing", "at least 0 and below 1", labelSmoothing);
        require(coverageLoss >= 0 && Float.isFinite(coverageLoss), "coverage-loss", "0 or more", coverageLoss);
    }

    /** The presets. */
    public static Teaching presets() {
        return Settings.read(Teaching.class, Map.of());
    }

    /** The same with one setting changed. */
    public Teaching with(String key, Object value) {
        return Settings.with(this, key, value);
    }

    Smoothing smoothing() {
        return new Smoothing(labelSmoothing);
    }

    /** Complains of a model that cannot be asked so. */
    void check(TranslationModel model) {
        boolean attends = model instanceof Seq2Seq && model.looks();
        require(labelSmoothing == 0 || !model.copies(), "label-smoothing", "0 with --copy", labelSmoothing);
        require(
                coverageLoss == 0 || attends,
                "coverage-loss",
                "0 without --model rnn and --coupling attention",
                coverageLoss);
    }
}
