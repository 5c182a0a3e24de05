package carousel.cli.run;

import carousel.kernel.Pool;
import carousel.tensor.Tree;
import carousel.train.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * What a run has come to. Immutable.
 *
 * @param run the run
 * @param report how it went
 */
public record LmSummary(LmRun run, Report report) {

    /** The figures by the names that every command uses; the loss is the best on the validation text. */
    public SequencedMap<String, Object> figures() {
        var text = run.text();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("loss", report.bestLoss());
        figures.put("perplexity", Math.exp(report.bestLoss()));
        figures.put(
                "bits_per_char",
                Evaluation.bitsPerChar(report.bestLoss(), text.valid().length, text.validCharacters()));
        figures.put("best_step", report.bestStep());
        figures.put("steps", report.steps());
        figures.put("tokens", report.tokens());
        figures.put("tokens_per_second", report.tokens() / Math.max(1e-9, report.seconds()));
        figures.put("seconds", report.seconds());
        figures.put("buffer_bytes", 4L * Pool.ofThread().idle());
        figures.put("parameters", Tree.count(run.model()));
        figures.put("end", report.end().name().toLowerCase(Locale.ROOT));
        figures.put("model", run.files().model().toString());
        return figures;
    }

    /** Why the run ended, in words. */
    public String end() {
        return RunSummary.end(report);
    }

    /** Draws the learning curve; what cannot be drawn is one line, and no reason to fail after hours of training. */
    public List<String> draw() {
        return RunSummary.draw(run.files(), report.curve());
    }
}
