package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.cli.shell.FailedException;
import carousel.cli.shell.Version;
import carousel.data.Streams;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelFile;
import carousel.model.LanguageModelObjective;
import carousel.store.Provenance;
import carousel.store.WarmStart;
import carousel.tensor.Tree;
import carousel.text.DataException;
import carousel.train.CurvePoint;
import carousel.train.DivergedException;
import carousel.train.Monitor;
import carousel.train.Report;
import carousel.train.Trainer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One run of training a language model, with everything that it reads and writes. One thread at a time. */
public final class LmRun {
    private static final String DIVERGED = "diverged";

    private final LmOptions options;
    private final LmText text;
    private final RunFiles files;
    private final Console console;
    private final LanguageModelObjective objective;
    private final Streams validation;
    private final LanguageModel model;
    private final Provenance provenance;

    /** Who wants to see the model while it learns. */
    public interface Spectator {
        /** After each evaluation. */
        void evaluated(CurvePoint point, LanguageModel model);

        /** Nobody. */
        static Spectator none() {
            return (point, model) -> {};
        }
    }

    private LmRun(LmOptions options, LmText text, Console console) {
        this.text = text;
        this.files = new RunFiles(options.job().out());
        this.console = console;
        this.objective = new LanguageModelObjective(training(text, options.reading()));
        this.options = options.scheduled(objective.perEpoch());
        this.validation = validation(text.valid(), options.reading());
        this.model = LanguageModel.of(
                options.model(),
                text.tokenizer().vocabulary().size(),
                Init.seed(options.fit().seed()));
        this.provenance = new Provenance(
                LanguageModelFile.TASK,
                text.data(),
                this.options.determining(),
                Version.current(),
                0,
                Provenance.RUNNING);
    }

    /** A run with the files that the options name; whatever is wrong with them is found here, before anything is written. */
    public static LmRun of(LmOptions options, Console console) {
        var files = new RunFiles(options.job().out());
        if (!options.job().force() && !options.job().resume()) {
            files.requireFree();
        }
        files.requirePlace();
        return new LmRun(options, LmText.read(options), console);
    }

    /** A run with a text of the caller's, which replaces an earlier one. */
    public static LmRun of(LmOptions options, LmText text, Console console) {
        return new LmRun(options, text, console);
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

    /** The text that the model learns. */
    public LmText text() {
        return text;
    }

    /** Where everything is written. */
    public RunFiles files() {
        return files;
    }

    /** One line on what is about to happen. */
    public String description() {
        return "learning from " + text.where() + ": " + text.train().length + " symbols (" + text.valid().length
                + " more for validation), " + text.tokenizer().vocabulary().size() + " different; " + Tree.count(model)
                + " parameters; " + options.plannedSteps(objective.perEpoch()) + " steps";
    }

    /** What an earlier run of the same name has left behind. */
    public EarlierRun earlier() {
        double minutes = options.fit().maxMinutes();
        return EarlierRun.find(files, provenance, minutes > 0 ? 60 * minutes : Double.POSITIVE_INFINITY, console);
    }

    /** Trains to the end, from a checkpoint if there is one; saves the model, its curve and checkpoints on the way. */
    public Report train(EarlierRun earlier, Spectator spectator) {
        var trainer = Trainer.of(
                model, objective, objective, m -> LanguageModelObjective.evaluate(m, validation), options.fit());
        if (earlier.begun()) {
            trainer.restore(earlier.checkpoint());
        } else {
            files.removeCompanions();
            warmStart();
        }
        try (var interrupt = new Interrupt(console);
                var view = ProgressView.on(console)) {
            return train(trainer, interrupt, view, spectator);
        }
    }

    /** Symbols' vectors and scores are taken over only where the symbols are the same. */
    private void warmStart() {
        if (!options.job().hasWarmStart()) {
            return;
        }
        var earlier = LanguageModelFile.load(options.job().warmStart());
        boolean sameSymbols =
                earlier.tokenizer().vocabulary().equals(text.tokenizer().vocabulary());
        var start =
                WarmStart.copy(Tree.flatten(earlier.model()), model, name -> sameSymbols || name.startsWith("rnn."));
        console.note("begins with " + start.taken().size() + " weights of "
                + options.job().warmStart()
                + (start.fresh().isEmpty() ? "" : "; fresh: " + String.join(", ", start.fresh())));
    }

    private Report train(
            Trainer<LanguageModel, ?, ?> trainer, Interrupt interrupt, ProgressView view, Spectator spectator) {
        var monitor = new LmMonitor(
                files,
                provenance,
                view,
                interrupt,
                (point, outcome) -> {
                    if (outcome == Monitor.Evaluation.BEST) {
                        save(point.step(), Provenance.RUNNING);
                    }
                    spectator.evaluated(point, model);
                },
                trainer::curve);
        try {
            var report = trainer.run(monitor);
            finish(report, view);
            return report;
        } catch (DivergedException e) {
            throw diverged(e, trainer.curve());
        }
    }

    private void save(long steps, String end) {
        LanguageModelFile.save(files.model(), file(steps, end));
    }

    private LanguageModelFile file(long steps, String end) {
        return new LanguageModelFile(model, options.model(), text.tokenizer(), provenance.at(steps, end));
    }

    private void finish(Report report, ProgressView view) {
        save(report.steps(), report.end().name().toLowerCase(Locale.ROOT));
        switch (report.end()) {
            case INTERRUPTED -> view.line("saved; go on with the same command and --resume");
            case TIME -> view.line("time is over; go on with --resume and a larger --max-minutes");
            case COMPLETE, PATIENCE -> files.checkpoints().clear();
        }
    }

    /** The weights are those of the best evaluation again, if there was one. */
    private FailedException diverged(DivergedException e, List<CurvePoint> curve) {
        var best = curve.stream()
                .filter(point -> Double.isFinite(point.validLoss()))
                .min(Comparator.comparingDouble(CurvePoint::validLoss));
        best.ifPresent(point -> save(point.step(), DIVERGED));
        files.checkpoints().clear();
        var left = best.map(point -> "the best model, of step " + point.step() + ", is in " + files.model())
                .orElse("no evaluation came before it, so no model was saved");
        return new FailedException(e.getMessage() + "; " + left, e);
    }
}
