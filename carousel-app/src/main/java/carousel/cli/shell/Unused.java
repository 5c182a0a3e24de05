package carousel.cli.shell;

import carousel.store.Settings;
import java.util.List;

/** Options that say nothing of what is at hand. Safe for many threads. */
public final class Unused {
    private Unused() {}

    /**
     * Refuses these options of a record where they are not as they were preset; without keys all of them.
     *
     * @param why they are of no use, as in "not for series"
     */
    public static void refuse(Record options, String why, String... keys) {
        var given = Settings.toMap(options);
        for (var entry : Settings.of(options.getClass())) {
            boolean meant = keys.length == 0 || List.of(keys).contains(entry.key());
            if (meant && !given.get(entry.key()).equals(entry.flag() ? "false" : entry.preset())) {
                throw new UsageException("--" + entry.key() + ": " + why + "; leave it out");
            }
        }
    }
}
