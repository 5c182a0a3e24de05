package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.baseline.Contest;
import carousel.cli.baseline.rival.TagRivals;
import carousel.cli.label.answer.TagScores;
import carousel.cli.label.read.Learning;
import carousel.cli.label.read.Parts;
import carousel.cli.run.RunSummary;
import carousel.cli.run.TrainingRun;
import carousel.cli.shell.Console;
import carousel.cli.shell.UsageException;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.layer.Init;
import carousel.model.TaggerFile;
import carousel.model.input.Source;
import carousel.model.input.TextCoder;
import carousel.model.label.TagKey;
import carousel.model.label.TagPredictions;
import carousel.model.label.Tagger;
import carousel.model.label.TaggerObjective;
import carousel.store.Provenance;
import carousel.tensor.Tree;
import carousel.train.CurvePoint;
import carousel.train.Report;
import carousel.train.Trainer;
import carousel.train.Validation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** One run of training a tagger, with everything that it reads and writes. One thread at a time. */
public final class TaggerRun implements LabelRun, Validation<Tagger> {
    private final TagOptions options;
    private final TextCoder coder;
    private final TagKey key;
    private final Parts<Sentence> parts;
    private final Part valid;
    private final Part test;
    private final TagRivals rivals;
    private final Tagger model;
    private final TrainingRun training;
    private final Trainer<Tagger, ?, ?> trainer;
    private SequencedMap<String, Object> scores = new LinkedHashMap<>();

    /** Sentences as a model reads them, and what it should say of them. */
    private record Part(Source source, List<List<String>> tags, List<String> intents) {

        static Part of(Labelled<Sentence> sentences, TextCoder coder) {
            var all = sentences.examples();
            return new Part(
                    coder.source(words(sentences)),
                    all.stream().map(Sentence::tags).toList(),
                    all.stream().map(Sentence::label).toList());
        }
    }

    private TaggerRun(TagOptions given, Console console) {
        long seed = given.fit().seed();
        var read = given.sentences().parts(seed);
        this.parts = new Parts<>(learned(read.train()), read.valid(), read.test());
        parts.check(given.learning(), given.fit(), given.baselines());
        var train = parts.train();
        var tags = train.examples().stream().map(Sentence::tags).toList();
        var intents = train.examples().stream().map(Sentence::label).toList();
        this.key = TagKey.of(TagKey.Kind.of(tags), tags, intents);
        if (given.learning().select() == Learning.Criterion.F1 && key.kind() == TagKey.Kind.WORDS) {
            throw new UsageException(
                    "--select f1: the tags speak of words; expected accuracy, or tags of spans (B-, I-)");
        }
        this.coder = TextCoder.of(given.model().text(), words(train));
        this.valid = Part.of(parts.valid(), coder);
        this.test = Part.of(parts.test(), coder);
        this.rivals = new TagRivals(key.kind(), train, parts.valid(), parts.scored());
        var source = coder.source(words(train));
        var order = source.batches(given.learning().batch(), seed);
        var start = given.pretrained().of(coder, given.model().text(), given.target());
        this.options = given.with(start.embedding(), order.perEpoch());
        this.model = Tagger.of(options.model(), coder, key, Init.seed(seed));
        var objective = new TaggerObjective(
                order,
                source,
                key.numbers(tags, intents),
                options.model().text().unknownRate(),
                seed);
        this.training = TrainingRun.of(
                TaggerFile.TASK,
                options.target(),
                start.beside(parts.data(options.sentences().valid())),
                options.determining(),
                console,
                this);
        start.begin(model.input(), console);
        var same = new SameMeaning(model, options.model().encoder(), coder, key.toLists());
        options.target().begin(same::of, console);
        this.trainer = TrainingRun.fitting(() -> Trainer.of(model, objective, objective, this, options.fit()));
        parts.tell(part -> TagScores.unseen(key, part.examples()), console);
    }

    /** {@code train tag}; the exit code. */
    public static int run(TagOptions options, Console console) {
        var repeats = options.repeats();
        var fit = options.fit();
        if (repeats.folds() > 0) {
            throw new UsageException("--folds: not for tagged sentences; give --test, or --seeds for several runs");
        }
        return repeats.once()
                ? of(options, console).training().run(options.target(), fit.maxMinutes())
                : repeats.run(
                        options.target(),
                        fit.seed(),
                        fit.maxMinutes(),
                        (turn, own) -> of(options.of(turn, own), console),
                        console);
    }

