package carousel.cli;

import carousel.cli.run.EarlierRun;
import carousel.cli.run.Evaluation;
import carousel.cli.run.Figures;
import carousel.cli.run.LmOptions;
import carousel.cli.run.LmRun;
import carousel.cli.run.LmSummary;
import carousel.cli.run.RunSummary;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import carousel.model.LanguageModelFile;
import carousel.recurrent.Execution;
import carousel.train.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code carousel train lm}. Immutable. */
record TrainLm() implements Command<LmOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train lm",
                List.of(),
                "--train FILE --out MODEL",
                "Train a language model: characters, bytes or words.",
                """

                The text is read as --batch streams side by side, cut into windows of --bptt steps; the state is carried
                from window to window. Without --valid the last tenth of --train is held out (at character level the
                vocabulary is that of the whole file). The best model so far is always at --out. Ctrl-C saves, --resume
                goes on, and a resumed run ends in the same file, to the bit, as one that was never stopped.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("lm")),
                "carousel train lm --train input.txt --out model.safetensors --recipe lm-shakespeare-small");
    }

    @Override
    public Class<LmOptions> options() {
        return LmOptions.class;
    }

    @Override
    public int run(LmOptions options, List<String> operands, Console console) {
        var execution = options.job().target().checkpointActivations() ? Execution.CHECKPOINTED : Execution.COMPILED;
        return options.threads().call(() -> execution.call(() -> run(options, console)));
    }

    private static int run(LmOptions options, Console console) {
        var run = LmRun.of(options, console);
        var earlier = options.job().target().resume() ? run.earlier() : EarlierRun.none();
        if (earlier.finished()) {
            RunSummary.nothingToDo(run.files(), earlier, console);
            return DONE;
        }
        console.note(run.description());
        var report = run.train(earlier, LmRun.Spectator.none());
        if (report.end() == Report.End.INTERRUPTED) {
            return INTERRUPTED;
        }
        var summary = new LmSummary(run, report);
        summary.draw().forEach(console::note);
        console.note("finished: " + summary.end() + "; next:");
        console.note("  carousel generate " + run.files().model() + " --prompt \"Once\" --temperature 0.8");
        var figures = summary.figures();
        if (options.job().hasTest()) {
            figures.putAll(test(options, run));
        }
        console.piece(Figures.table(figures));
        console.json(figures);
        return DONE;
    }

    private static Map<String, Object> test(LmOptions options, LmRun run) {
        var reading = options.reading();
        var text = reading.input().read(options.job().test().toString());
        var model = LanguageModelFile.load(run.files().model());
        var figures = new LinkedHashMap<String, Object>();
        Evaluation.of(model, text, reading.unknowns().choice())
                .figures()
                .forEach((name, value) -> figures.put("test_" + name, value));
        return figures;
    }
}
