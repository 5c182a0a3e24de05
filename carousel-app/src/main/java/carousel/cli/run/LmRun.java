package carousel.cli.run;

import carousel.cli.baseline.Baselines;
import carousel.cli.baseline.Contest;
import carousel.cli.baseline.rival.TextRivals;
import carousel.cli.shell.Console;
import carousel.data.Streams;
import carousel.data.TextFile;
import carousel.kernel.Pool;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelFile;
import carousel.model.LanguageModelObjective;
import carousel.model.Scores;
import carousel.store.Provenance;
import carousel.store.WarmStart;
import carousel.tensor.Tree;
import carousel.text.DataException;
import carousel.train.CurvePoint;
import carousel.train.Report;
import carousel.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One run of training a language model, with everything that it reads and writes. One thread at a time. */
public final class LmRun implements TrainingRun.Trained {
    private final LmOptions options;
    private final LmText text;
    private final List<TextFile> tested; // to score the finished model on; perhaps none
    private final LanguageModelObjective objective;
    private final Streams validation;
    private final LanguageModel model;
    private final Trainer<LanguageModel, ?, ?> trainer;
    private final TrainingRun training;
    private final Spectator spectator;

    /** Who wants to see the model while it learns. */
    public interface Spectator {
        /** After each evaluation. */
        void evaluated(CurvePoint point, LanguageModel model);

        /** Nobody. */
        static Spectator none() {
            return (point, model) -> {};
        }
    }

    private LmRun(LmOptions options, LmText text, Console console, Spectator spectator) {
        this.text = text;
        this.tested = tested(options, text);
        this.spectator = spectator;
        this.objective = new LanguageModelObjective(
                training(text, options.reading()), options.reading().own());
        this.options = options.scheduled(objective.perEpoch());
        this.validation = validation(text.valid(), options.reading());
        this.model = LanguageModel.of(
                options.model(),
                text.tokenizer().vocabulary().size(),
                Init.seed(options.fit().seed()));
        var target = options.job().target();
        if (target.hasWarmStart()) {
            var earlier = LanguageModelFile.load(target.warmStart());
            target.tell(() -> RunTarget.Taken.of(warmStart(earlier)), console);
        }
        this.trainer = TrainingRun.fitting(() -> Trainer.of(
                model, objective, objective, m -> LanguageModelObjective.evaluate(m, validation), this.options.fit()));
        this.training =
                TrainingRun.of(LanguageModelFile.TASK, target, text.data(), this.options.determining(), console, this);
    }

    /** A run with the files that the options name; whatever is wrong with them is found here, before anything is written. */
    public static LmRun of(LmOptions options, Console console) {
        options.job().target().files();
        return new LmRun(options, LmText.read(options), console, Spectator.none());
    }

    /** A run with a text of the caller's, which replaces an earlier one. */
    public static LmRun of(LmOptions options, LmText text, Console console, Spectator spectator) {
        return new LmRun(options, text, console, spectator);
    }

    /** Read before anything is learned, and not only when the model is there to be scored. */
    private static List<TextFile> tested(LmOptions options, LmText text) {
        if (!options.job().hasTest()) {
            return List.of();
        }
        var reading = options.reading();
        var file = reading.input().read(options.job().test().toString());
        if (file.ids(text.tokenizer(), reading.unknowns().choice()).length == 0) {
            throw new DataException(file.where() + ": nothing to score; expected at least one word");
        }
        return List.of(file);
    }

    private static Streams training(LmText text, LmOptions.Reading reading) {
        try {
            var streams = Streams.of(text.train(), reading.batch(), reading.bptt());
            return reading.bpttAdvance() == 0 ? streams : streams.advancing(reading.bpttAdvance());
        } catch (DataException e) {
            throw e.in(text.where());
        }
    }

    /** As many rows as in training, or as fit. */
    private static Streams validation(int[] tokens, LmOptions.Reading reading) {
        int rows = Math.min(reading.batch(), tokens.length / (reading.bptt() + 1));
        return rows > 1 ? Streams.of(tokens, rows, reading.bptt()) : Streams.whole(tokens, reading.bptt());
    }

    /** The model in its present state. */
    public LanguageModel model() {
        return model;
    }

    /** The run, ready to begin. */
    public TrainingRun training() {
        return training;
    }

    @Override
    public Trainer<?, ?, ?> trainer() {
        return trainer;
    }

    @Override
    public String description() {
        return "learning from " + text.where() + ": " + text.train().length + " symbols (" + text.valid().length
                + " more for validation), " + text.tokenizer().vocabulary().size() + " different; " + Tree.count(model)
                + " parameters; " + options.fit().plannedSteps(objective.perEpoch()) + " steps";
    }

    /** Symbols' vectors and scores are taken over only where the symbols are the same. */
    private WarmStart warmStart(LanguageModelFile earlier) {
        boolean sameSymbols =
                earlier.tokenizer().vocabulary().equals(text.tokenizer().vocabulary());
        return WarmStart.copy(Tree.flatten(earlier.model()), model, name -> sameSymbols || name.startsWith("rnn."));
    }

    @Override
    public Provenance read(Path path) {
        return LanguageModelFile.load(path).provenance();
    }

    @Override
    public void write(Path path, Provenance made) {
        LanguageModelFile.save(path, new LanguageModelFile(model, options.model(), text.tokenizer(), made));
    }

    @Override
    public String words(CurvePoint point) {
        return "perplexity " + Figures.rough(Math.exp(point.validLoss())) + ", ";
    }

    @Override
    public void evaluated(CurvePoint point) {
        spectator.evaluated(point, model);
    }

    @Override
    public List<String> next() {
        return List.of(
                "next:", "  carousel generate " + training.files().model() + " --prompt \"Once\" --temperature 0.8");
    }

    /** The loss is the best on the validation text. */
    @Override
    public SequencedMap<String, Object> figures(Report report) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("loss", report.bestLoss());
        figures.put("perplexity", Math.exp(report.bestLoss()));
        figures.put(
                "bits_per_char",
                Evaluation.bitsPerChar(report.bestLoss(), text.valid().length, text.validCharacters()));
        figures.put("tokens", report.tokens());
        figures.put("tokens_per_second", report.tokens() / Math.max(1e-9, report.seconds()));
        figures.put("buffer_bytes", 4L * Pool.ofThread().idle());
        figures.putAll(RunSummary.figures(training.files(), report, model));
        tested.forEach(held -> figures.putAll(test(held)));
        return figures;
    }

    /** On the validation text, which all read as one stream. */
    @Override
    public SequencedMap<String, Object> compared(double seconds) {
        var files = training.files();
        var valid = text.data().getOrDefault("valid", text.data().get("train")).sha256();
        return options.job()
                .baselines()
                .told(
                        new Baselines.Finished(files.model(), files.baselines(), seconds, valid),
                        () -> List.of(contest()),
                        training.console());
    }

    private Contest contest() {
        var learned = LanguageModelFile.load(training.files().model()).model();
        var rivals = new TextRivals(
                options.reading().level(), text.tokenizer().vocabulary().size(), text.train(), text.valid());
        return rivals.contest(() -> Scores.of(learned, text.valid()).logProbabilities());
    }

    private Map<String, Object> test(TextFile held) {
        var file = LanguageModelFile.load(training.files().model());
        var figures = new LinkedHashMap<String, Object>();
        Evaluation.of(file, held, options.reading().unknowns().choice())
                .figures()
                .forEach((name, value) -> figures.put("test_" + name, value));
        return figures;
    }
}
