package carousel.cli;

import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Recipes;
import carousel.cli.translate.TranslateOptions;
import carousel.cli.translate.TranslatorRun;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code carousel train autoencode}: a translator from a text to itself. Immutable. */
record TrainAutoencode() implements Command<TranslateOptions> {

    @Override
    public Manual manual() {
        return new Manual(
                "train autoencode",
                List.of(),
                "--train FILE --out MODEL",
                "Train an autoencoder: a text in, the same text out, through one state.",
                """

                Each line of --train is a text; of a folder all *.txt files are read, and each text once. An encoder reads
                it, a decoder writes it again, and all that the decoder gets is the encoder's last state, so --hidden
                says how much of a text can be kept. Everything else is as in 'carousel train translate', of which this is
                --autoencode --coupling initial --level char: the run, its files, predict, eval and score. The figure
                that counts is exact_match.

                Recipes:""" + " " + String.join(", ", Recipes.shipped("autoencode")),
                "carousel train autoencode --train names.txt --out names.safetensors --hidden 128");
    }

    @Override
    public Map<String, String> presets() {
        return Map.of("autoencode", "true", "coupling", "initial", "level", "char");
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
