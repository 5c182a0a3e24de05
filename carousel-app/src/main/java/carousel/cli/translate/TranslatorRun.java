package carousel.cli.translate;

import carousel.cli.run.Figures;
import carousel.cli.run.RunSummary;
import carousel.cli.run.RunTarget;
import carousel.cli.run.TrainingRun;
import carousel.cli.shell.Console;
import carousel.cli.translate.answer.Decoding;
import carousel.cli.translate.pairs.Corpus;
import carousel.cli.translate.pairs.Pairs;
import carousel.layer.Init;
import carousel.model.ModelFile;
import carousel.model.TranslatorFile;
import carousel.model.translate.Bitext;
import carousel.model.translate.Seq2Seq;
import carousel.model.translate.Seq2SeqObjective;
import carousel.model.translate.TranslationModel;
import carousel.model.translate.Translator;
import carousel.model.wording.Wordings;
import carousel.store.Provenance;
import carousel.store.WarmStart;
import carousel.tensor.Tree;
import carousel.text.DataException;
import carousel.train.CurvePoint;
import carousel.train.Report;
import carousel.train.Trainer;
import carousel.train.Validation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** One run of training a translator, with everything that it reads and writes. One thread at a time. */
public final class TranslatorRun implements TrainingRun.Trained, Validation<TranslationModel> {
    private final TranslateOptions options;
    private final Pairs.Parts parts;
    private final Translator translator;
    private final Bitext learned;
    private final Bitext valid;
    private final Seq2SeqObjective objective;
    private final TrainingRun training;
    private final Trainer<TranslationModel, ?, ?> trainer;
    /** The model whose loss was asked for last. */
    private TranslationModel judged;

    private TranslatorRun(TranslateOptions given, Console console) {
        long seed = given.fit().seed();
        this.parts = TrainingRun.fitting(() -> given.pairs().parts(seed));
        parts.choice().check(given.fit(), "patience", "average");
        parts.choice().check(given.choosing(), "select");
        var writing = given.writing();
        var wordings = TrainingRun.fitting(() -> given.model().tied() == Seq2Seq.Tying.ALL
                ? Wordings.learnAsOne(writing, parts.train().examples())
                : Wordings.learn(writing, parts.train().examples()));
        var model = TrainingRun.fitting(() -> TranslationModel.of(given.model(), wordings, Init.seed(seed)));
        this.translator = new Translator(model, wordings, writing.maxLength() + 1); // and the end
        this.judged = model;
        this.learned = learned(Bitext.of(wordings, parts.train().examples()), writing.maxLength());
        this.valid = Bitext.of(wordings, parts.valid().examples());
        this.objective = TrainingRun.fitting(
                () -> Seq2SeqObjective.of(model, learned.sources(), learned.targets(), given.teaching(), seed));
        this.options = given.scheduled(objective.perEpoch());
        var target = options.target();
        this.training = TrainingRun.of(TranslatorFile.TASK, target, files(), options.determining(), console, this);
        target.begin(this::warmed, console);
        this.trainer = TrainingRun.fitting(() -> Trainer.of(model, objective, objective, this, options.fit()));
        tell(console);
    }

    /** {@code train translate}; the exit code. */
    public static int run(TranslateOptions options, Console console) {
        options.target().files(); // whatever is in the way is found before anything is read
        return new TranslatorRun(options, console)
                .training.run(options.target(), options.fit().maxMinutes());
    }

    private Bitext learned(Bitext all, int longest) {
        var kept = all.upTo(longest);
        if (kept.size() == 0) {
            throw new DataException(parts.train().pairs().name() + ": all " + all.size() + " pairs have more than "
                    + longest + " symbols on a side; raise --max-length");
        }
        return kept;
    }

    private SequencedMap<String, Provenance.Data> files() {
        var files = new LinkedHashMap<>(parts.train().files());
        files.putAll(parts.valid().files());
        return files;
    }

