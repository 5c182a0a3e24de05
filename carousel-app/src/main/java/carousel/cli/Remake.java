package carousel.cli;

import carousel.cli.label.ClassifyOptions;
import carousel.cli.label.RegressOptions;
import carousel.cli.label.TagOptions;
import carousel.cli.run.LmOptions;
import carousel.cli.run.TaskOptions;
import carousel.cli.translate.TranslateOptions;
import carousel.model.ClassifierFile;
import carousel.model.SequenceModelFile;
import carousel.model.TaggerFile;
import carousel.model.TranslatorFile;
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
        words.append(" --out ").append(quoted(out(provenance, String.valueOf(model.getFileName()))));
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
        return switch (provenance.task()) {
            case SequenceModelFile.TASK -> TaskOptions.class;
            case ClassifierFile.TASK -> ClassifyOptions.class;
            case RegressOptions.TASK -> RegressOptions.class;
            case TaggerFile.TASK -> TagOptions.class;
            case TranslatorFile.TASK -> TranslateOptions.class;
            default -> LmOptions.class;
        };
    }

    /** The name that was asked for: that of one of several folds has the fold behind it. */
    private static String out(Provenance provenance, String name) {
        var fold = provenance.settings().get("fold");
        return fold == null ? name : name.replaceFirst("-fold" + fold + "(?=(\\.[^.]*)?$)", "");
    }

    private static Map<String, String> settings(Provenance provenance) {
        var settings = new LinkedHashMap<>(provenance.settings());
        if (!OF_ITSELF.contains(provenance.end())) {
            settings.put("steps", String.valueOf(provenance.steps()));
        }
        return settings;
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
