package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.store.Setting;
import carousel.tensor.Smoothing;

/** How pairs are put into batches, and what is asked of the model. Immutable. */
public record Teaching(
        @Setting(value = "pairs in a batch, of similar length", preset = "32")
        int batch,

        @Setting(value = "probability that the model is asked to leave to all other symbols", preset = "0")
        float labelSmoothing) {

    public Teaching {
        require(batch > 0, "batch", "1 or more", batch);
        require(labelSmoothing >= 0 && labelSmoothing < 1, "label-smoothing", "at least 0 and below 1", labelSmoothing);
    }

    Smoothing smoothing() {
        return new Smoothing(labelSmoothing);
    }
}
