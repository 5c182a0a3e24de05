package carousel.store;

import carousel.text.Spelling;
import java.util.Locale;

/** Names of settings: component to key, and what is said of a wrong one. Safe for many threads. */
final class SettingKey {
    private SettingKey() {}

    /** {@code maxMinutes} → {@code max-minutes}. */
    static String of(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static SettingException unknown(String key, Iterable<String> known) {
        var nearest = Spelling.nearest(key, known);
        var hint = nearest.isEmpty() ? "no options are known here" : "did you mean '" + nearest + "'?";
        return new SettingException("unknown option '" + key.replaceAll("\\p{Cntrl}", "?") + "'; " + hint);
    }
}
