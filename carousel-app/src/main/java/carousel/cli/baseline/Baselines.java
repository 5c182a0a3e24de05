package carousel.cli.baseline;

import carousel.cli.shell.Console;
import carousel.data.TextFile;
import carousel.store.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** Whether a finished run is compared with simpler models. Immutable. */
public record Baselines(
        @Setting("compare the finished model with simpler ones on the same examples, in a fifth of its training time")
        boolean baselines) {
    private static final String HINT =
            "is a recurrent network worth it? the same command with --resume --baselines compares it with simpler ones";

    /**
     * A run that is over.
     *
     * @param model its file
     * @param file where the comparison is kept
     * @param seconds of training
     * @param data SHA-256 of the examples that the comparison is made on
     */
    public record Finished(Path model, Path file, double seconds, String data) {

        /** Of the model, which knows data and settings, and of the examples. */
        private ComparisonFile kept() {
            try {
                var key = TextFile.sha256(Files.readAllBytes(model)) + " " + data;
                return new ComparisonFile(file, TextFile.sha256(key.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(model + ": cannot be read (" + e.getMessage() + ")", e);
            }
        }
    }

    /** Makes the comparisons or finds them beside the model, and tells what came of them; if not wanted, how to ask. */
    public SequencedMap<String, Object> told(Finished run, Supplier<List<Contest>> contests, Console console) {
        if (!baselines) {
            console.note(HINT);
            return new LinkedHashMap<>();
        }
        var kept = run.kept();
        var known = kept.read();
        var figures = new LinkedHashMap<String, Object>();
        for (var comparison : known.isEmpty() ? made(run, kept, contests, console) : known) {
            console.piece(String.join("\n", Verdict.lines(comparison)) + "\n");
            figures.putAll(comparison.figures());
        }
        return figures;
    }

    private static List<Comparison> made(
            Finished run, ComparisonFile kept, Supplier<List<Contest>> contests, Console console) {
        var budget = Budget.ofTraining(run.seconds);
        console.note(String.format(
                Locale.ROOT, "comparing with simpler models, %.0f seconds at most", Math.ceil(budget.seconds())));
        var comparisons = contests.get().stream()
                .map(contest -> contest.held(budget, run.seconds))
                .toList();
        try {
            kept.write(comparisons);
        } catch (IOException e) {
            console.note(run.file + ": cannot be written (" + e.getMessage() + "); going on");
        }
        return comparisons;
    }
}
