package carousel.cli.label.read;

import static carousel.store.Settings.require;

import carousel.store.Setting;

/** How examples are put into batches, and by what the best model is chosen. Immutable. */
public record Learning(
        @Setting(value = "examples in a batch, of similar length", preset = "32")
        int batch,

        @Setting(
                value =
                        "by what the best model is chosen on the validation examples: loss, accuracy or f1 (macro F1 of classes, F1 of spans)",
                preset = "loss")
        Criterion select) {

    /** By what the best model is chosen. */
    public enum Criterion {
        LOSS,
        ACCURACY,
        F1
    }

    public Learning {
        require(batch > 0, "batch", "1 or more", batch);
    }
}
