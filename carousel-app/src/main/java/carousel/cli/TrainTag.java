package carousel.cli;

import carousel.cli.label.TagOptions;
import carousel.cli.label.TaggerRun;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import java.util.List;

/** {@code carousel train tag}. Immutable. */
record TrainTag() implements Command<TagOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train tag",
                List.of(),
                "--train FILE --out MODEL",
                "Train a tagger: one tag for each word, and perhaps an intent for the sentence.",
                """

                Sentences stand in CoNLL columns (a word and its tag in a line, a blank line between sentences), in CoNLL-U
                files (.conllu), or in slot files (seq.in, seq.out and, for intents, label side by side). Tags such as B-PER
                and I-PER are spans: the model learns them as BIOES and answers in BIO. The best model so far, by --select on
                the validation sentences, is always at --out. Ctrl-C saves, --resume goes on.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("tag")),
                "carousel train tag --train train.conll --out names.safetensors --units both --bidirectional --crf");
    }

    @Override
    public Class<TagOptions> options() {
        return TagOptions.class;
    }

    @Override
    public int run(TagOptions options, List<String> operands, Console console) {
        return options.target().call(options.threads(), () -> TaggerRun.run(options, console));
    }
}
