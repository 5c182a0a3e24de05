package carousel.cli.run;

import carousel.cli.shell.Console;
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
import carousel.train.Report;
import carousel.train.Trainer;
import java.nio.file.Path;

/** One run of training a language model, with everything that it reads and writes. One thread at a time. */
public final class LmRun {
    private final LmOptions options;
    private final LmText text;
    private final RunFiles files;
    private final Console console;
    private final LanguageModelObjective objective;
    private final Streams validation;
    private final LanguageModel model;
    private final Trainer<LanguageModel, ?, ?> trainer;
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
        this.files = new RunFiles(options.job().target().out());
        this.console = console;
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
            target.tell(warmStart(LanguageModelFile.load(target.warmStart())), console);
        }
        this.trainer = TrainingRun.trainer(() -> Trainer.of(
                model, objective, objective, m -> LanguageModelObjective.evaluate(m, validation), this.options.fit()));
        this.provenance = new Provenance(
                LanguageModelFile.TASK,
                options.job().target().determining(text.data()),
                this.options.determining(),
                Version.current(),
                0,
                Provenance.RUNNING);
    }

    /** A run with the files that the options name; whatever is wrong with them is found here, before anything is written. */
    public static LmRun of(LmOptions options, Console console) {
        options.job().target().files();
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
                + " parameters; " + options.fit().plannedSteps(objective.perEpoch()) + " steps";
    }

    /** What an earlier run of the same name has left behind. */
    public EarlierRun earlier() {
        return training(Spectator.none()).earlier(options.fit().maxMinutes());
    }

    /** Trains to the end, from a checkpoint if there is one; saves the model, its curve and checkpoints on the way. */
    public Report train(EarlierRun earlier, Spectator spectator) {
        return training(spectator).train(trainer, earlier);
    }

    /** Symbols' vectors and scores are taken over only where the symbols are the same. */
    private WarmStart warmStart(LanguageModelFile earlier) {
        boolean sameSymbols =
                earlier.tokenizer().vocabulary().equals(text.tokenizer().vocabulary());
        return WarmStart.copy(Tree.flatten(earlier.model()), model, name -> sameSymbols || name.startsWith("rnn."));
    }

    private TrainingRun training(Spectator spectator) {
        return new TrainingRun(files, provenance, console, new TrainingRun.Trained() {
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
        });
    }
}
