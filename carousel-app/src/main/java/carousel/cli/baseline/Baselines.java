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

    /** Makes the comparison or finds it beside the model, and tells what came of it; if not wanted, how to ask. */
    public SequencedMap<String, Object> told(Finished run, Supplier<Contest> contest, Console console) {
        if (!baselines) {
            console.note(HINT);
            return new LinkedHashMap<>();
        }
        var kept = run.kept();
        var comparison = kept.read().stream().findFirst().orElseGet(() -> made(run, kept, contest, console));
        console.piece(String.join("\n", Verdict.lines(comparison)) + "\n");
        return comparison.figures();
    }

    private static Comparison made(Finished run, ComparisonFile kept, Supplier<Contest> contest, Console console) {
        var budget = Budget.ofTraining(run.seconds);
        console.note(String.format(
                Locale.ROOT, "comparing with simpler models, %.0f seconds at most", Math.ceil(budget.seconds())));
        var comparison = contest.get().held(budget, run.seconds);
        try {
            kept.write(comparison);
        } catch (IOException e) {
            console.note(run.file + ": cannot be written (" + e.getMessage() + "); going on");
        }
        return comparison;
    }
}
