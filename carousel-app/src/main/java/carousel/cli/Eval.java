package carousel.cli;

import carousel.cli.run.Evaluation;
import carousel.cli.run.Figures;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Input;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.Unknowns;
import carousel.data.TextFile;
import carousel.kernel.Precision;
import carousel.model.LanguageModelFile;
import carousel.store.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/** {@code carousel eval}. Immutable. */
record Eval() implements Command<Eval.Options> {

    /** The options. Immutable. */
    record Options(
            @Setting("text to predict (required); - is standard input")
            String data,

            @Setting("weights in 16 bits (bfloat16): faster; also tells how much the loss changes")
            boolean bf16,

            Unknowns unknowns,
            Input input,
            Threads threads) {

        Options {
            if (data.isEmpty()) {
                throw new IllegalArgumentException("data: missing; expected a text file");
            }
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "eval",
                List.of("MODEL"),
                "--data FILE",
                "Score a model on a text: loss, perplexity, bits per character.",
                """

                The text is read as one stream from the start state, and every token of it is predicted. The loss is in nats
                per token; it is minus the sum of what 'carousel score' prints, divided by the number of tokens. Bits per
                character are bits per byte for a model of bytes.""",
                "carousel eval model.safetensors --data test.txt --json");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var model = LanguageModelFile.load(Path.of(operands.getFirst()));
        var text = options.input().read(options.data());
        var figures = options.threads().call(() -> figures(model, text, options));
        console.piece(Figures.table(figures));
        console.json(figures);
        return DONE;
    }

    private static SequencedMap<String, Object> figures(LanguageModelFile model, TextFile text, Options options) {
        var full = Evaluation.of(model, text, options.unknowns().choice());
        if (!options.bf16()) {
            return full.figures();
        }
        var halved = Precision.BF16.call(
                () -> Evaluation.of(model, text, options.unknowns().choice()));
        var figures = halved.figures();
        figures.put("full_loss", full.loss());
        figures.put("full_seconds", full.seconds());
        figures.put("lost", halved.loss() - full.loss());
        return figures;
    }
}
