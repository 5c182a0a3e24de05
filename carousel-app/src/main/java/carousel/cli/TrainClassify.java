package carousel.cli;

import carousel.cli.label.ClassifierTraining;
import carousel.cli.label.ClassifyOptions;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import java.util.List;

/** {@code carousel train classify}. Immutable. */
record TrainClassify() implements Command<ClassifyOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train classify",
                List.of(),
                "--train FILE --out MODEL",
                "Train a classifier of texts or series: one label each, or several.",
                """

                Examples stand in a table with a header and the columns text and label (.csv, .tsv, .jsonl), in a folder with
                one file for each class and a text in each line, or in a file of series (.ts); any of them may be a .gz.
                The best model so far, by --select on the validation examples, is always at --out. Ctrl-C saves, --resume
                goes on.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("classify")),
                "carousel train classify --train reviews.tsv --out reviews.safetensors --bidirectional --pool max");
    }

    @Override
    public Class<ClassifyOptions> options() {
        return ClassifyOptions.class;
    }

    @Override
    public int run(ClassifyOptions options, List<String> operands, Console console) {
        return options.target().call(options.threads(), () -> ClassifierTraining.run(options, console));
    }
}
