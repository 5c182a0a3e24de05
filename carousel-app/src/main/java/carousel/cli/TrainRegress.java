package carousel.cli;

import carousel.cli.label.ClassifierTraining;
import carousel.cli.label.RegressOptions;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import java.util.List;

/** {@code carousel train regress}. Immutable. */
record TrainRegress() implements Command<RegressOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train regress",
                List.of(),
                "--train FILE --out MODEL",
                "Train a model that says a number of a text or a series.",
                """

                Examples are read as for 'carousel train classify'; their labels are numbers. The best model so far, by its
                loss on the validation examples, is always at --out. Ctrl-C saves, --resume goes on.""",
                "carousel train regress --train pairs.tsv --label-column relatedness --out m.safetensors --loss huber");
    }

    @Override
    public Class<RegressOptions> options() {
        return RegressOptions.class;
    }

    @Override
    public int run(RegressOptions options, List<String> operands, Console console) {
        return options.target().call(options.threads(), () -> ClassifierTraining.run(options, console));
    }
}