    /** A run as the options say; whatever is wrong with its files is found here, before anything is written. */
    private static TaggerRun of(TagOptions options, Console console) {
        options.target().files();
        return new TaggerRun(options, console);
    }

    /** Sentences without words teach nothing. */
    private static Labelled<Sentence> learned(Labelled<Sentence> all) {
        return all.with(all.examples().stream()
                .filter(sentence -> !sentence.words().isEmpty())
                .toList());
    }

    private static List<List<String>> words(Labelled<Sentence> sentences) {
        return sentences.examples().stream().map(Sentence::words).toList();
    }

    @Override
    public TrainingRun training() {
        return training;
    }

    @Override
    public Tagger model() {
        return model;
    }

    @Override
    public Trainer<?, ?, ?> trainer() {
        return trainer;
    }

    @Override
    public String description() {
        return parts.told("sentences") + ", " + coder.words() + ", "
                + key.tags().size() + " tags; " + Tree.count(model) + " parameters";
    }

    @Override
    public boolean chooses() {
        return parts.validated();
    }

    @Override
    public double loss(Tagger learned) {
        if (!chooses()) {
            return Double.NaN;
        }
        var predictions = TagPredictions.of(learned, valid.source());
        scores = TagScores.of(key, predictions, valid.tags(), valid.intents()).figures();
        return predictions.loss(key, valid.tags());
    }

    @Override
    public double criterion(double loss) {
        return switch (options.learning().select()) {
            case LOSS -> loss;
            case ACCURACY -> 1 - score("accuracy");
            case F1 -> 1 - score("f1");
        };
    }

    private double score(String name) {
        return ((Number) scores.get(name)).doubleValue();
    }

    @Override
    public Provenance read(Path path) {
        return TaggerFile.load(path).provenance();
    }

    @Override
    public void write(Path path, Provenance provenance) {
        TaggerFile.save(path, new TaggerFile(model, options.model(), coder, key, provenance));
    }

    @Override
    public String words(CurvePoint point) {
        if (!chooses()) {
            return "";
        }
        return told("accuracy", "accuracy") + told("F1", "f1") + told("intents", "intent_accuracy");
    }

    private String told(String what, String score) {
        return scores.containsKey(score) ? String.format(Locale.ROOT, "%s %.4f, ", what, score(score)) : "";
    }

    /** The scores of the best model: on the test sentences where there are some, and on the validation sentences. */
    @Override
    public SequencedMap<String, Object> figures(Report report) {
        var figures = scores();
        figures.put("tokens_per_second", report.tokens() / Math.max(1e-9, report.seconds()));
        figures.putAll(RunSummary.figures(training.files(), report, model));
        return figures;
    }

    @Override
    public SequencedMap<String, Object> compared(double seconds) {
        var files = training.files();
        return options.baselines()
                .told(
                        new Baselines.Finished(
                                files.model(),
                                files.baselines(),
                                seconds,
                                rivals.test().sha256()),
                        () -> contests(TaggerFile.load(files.model()).model()),
                        training.console());
    }

    /** That for the tags last: its network takes whatever time there is. */
    private List<Contest> contests(Tagger learned) {
        var test = rivals.test();
        var said = TagPredictions.of(learned, coder.source(words(test)));
        var tags = rivals.tags(() ->
                said.names(key, test.examples().stream().map(Sentence::tags).toList()));
        return key.intents().size() == 0 ? List.of(tags) : List.of(rivals.intents(() -> intents(said)), tags);
    }

    private List<String> intents(TagPredictions said) {
        return IntStream.range(0, said.tags().length)
                .mapToObj(i -> key.intents().symbol(said.intent(i)))
                .toList();
    }

    @Override
    public SequencedMap<String, Object> scores() {
        return LabelRun.beside(scores(test), scores(valid));
    }

    private SequencedMap<String, Object> scores(Part part) {
        return part.source().size() == 0
                ? new LinkedHashMap<>()
                : TagScores.of(key, TagPredictions.of(model, part.source()), part.tags(), part.intents())
                        .figures();
    }
}
