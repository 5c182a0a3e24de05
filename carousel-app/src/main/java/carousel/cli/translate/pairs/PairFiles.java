package carousel.cli.translate.pairs;

import static carousel.store.Settings.require;

import carousel.cli.shell.Input;
import carousel.cli.shell.UsageException;
import carousel.data.generated.GeneratedPairs;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.reader.ClassFolder;
import carousel.data.reader.ParallelText;
import carousel.store.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of files with pairs of sentences: of one with both sides, or of one for each. Immutable.
 *
 * @param role the option that names them, such as {@code train}
 * @param both one file; empty: none
 * @param source one side; empty: none
 * @param target the other side
 */
public record PairFiles(String role, String both, String source, String target) {
    private static final String SOURCE = "-source";
    private static final String TARGET = "-target";

    /** An {@link IllegalArgumentException} if the names do not go together. */
    public void check() {
        require(
                both.isEmpty() || source.isEmpty() && target.isEmpty(),
                role,
                "either one file or --" + role + SOURCE + " and --" + role + TARGET,
                "both");
        require(source.isEmpty() || !target.isEmpty(), role + TARGET + ": missing beside --" + role + SOURCE);
        require(target.isEmpty() || !source.isEmpty(), role + SOURCE + ": missing beside --" + role + TARGET);
    }

    public boolean given() {
        return !both.isEmpty() || !source.isEmpty();
    }

    /** Reads them. */
    Corpus read(ParallelText form, Input input) {
        if (GeneratedPairs.named(both)) {
            return Generated.scored(role, both);
        }
        if (!both.isEmpty()) {
            var file = input.read(both);
            var data = new Provenance.Data(file.name(), file.sha256());
            return new Corpus(form.read(file), Map.of(role, data));
        }
        return sides(input);
    }

    private Corpus sides(Input input) {
        var left = input.read(source);
        var right = input.read(target);
        var files = new LinkedHashMap<String, Provenance.Data>();
        files.put(role + SOURCE, new Provenance.Data(left.name(), left.sha256()));
        files.put(role + TARGET, new Provenance.Data(right.name(), right.sha256()));
        return new Corpus(ParallelText.read(left, right), files);
    }

    /** Reads texts that are to become themselves. */
    public Corpus texts(Input input) {
        if (!source.isEmpty()) {
            throw new UsageException(
                    "--" + role + SOURCE + ": not with --autoencode, whose texts stand in one file; give --" + role);
        }
        var folder = Path.of(both);
        var texts = Files.isDirectory(folder) ? texts(folder, input) : ParallelText.same(input.read(both));
        return new Corpus(texts, Map.of(role, new Provenance.Data(texts.name(), texts.sha256())));
    }

    private static Labelled<SentencePair> texts(Path folder, Input input) {
        var documents = ClassFolder.of("*.txt").withEncoding(input.charset()).read(folder);
        return documents.with(documents.examples().stream()
                .filter(document -> !document.text().isBlank()) // as in a file
                .map(document -> new SentencePair(
                        document.text().strip(), document.text().strip(), document.line()))
                .toList());
    }
}
