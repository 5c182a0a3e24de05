package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.cli.shell.FailedException;
import carousel.tensor.Tree;
import carousel.train.CurvePoint;
import carousel.train.Report;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** The end of a run of training, whatever it trained. Safe for many threads. */
public final class RunSummary {
    private RunSummary() {}

    /** Why a run ended, in words. */
    public static String end(Report report) {
        return switch (report.end()) {
            case COMPLETE -> "all steps done";
            case PATIENCE -> "no improvement for as long as --patience allows";
            case TIME -> "--max-minutes are over";
            case INTERRUPTED -> "interrupted";
        };
    }

    /** What every run tells at its end, behind the scores of its model. */
    public static SequencedMap<String, Object> figures(RunFiles files, Report report, Object model) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("best_step", report.bestStep());
        if (report.averaged() > 0) {
            figures.put("averaged", report.averaged());
        }
        figures.put("steps", report.steps());
        figures.put("seconds", report.seconds());
        figures.put("parameters", Tree.count(model));
        figures.put("end", report.end().name().toLowerCase(Locale.ROOT));
        figures.put("model", files.model().toString());
        return figures;
    }

    /** Draws the learning curve; what cannot be drawn is one line, and no reason to fail after hours of training. */
    public static List<String> draw(RunFiles files, List<CurvePoint> curve) {
        var curves = new LinkedHashMap<String, List<CurvePoint>>();
        curves.put(files.name(), curve);
        try {
            CurveChart.write(files.picture(), curves, CurveChart.Axis.STEP);
            return List.of();
        } catch (FailedException e) {
            return List.of(e.getMessage());
        }
    }

    /** Of a run that has finished before: says so; its figures. */
    static SequencedMap<String, Object> nothingToDo(RunFiles files, EarlierRun earlier, Console console) {
        complete(files).forEach(console::note);
        console.note("the run at " + files.model() + " has finished already (" + earlier.end() + "); nothing to do");
        var figures = new LinkedHashMap<String, Object>();
        figures.put("model", files.model().toString());
        figures.put("end", earlier.end());
        return figures;
    }

    /** Does what a finished run that was killed in its last moment has left undone. */
    private static List<String> complete(RunFiles files) {
        return Files.exists(files.curve()) && !Files.exists(files.picture())
                ? draw(files, CurveFile.read(files.curve()))
                : List.of();
    }
}
