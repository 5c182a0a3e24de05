package carousel.cli;

import static carousel.store.Settings.require;

import carousel.cli.run.EarlierRun;
import carousel.cli.run.LmOptions;
import carousel.cli.run.LmRun;
import carousel.cli.run.LmText;
import carousel.cli.run.RunFiles;
import carousel.cli.run.RunSummary;
import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.FailedException;
import carousel.cli.shell.Manual;
import carousel.cli.shell.Threads;
import carousel.cli.shell.UsageException;
import carousel.data.TextFile;
import carousel.decode.Generator;
import carousel.decode.Sample;
import carousel.model.LanguageModel;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.store.Store;
import carousel.train.CurvePoint;
import carousel.train.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code carousel demo}. Immutable. */
record Demo() implements Command<Demo.Options> {
    private static final String SOURCES = "carousel-sources.txt";
    private static final String RESOURCE = "/carousel/demo/sources.txt";
    private static final Path MODEL = Path.of("carousel-demo", "model.safetensors");
    private static final String PROMPT = "/** ";
    /** The steps after which a sample is shown; each finds the model a good deal wiser. */
    private static final Set<Long> SHOWN = Set.of(125L, 250L, 500L, 1000L);

    /** The options. Immutable. */
    record Options(
            @Setting(value = "seconds of learning, at most", preset = "75")
            int seconds,

            Threads threads) {

        Options {
            require(seconds >= 1, "seconds", "1 or more", seconds);
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "demo",
                List.of(),
                "",
                "Two minutes: a network reads Carousel's own source code and learns to write like it.",
                "\nWrites carousel-demo/ in the current folder: the model, its learning curve, and a picture of that.",
                "carousel demo");
    }

    @Override
    public Class<Options> options() {
        return Options.class;
    }

    @Override
    public int run(Options options, List<String> operands, Console console) {
        return options.threads().call(() -> run(settings(options.seconds()), console));
    }

    private static int run(LmOptions options, Console console) {
        var sources = sources();
        requireOurs();
        var text = LmText.heldOut(sources, options.reading());
        var run = LmRun.of(options, text, console, (point, model) -> progress(console, text, point, model));
        console.line(
                "Carousel reads its own source code: " + sources.text().lines().count() + " lines of Java.");
        console.line("It has never seen a program before, and writes:");
        sample(console, text, run.model(), 120);
        var files = run.training().files();
        var report = run.training().train(EarlierRun.none());
        if (report.end() == Report.End.INTERRUPTED) {
            return INTERRUPTED;
        }
        files.checkpoints().clear();
        RunSummary.draw(files, report.curve()).forEach(console::note);
        console.line("After " + Math.round(report.seconds()) + " seconds it writes:");
        sample(console, text, run.model(), 600);
        var figures = run.figures(report);
        farewell(console, files, figures);
        console.json(figures);
        return DONE;
    }

    private static TextFile sources() {
        try (var in = Demo.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new FailedException(
                        "this build holds no text for the demo; start it as ./carousel demo, or run ./mvnw package",
                        null);
            }
            return TextFile.read(SOURCES, in, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static LmOptions settings(int seconds) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("train", SOURCES);
        settings.put("out", MODEL.toString());
        settings.put("force", "true");
        settings.put("hidden", "256");
        settings.put("batch", "32");
        settings.put("bptt", "64");
        settings.put("steps", "1500");
        settings.put("eval-every", "125");
        settings.put("lr", "0.004");
        settings.put("schedule", "cosine");
        settings.put("max-minutes", String.valueOf(seconds / 60.0));
        settings.put("checkpoint-minutes", "0");
        return Settings.read(LmOptions.class, settings);
    }

    /** What an earlier demo has made, of whatever version, may go; anything else of that name may not. */
    private static void requireOurs() {
        if (Files.exists(MODEL)
                && Store.read(MODEL).metadata().values().stream().noneMatch(value -> value.contains(SOURCES))) {
            throw new UsageException(MODEL + " is not the demo's; run the demo in another folder");
        }
    }

    private static void progress(Console console, LmText text, CurvePoint point, LanguageModel model) {
        if (!SHOWN.contains(point.step())) {
            return;
        }
        console.line("After " + Math.round(point.seconds()) + " seconds:");
        sample(console, text, model, 120);
    }

    private static void sample(Console console, LmText source, LanguageModel model, int length) {
        var tokenizer = source.tokenizer();
        var generator = Generator.of(model, Sample.seed(4).withTemperature(0.6));
        generator.read(tokenizer.ids(PROMPT));
        var text = new StringBuilder(PROMPT);
        var words = tokenizer.detokenizer();
        for (int i = 0; i < length; i++) {
            text.append(words.next(generator.next()));
        }
        text.append(words.finish()).toString().lines().forEach(line -> console.line("    | " + line));
        console.line("");
        console.flush();
    }

    private static void farewell(Console console, RunFiles files, Map<String, Object> figures) {
        console.line(String.format(
                Locale.ROOT,
                "Learned from nothing: %,d parameters, %,.0f characters a second; %.2f bits for each character.",
                ((Number) figures.get("parameters")).longValue(),
                ((Number) figures.get("tokens_per_second")).doubleValue(),
                ((Number) figures.get("bits_per_char")).doubleValue()));
        console.line("The curve is in " + files.picture() + ". Try next:");
        console.line("  carousel generate " + MODEL + " --prompt \"/** A cell that \" --temperature 0.7");
        console.line("  carousel inspect " + MODEL);
        console.line("  carousel train lm --train YOUR-TEXT --out my-model.safetensors --max-minutes 5");
    }
}
