package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.cli.run.TrainingRun;
import carousel.cli.translate.answer.Decoding;
import carousel.cli.translate.pairs.PairFiles;
import carousel.model.TranslatorFile;
import carousel.store.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a translator is scored on, beside {@code --data}, and how it writes. Immutable. */
public record Testing(
        @Setting("of a translator, instead of --data: sentences, one in a line")
        String dataSource,

        @Setting("and what they are to become, line by line")
        String dataTarget,

        @Setting(
                value = "of a translator: scores by the length of the source too, in so many groups; --plot draws them",
                preset = "0")
        int byLength,

        @Setting("of a translator: another one that is scored beside it, for the same table and picture")
        String compare,

        @Setting("of a translator: single or grouped, see 'train translate'; without it as in training")
        String references,

        Decoding decoding) {

    public Testing {
        require(byLength >= 0, "by-length", "2 or more groups, or 0 for none", byLength);
        require(List.of("", "single", "grouped").contains(references), "references", "single or grouped", references);
    }

    /** Whether there is something to draw. */
    public boolean drawn() {
        return byLength > 0;
    }

    /** A model and the one it is compared with, by names that differ. */
    SequencedMap<String, TranslatorFile> models(TranslatorFile file, Path path) {
        var models = new LinkedHashMap<String, TranslatorFile>();
        models.put(name(path), file);
        if (!compare.isEmpty()) {
            var other = Path.of(compare);
            var name = name(other);
            models.put(models.containsKey(name) ? compare : name, TranslatorFile.load(other));
        }
        return models;
    }

    private static String name(Path path) {
        return path.getFileName().toString().replaceFirst("\\.\\w+$", "");
    }

    /** Whether there is data. */
    public boolean given() {
        return !dataSource.isEmpty();
    }

    PairFiles files(String data) {
        var files = new PairFiles("data", data, dataSource, dataTarget);
        return TrainingRun.fitting(() -> {
            files.check();
            return files;
        });
    }
}
