package carousel.cli;

import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import carousel.cli.translate.TranslateOptions;
import carousel.cli.translate.TranslatorRun;
import java.util.List;

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
                gzip. An encoder reads the sentence, a decoder writes the other one and looks back at what it is translating.
                The best model so far, by the loss on the validation pairs, is always at --out; at the end it translates
                validation and test sentences, and BLEU and others are told. Ctrl-C saves, --resume goes on.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("translate")),
                "carousel train translate --train pairs.tsv --out de-en.safetensors --level subword");
    }

    @Override
    public Class<TranslateOptions> options() {
        return TranslateOptions.class;
    }

    @Override
    public int run(TranslateOptions options, List<String> operands, Console console) {
        return options.target().call(options.threads(), () -> TranslatorRun.run(options, console));
    }
}
