package carousel.cli;

import static carousel.store.Settings.require;

import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Sampling;
import carousel.cli.shell.Threads;
import carousel.cli.shell.Unknowns;
import carousel.decode.Generator;
import carousel.decode.Greedy;
import carousel.decode.Sample;
import carousel.kernel.Precision;
import carousel.model.LanguageModelFile;
import carousel.store.Setting;
import carousel.text.DataException;
import carousel.text.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code carousel generate}. Immutable. */
record Generate() implements Command<Generate.Options> {

    /** The options. Immutable. */
    record Options(
            @Setting("text to begin with; it is part of what is printed")
            String prompt,

            @Setting(value = "tokens to generate", preset = "500")
            int length,

            Sampling sampling,

            @Setting("always the likeliest symbol") boolean greedy,

            @Setting("end before this text") String stop,

            @Setting("weights in 16 bits (bfloat16): faster; 'carousel eval --bf16' tells what that costs")
            boolean bf16,

            Unknowns unknowns,
            Threads threads) {

        Options {
            require(length >= 1, "length", "1 or more", length);
            if (greedy && !sampling.choice().equals(Sample.seed(0))) {
                throw new IllegalArgumentException("greedy: draws nothing, so not together with --temperature, --top-k,"
                        + " --top-p or --seed; drop one of them");
            }
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "generate",
                List.of("MODEL"),
                "",
                "Write text, one token at a time.",
                "",
                "carousel generate model.safetensors --prompt \"ROMEO:\" --length 300 --temperature 0.8 --seed 7");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        var file = LanguageModelFile.load(Path.of(operands.getFirst()));
        var prompt = prompt(file, options);
        var sampling =
                options.greedy() ? options.sampling() : options.sampling().seeded(console);
        var precision = options.bf16() ? Precision.BF16 : Precision.FULL;
        return options.threads()
                .call(() -> precision.call(() -> {
                    write(file, prompt, options, sampling, console);
                    return DONE;
                }));
    }

    private static int[] prompt(LanguageModelFile file, Options options) {
        try {
            return file.tokenizer().ids(options.prompt(), options.unknowns().choice());
        } catch (DataException e) {
            throw e.in("--prompt");
        }
    }

    private static void write(
            LanguageModelFile file, int[] prompt, Options options, Sampling sampling, Console console) {
        long start = System.nanoTime();
        boolean spaced = file.tokenizer().level() == Level.WORD;
        console.piece(spaced ? options.prompt().replaceAll("[ \t]+$", "") : options.prompt());
        var words = file.tokenizer().detokenizer();
        for (int id : prompt) {
            words.next(id);
        }
        var generator = Generator.of(file.model(), options.greedy() ? new Greedy() : sampling.choice());
        generator.read(prompt);
        var text = new StopText(options.stop(), console::piece);
        int tokens = 0;
        while (tokens < options.length() && !text.stopped()) {
            text.add(words.next(generator.next()));
            tokens++;
        }
        text.add(words.finish());
        text.finish();
        console.line("");
        double seconds = (System.nanoTime() - start) / 1e9;
        console.json(figures(options.prompt(), text.text(), sampling.seed(), tokens, seconds));
    }

    private static Map<String, Object> figures(String prompt, String text, long seed, int tokens, double seconds) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("prompt", prompt);
        figures.put("text", text);
        figures.put("seed", seed);
        figures.put("tokens", tokens);
        figures.put("tokens_per_second", tokens / seconds);
        figures.put("seconds", seconds);
        return figures;
    }
}
