package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.cli.shell.UsageException;
import carousel.model.translate.Translator;
import carousel.store.Setting;
import carousel.store.Settings;
import java.nio.file.Path;
import java.util.Map;

/** How a finished translator writes. Immutable. */
public record Decoding(
        Beaming beaming,

        @Setting(value = "most symbols of a translation, its end included; 0: as many as in training", preset = "0")
        int maxLength) {

    public Decoding {
        require(maxLength >= 0, "max-length", "1 or more, or 0", maxLength);
    }

    int longest(Translator translator) {
        return maxLength == 0 ? translator.longest() : maxLength;
    }

    /** Complains of options that a model of another task does not know. */
    public void refuse(Path model) {
        refuse(this, model);
    }

    static <R extends Record> void refuse(R options, Path model) {
        var presets = Settings.toMap(Settings.read(options.getClass(), Map.of()));
        Settings.toMap(options).forEach((key, value) -> {
            if (!value.equals(presets.get(key))) {
                throw new UsageException(
                        "--" + key + ": for translators only, and " + model + " is none; leave it out");
            }
        });
    }
}