    private void tell(Console console) {
        for (var part : List.of(parts.train(), parts.valid(), parts.test())) {
            if (!part.files().isEmpty()) {
                part.pairs()
                        .remarks()
                        .forEach(remark -> console.note(part.pairs().name() + ": " + remark));
            }
        }
        int left = parts.train().size() - learned.size();
        if (left > 0) {
            console.note(parts.train().pairs().name() + ": " + left + " pairs with more than "
                    + options.writing().maxLength() + " symbols on a side left out");
        }
        int places = translator.model().places();
        long outside = learned.sources().stream()
                .filter(source -> source.length > places)
                .count();
        if (outside > 0) {
            console.note(
                    parts.train().pairs().name() + ": " + outside + " pairs with a source of more than the " + places
                            + " symbols that --places has room for; the others are only in the state in which the decoder begins");
        }
    }

    /** Vectors and scores of symbols are taken over only where the symbols are the same. */
    private RunTarget.Taken warmed(ModelFile file) {
        if (!(file instanceof TranslatorFile other)) {
            throw new IllegalArgumentException("a model of another task; expected a translator");
        }
        var theirs = other.translator().wordings();
        boolean sameSource = theirs.source().equals(translator.wordings().source());
        boolean sameTarget = theirs.target().equals(translator.wordings().target());
        return RunTarget.Taken.of(WarmStart.copy(
                Tree.flatten(other.model()),
                translator.model(),
                name -> name.startsWith("source.")
                        ? sameSource
                        : sameTarget || !Pattern.matches("(target|emission|head)\\..*", name)));
    }

    @Override
    public Trainer<?, ?, ?> trainer() {
        return trainer;
    }

    @Override
    public String description() {
        var wordings = translator.wordings();
        return "learning from " + learned.size() + " pairs ("
                + parts.choice().told() + "), " + wordings.source().vocabulary().size() + " different symbols to "
                + wordings.target().vocabulary().size() + "; " + Tree.count(translator.model()) + " parameters; "
                + options.fit().plannedSteps(objective.perEpoch()) + " steps";
    }

    @Override
    public boolean chooses() {
        return parts.choice().possible();
    }

    @Override
    public double loss(TranslationModel model) {
        judged = model;
        return chooses() ? new TranslationScores.Scored(valid.scores(model), valid.symbols()).loss() : Double.NaN;
    }

    @Override
    public double criterion(double loss) {
        if (options.choosing().select() == Choosing.Criterion.LOSS) {
            return loss;
        }
        var asked = new Translator(judged, translator.wordings(), translator.longest());
        var references = options.pairs().form().references();
        return 1
                - Written.of(asked, parts.valid().examples(), references, Decoding.GREEDY)
                        .exactMatch();
    }

    @Override
    public Provenance read(Path path) {
        return TranslatorFile.load(path).provenance();
    }

    @Override
    public void write(Path path, Provenance provenance) {
        TranslatorFile.save(path, new TranslatorFile(translator, options.model(), provenance));
    }

    @Override
    public String words(CurvePoint point) {
        return chooses() ? "perplexity " + Figures.rough(Math.exp(point.validLoss())) + ", " : "";
    }

    @Override
    public List<String> next() {
        return List.of("next:", "  carousel predict " + training.files().model() + " FILE");
    }

    /** The scores of the best model: on the test pairs where there are some, and on the validation pairs. */
    @Override
    public SequencedMap<String, Object> figures(Report report) {
        var figures = scores(parts.test());
        scores(parts.valid()).forEach((name, value) -> figures.put("valid_" + name, value));
        scores(parts.longer()).forEach((name, value) -> figures.put("longer_" + name, value));
        figures.put("trained_tokens", report.tokens());
        figures.put("tokens_per_second", report.tokens() / Math.max(1e-9, report.seconds()));
        figures.putAll(RunSummary.figures(training.files(), report, translator.model()));
        return figures;
    }

    private SequencedMap<String, Object> scores(Corpus corpus) {
        if (corpus.size() == 0) {
            return new LinkedHashMap<>();
        }
        var references = options.pairs().form().references();
        var written = Written.of(translator, corpus.examples(), references, new Decoding(options.beaming(), 0));
        return TranslationScores.of(translator, corpus.examples(), references, written);
    }
}
