package carousel.cli;

import carousel.cli.run.LmOptions;
import carousel.cli.run.TaskOptions;
import carousel.model.SequenceModelFile;
import carousel.store.Provenance;
import carousel.store.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The command line that makes a model again. Safe for many threads. */
final class Remake {
    /** Ends that the settings themselves bring about; any other has to be asked for by a number of steps. */
    private static final Set<String> OF_ITSELF = Set.of("complete", "patience");

    private Remake() {}

    static String command(Provenance provenance, Path model) {
        var words = new StringBuilder("carousel train " + provenance.task());
        provenance
                .data()
                .forEach((role, data) ->
                        words.append(" --").append(role).append(' ').append(quoted(data.name())));
        words.append(" --out ").append(quoted(String.valueOf(model.getFileName())));
        var settings = settings(provenance);
        for (var entry : Settings.of(options(provenance))) {
            var value = settings.get(entry.key());
            if (value == null || value.equals(entry.flag() ? "false" : entry.preset())) {
                continue;
            }
            words.append(" --").append(entry.key()).append(entry.flag() ? "" : " " + quoted(value));
        }
        return words.toString();
    }

    private static Class<? extends Record> options(Provenance provenance) {
        return provenance.task().equals(SequenceModelFile.TASK) ? TaskOptions.class : LmOptions.class;
    }

    private static Map<String, String> settings(Provenance provenance) {
        var settings = new LinkedHashMap<>(provenance.settings());
        if (!OF_ITSELF.contains(provenance.end())) {
            settings.put("steps", String.valueOf(provenance.steps()));
        }
        if (!settings.getOrDefault("steps", "0").equals("0")) {
            settings.remove("epochs");
        }
        return settings;
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
