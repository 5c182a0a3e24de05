package carousel.cli;

import carousel.cli.run.TaskOptions;
import carousel.cli.run.TaskRun;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import carousel.data.task.TaskSpec;
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
        var target = options.target();
        return target.call(
                options.threads(),
                () -> TaskRun.of(options, console)
                        .training()
                        .run(target, options.fit().maxMinutes()));
    }
}
