package carousel.cli;

import carousel.cli.run.LmOptions;
import carousel.cli.run.LmRun;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import java.util.List;

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

                With --model transformer each of --layers looks at the last --context symbols of the one below with --heads,
                and its state is what it sees of them: to compare recurrent layers with.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("lm")),
                "carousel train lm --train input.txt --out model.safetensors --recipe lm-shakespeare-small");
    }

    @Override
    public Class<LmOptions> options() {
        return LmOptions.class;
    }

    @Override
    public int run(LmOptions options, List<String> operands, Console console) {
        var target = options.job().target();
        return target.call(
                options.threads(),
                () -> LmRun.of(options, console)
                        .training()
                        .run(target, options.fit().maxMinutes()));
    }
}
