package carousel.cli.translate.answer;

import static carousel.store.Settings.require;

import carousel.cli.shell.Unused;
import carousel.model.translate.Translator;
import carousel.store.Setting;
import java.nio.file.Path;

/** How a finished translator writes. Immutable. */
public record Decoding(
        Beaming beaming,

        @Setting(value = "most symbols of a translation, its end included; 0: as many as in training", preset = "0")
        int maxLength) {

    /** One symbol after the other, the likeliest each time. */
    public static final Decoding GREEDY = new Decoding(new Beaming(1, 0, 0), 0);

    public Decoding {
        require(maxLength >= 0, "max-length", "1 or more, or 0", maxLength);
    }

    public int longest(Translator translator) {
        return maxLength == 0 ? translator.longest() : maxLength;
    }

    /** Complains of options that a model of another task does not know. */
    public static void refuse(Record options, Path model) {
        Unused.refuse(options, "for translators only, and " + model + " is none");
    }
}
