package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.run.Figures;
import carousel.cli.run.RunSummary;
import carousel.cli.run.RunTarget;
import carousel.cli.run.TrainingRun;
import carousel.cli.shell.Console;
import carousel.data.labelled.Item;
import carousel.layer.Init;
import carousel.model.ClassifierFile;
import carousel.model.label.AnswerKey;
import carousel.model.label.Classifier;
import carousel.model.label.ClassifierObjective;
import carousel.model.label.Coder;
import carousel.model.label.Predictions;
import carousel.store.Provenance;
import carousel.store.WarmStart;
import carousel.tensor.Tree;
import carousel.train.CurvePoint;
import carousel.train.Fit;
import carousel.train.Report;
import carousel.train.Trainer;
import carousel.train.Validation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** One run of training a classifier, with everything that it reads and writes. One thread at a time. */
final class ClassifierRun implements TrainingRun.Trained, Validation<Classifier>, Repeats.Run {
    private final ClassifierJob job;
    private final Fit fit;
    private final int perEpoch;
    private final Coder coder;
    private final AnswerKey key;
    private final ExampleParts.Part valid;
    private final ExampleParts.Part test;
    private final ExampleParts<?> parts;
    private final Classifier model;
    private final TrainingRun training;
    private final Trainer<Classifier, ?, ?> trainer;
    private SequencedMap<String, Object> scores = new LinkedHashMap<>();

    private <E extends Item<E>> ClassifierRun(
            ClassifierJob asked,
            Fit given,
            RunTarget target,
            ExampleParts<E> parts,
            Repeats.Turn turn,
            Console console) {
        asked.check(parts);
        this.key = asked.key(parts);
        this.coder = parts.coder(asked.model().text());
        var start = asked.pretrained().of(coder, asked.model().text(), target);
        this.job = asked.with(start.embedding());
        this.parts = parts;
        var train = parts.part(parts.train(), coder, key);
        this.valid = parts.part(parts.valid(), coder, key);
        KnownLabels.of(key, valid.labels()).requireSome(parts.valid().name());
        this.test = parts.part(parts.test(), coder, key);
        long seed = turn.seed();
        var order = train.source().batches(job.learning().batch(), seed);
        this.fit = given.scheduled(order.perEpoch());
        this.perEpoch = order.perEpoch();
        this.model = Classifier.of(job.model(), coder, key, Init.seed(seed));
        var objective = new ClassifierObjective(
                order,
                train.source(),
                job.targets(key, train),
                job.model().text().unknownRate(),
                seed);
        this.training = TrainingRun.of(
                job.task(),
                target,
                start.beside(parts.data(job.examples())),
                job.determining(fit, turn),
                console,
                this);
        start.begin(model.input(), console);
        target.begin(model, file -> SameMeaning.of(file, coder, key.toLists()), console);
        this.trainer = TrainingRun.trainer(() -> Trainer.of(model, objective, objective, this, fit));
        parts.tell(key, console);
    }

    /** A run as the options say; whatever is wrong with its files is found here, before anything is written. */
    static ClassifierRun of(ClassifierJob job, Fit fit, RunTarget target, Repeats.Turn turn, Console console) {
        target.files();
        var parts = job.examples().parts(job.repeats().folds(), turn);
        return new ClassifierRun(job, fit.with("seed", turn.seed()), target, parts, turn, console);
    }

    /** The run, ready to begin. */
    @Override
    public TrainingRun training() {
        return training;
    }

    @Override
    public Trainer<?, ?, ?> trainer() {
        return trainer;
    }

    @Override
    public String description() {
        return "learning from " + parts.train().examples().size() + " examples ("
                + valid.source().size() + " more for validation), "
                + coder.words()
                + (key.answer().number() ? "" : ", " + key.classes().size() + " classes") + "; "
                + Tree.count(model) + " parameters; " + fit.plannedSteps(perEpoch) + " steps";
    }

    @Override
    public double loss(Classifier learned) {
        var predictions = Predictions.of(learned, valid.source());
        scores = scores(predictions, valid, 1);
        return predictions.loss(key.answer(), ClassifierJob.plain(key, valid));
    }

    @Override
    public double criterion(double loss) {
        return switch (job.learning().select()) {
            case LOSS -> loss;
            case ACCURACY -> 1 - score("accuracy");
            case F1 -> 1 - score("macro_f1");
        };
    }

    private double score(String name) {
        return ((Number) scores.get(name)).doubleValue();
    }

    private SequencedMap<String, Object> scores(Predictions predictions, ExampleParts.Part part, double temperature) {
        return score(predictions, part, temperature).figures();
    }

    private Scores score(Predictions predictions, ExampleParts.Part part, double temperature) {
        return key.answer().number()
                ? Scores.of(key, predictions, part.numbers())
                : Scores.of(key, predictions, temperature, part.labels());
    }

    /** What makes the probabilities of the validation examples most likely. */
    private double temperature() {
        return KnownLabels.of(key, valid.labels()).temperature(Predictions.of(model, valid.source()));
    }

    @Override
    public Provenance read(Path path) {
        return ClassifierFile.load(path).provenance();
    }

    @Override
    public void write(Path path, Provenance provenance) {
        ClassifierFile.save(path, new ClassifierFile(model, job.model(), coder, key, temperature(), provenance));
    }

    @Override
    public String words(CurvePoint point) {
        return key.answer().number()
                ? "error " + Figures.rough(score("mae")) + ", "
                : String.format(Locale.ROOT, "accuracy %.4f, macro F1 %.4f, ", score("accuracy"), score("macro_f1"));
    }

    @Override
    public void evaluated(CurvePoint point) {}

    @Override
    public List<String> next() {
        return List.of("next:", "  carousel predict " + training.files().model() + " FILE");
    }

    /** The scores of the best model: on the test examples where there are some, and on the validation examples. */
    @Override
    public SequencedMap<String, Object> figures(Report report) {
        var figures = scores();
        figures.putAll(RunSummary.figures(training.files(), report, model));
        return figures;
    }

    @Override
    public SequencedMap<String, Object> compared(double seconds) {
        var files = training.files();
        return job.baselines()
                .told(
                        new Baselines.Finished(
                                files.model(),
                                files.baselines(),
                                seconds,
                                parts.scored().sha256()),
                        () -> parts.contest(ClassifierFile.load(files.model())),
                        training.console());
    }

    @Override
    public void take(Path path) {
        WarmStart.copy(Tree.flatten(ClassifierFile.load(path).model()), model, name -> true);
    }

    @Override
    public SequencedMap<String, Object> scores() {
        var figures = new LinkedHashMap<String, Object>();
        double temperature = temperature();
        if (test.source().size() > 0) {
            figures.putAll(scores(Predictions.of(model, test.source()), test, temperature));
        }
        scores(Predictions.of(model, valid.source()), valid, temperature)
                .forEach((name, value) -> figures.put("valid_" + name, value));
        return figures;
    }
}
