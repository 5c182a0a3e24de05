package carousel.cli;

import carousel.cli.run.Evaluation;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.Unknowns;
import carousel.cli.shell.UsageException;
import carousel.cli.translate.TranslationScores.Scored;
import carousel.model.LanguageModelFile;
import carousel.model.ModelFile;
import carousel.model.Scores;
import carousel.model.TranslatorFile;
import carousel.store.Setting;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code carousel score}. Immutable. */
record Score() implements Command<Score.Options> {

    /** The options. Immutable. */
    record Options(
            @Setting("start each line anew, as if nothing stood before it")
            boolean independent,

            Unknowns unknowns,
            Input input,
            Threads threads) {}

    @Override
    public Manual manual() {
        return new Manual(
                "score",
                List.of("MODEL", "[FILE]"),
                "",
                "The log-probability of each line, in nats.",
                """

                One number for each line, with its line feed (or <eos>). The text is read as one stream, the state carried
                from line to line, unless --independent is given. Without FILE, or with -, standard input is read to its
                end.

                Of a translator each line is a sentence and what it is to become, as in its --train: one number for each, the
                log-probability of the second given the first.""",
                "carousel score model.safetensors lines.txt --independent");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var path = Path.of(operands.getFirst());
        var place = operands.size() > 1 ? operands.get(1) : "-";
        var model = ModelFile.load(path);
        if (model instanceof TranslatorFile translator) {
            return pairs(translator, place, options, console);
        }
        if (!(model instanceof LanguageModelFile file)) {
            throw new UsageException(
                    path + ": neither a language model nor a translator; use carousel predict or eval");
        }
        var text = options.input().read(place);
        var ids = text.ids(file.tokenizer(), options.unknowns().choice());
        var lines = options.threads().call(() -> options.independent() ? independent(file, ids) : stream(file, ids));
        tell(lines, Evaluation.loss(lines, ids.length), ids.length, console);
        return DONE;
    }

    private static int pairs(TranslatorFile file, String place, Options options, Console console) {
        if (options.independent() || options.unknowns().replaceUnknown()) {
            throw new UsageException(
                    "--independent and --replace-unknown: not for a translator, whose lines always stand"
                            + " alone and which knows a symbol for unknown ones; leave them out");
        }
        var scored = options.threads().call(() -> Scored.of(file, place, options.input()));
        tell(scored.scores(), scored.loss(), scored.symbols(), console);
        return DONE;
    }

    private static void tell(double[] lines, double loss, long tokens, Console console) {
        for (double line : lines) {
            console.line(Double.toString(line));
        }
        var figures = new LinkedHashMap<String, Object>();
        figures.put("loss", loss);
        figures.put("tokens", tokens);
        figures.put("sequences", lines.length);
        console.json(figures);
    }

    private static double[] stream(LanguageModelFile file, int... ids) {
        return Scores.of(file.model(), ids).lines(ids, file.tokenizer()::endsLine);
    }

    private static double[] independent(LanguageModelFile file, int... ids) {
        var lines = new double[ids.length];
        int count = 0;
        for (int from = 0, to = 1; from < ids.length; from = to++) {
            while (to < ids.length && !file.tokenizer().endsLine(ids[to - 1])) {
                to++;
            }
            lines[count++] = stream(file, Arrays.copyOfRange(ids, from, to))[0];
        }
        return Arrays.copyOf(lines, count);
    }
}
