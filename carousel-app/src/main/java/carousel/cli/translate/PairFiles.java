package carousel.cli.translate;

import static carousel.store.Settings.require;

import carousel.cli.shell.Input;
import carousel.data.reader.ParallelText;
import carousel.store.Provenance;
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
record PairFiles(String role, String both, String source, String target) {
    private static final String SOURCE = "-source";
    private static final String TARGET = "-target";

    /** An {@link IllegalArgumentException} if the names do not go together. */
    void check() {
        require(
                both.isEmpty() || source.isEmpty() && target.isEmpty(),
                role,
                "either one file or --" + role + SOURCE + " and --" + role + TARGET,
                "both");
        require(source.isEmpty() || !target.isEmpty(), role + TARGET + ": missing beside --" + role + SOURCE);
        require(target.isEmpty() || !source.isEmpty(), role + SOURCE + ": missing beside --" + role + TARGET);
    }

    boolean given() {
        return !both.isEmpty() || !source.isEmpty();
    }

    /** Reads them. */
    Corpus read(ParallelText form, Input input) {
        if (!both.isEmpty()) {
            var file = input.read(both);
            var data = new Provenance.Data(file.name(), file.sha256());
            return new Corpus(form.read(file), Map.of(role, data));
        }
        var left = input.read(source);
        var right = input.read(target);
        var files = new LinkedHashMap<String, Provenance.Data>();
        files.put(role + SOURCE, new Provenance.Data(left.name(), left.sha256()));
        files.put(role + TARGET, new Provenance.Data(right.name(), right.sha256()));
        return new Corpus(ParallelText.read(left, right), files);
    }
}
