package carousel.cli;

import carousel.cli.run.EarlierRun;
import carousel.cli.run.Figures;
import carousel.cli.run.RunSummary;
import carousel.cli.run.TaskOptions;
import carousel.cli.run.TaskRun;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import carousel.data.task.TaskSpec;
import carousel.recurrent.Execution;
import carousel.train.Report;
import java.util.List;
import java.util.stream.Collectors;

/** {@code carousel train task}. Immutable. */
record TrainTask() implements Command<TaskOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train task",
                List.of(),
                "--task NAME[:SETTING=VALUE,...] --out MODEL",
                "Train on a reference task: adding, copying, counting, brackets, MNIST.",
                "\nTasks, their parameters and presets (docs/TASKS.md defines them):\n"
                        + TaskSpec.all().stream().map(spec -> "  " + spec).collect(Collectors.joining("\n"))
                        + """


                Examples are made as they are needed, but for MNIST. The best model so far, by the loss on examples of its
                own, is always at --out; at the end it is scored on test examples and, where there are some, on longer ones
                than it has learned from. Ctrl-C saves, --resume goes on.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("task")),
                "carousel train task --out echo.safetensors --recipe task-echo");
    }

    @Override
    public Class<TaskOptions> options() {
        return TaskOptions.class;
    }

    @Override
    public int run(TaskOptions options, List<String> operands, Console console) {
        var execution = options.target().checkpointActivations() ? Execution.CHECKPOINTED : Execution.COMPILED;
        return options.threads().call(() -> execution.call(() -> run(options, console)));
    }

    private static int run(TaskOptions options, Console console) {
        var run = TaskRun.of(options, console);
        var earlier = options.target().resume() ? run.earlier() : EarlierRun.none();
        if (earlier.finished()) {
            RunSummary.nothingToDo(run.files(), earlier, console);
            return DONE;
        }
        console.note(run.description());
        var report = run.train(earlier);
        if (report.end() == Report.End.INTERRUPTED) {
            return INTERRUPTED;
        }
        RunSummary.draw(run.files(), report.curve()).forEach(console::note);
        console.note("finished: " + RunSummary.end(report));
        var figures = run.figures(report);
        console.piece(Figures.table(figures));
        console.json(figures);
        return DONE;
    }
}
