package carousel.cli;

import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import carousel.cli.translate.TranslateOptions;
import carousel.cli.translate.TranslatorRun;
import java.util.List;
import java.util.Set;

/** {@code carousel train translate}. Immutable. */
record TrainTranslate() implements Command<TranslateOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train translate",
                List.of(),
                "--train FILE --out MODEL",
                "Train a translator: a sentence in, another one out, of any length.",
                """

                Each line of --train is a sentence, a TAB, and what it is to become: its translation, its pronunciation, its
                answer. Or the two sides stand in two files, line by line: --train-source and --train-target. All may be
                gzip. --references grouped is for sources that may become several things, such as words with their
                pronunciations: all pairs with the same source belong together, wer is the part of the sources that became
                none of them, and per the rate of errors in their symbols. docs/DATA.md says how files of other forms are
                read.

                An encoder reads the sentence, a decoder writes the other one and looks back at what it is translating.
                The best model so far, by --select on the validation pairs, is always at --out; at the end it translates
                validation and test sentences, and BLEU and others are told. Ctrl-C saves, --resume goes on.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("translate")),
                "carousel train translate --train pairs.tsv --out de-en.safetensors --level subword");
    }

    @Override
    public Class<TranslateOptions> options() {
        return TranslateOptions.class;
    }

    @Override
    public List<String> remarks(TranslateOptions options, Set<String> given) {
        return options.remarks(given);
    }

    @Override
    public int run(TranslateOptions options, List<String> operands, Console console) {
        return options.target().call(options.threads(), () -> TranslatorRun.run(options, console));
    }
}
