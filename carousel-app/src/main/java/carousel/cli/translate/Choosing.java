package carousel.cli.translate;

import carousel.store.Setting;

/** By what the best model is chosen. Immutable. */
public record Choosing(
        @Setting(
                value =
                        "by what the best model is chosen on the validation pairs: loss, or exact-match of what it writes",
                preset = "loss")
        Criterion select) {

    /** By what the best model is chosen. */
    public enum Criterion {
        /** The mean over symbols. */
        LOSS,
        /** The part of the sources that become what they should, written without a search. */
        EXACT_MATCH
    }
}
