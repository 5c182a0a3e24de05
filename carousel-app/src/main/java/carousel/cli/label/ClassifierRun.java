package carousel.cli.label;

import carousel.cli.baseline.Baselines;
import carousel.cli.label.answer.Scores;
import carousel.cli.label.read.ExampleKind;
import carousel.cli.label.read.ExampleParts;
import carousel.cli.label.read.KnownLabels;
import carousel.cli.label.read.Turn;
import carousel.cli.run.Figures;
import carousel.cli.run.RunSummary;
import carousel.cli.run.RunTarget;
import carousel.cli.run.TrainingRun;
import carousel.cli.shell.Console;
import carousel.data.labelled.Item;
import carousel.layer.Init;
import carousel.model.ClassifierFile;
import carousel.model.input.Coder;
import carousel.model.label.Answer;
import carousel.model.label.AnswerKey;
import carousel.model.label.Classifier;
import carousel.model.label.ClassifierObjective;
import carousel.model.label.Predictions;
import carousel.model.label.Targets;
import carousel.store.Provenance;
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
final class ClassifierRun implements LabelRun, Validation<Classifier> {
    private final ClassifierJob job;
    private final Fit fit;
    private final int perEpoch;
    private final Coder coder;
    private final AnswerKey key;
    private final ExampleKind.Part valid;
    private final KnownLabels known; // of the validation examples
    private final Targets validTargets;
    private final ExampleKind.Part test;
    private final ExampleParts<?> examples;
    private final Classifier model;
    private final TrainingRun training;
    private final Trainer<Classifier, ?, ?> trainer;
    private SequencedMap<String, Object> scores = new LinkedHashMap<>();

    private <E extends Item<E>> ClassifierRun(
            ClassifierJob asked, Fit given, RunTarget target, ExampleParts<E> examples, Turn turn, Console console) {
        asked.check(examples);
        examples.parts().check(asked.learning(), given, asked.baselines());
        this.key = asked.key(examples);
        this.coder = examples.coder(asked.model().text());
        var start = asked.pretrained().of(coder, asked.model().text(), target);
        this.job = asked.with(start.embedding());
        this.examples = examples;
        var parts = examples.parts();
        var train = examples.kind().part(parts.train(), coder, key);
        this.valid = examples.kind().part(parts.valid(), coder, key);
        this.known = KnownLabels.of(key, valid.labels());
        known.requireSome(parts.valid().name());
        this.validTargets = valid.targets(key);
        this.test = examples.kind().part(parts.test(), coder, key);
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
                start.beside(parts.data(job.examples().valid())),
                job.determining(fit, turn),
                console,
                this);
        start.begin(model.input(), console);
        target.begin(new SameMeaning(model, job.model().encoder(), coder, key.toLists())::of, console);
        this.trainer = TrainingRun.fitting(() -> Trainer.of(model, objective, objective, this, fit));
        examples.tell(key, console);
        if (!chooses() && key.answer() == Answer.ONE) {
            console.note("without validation examples probabilities are not calibrated");
        }
    }

    /** A run as the options say; whatever is wrong with its files is found here, before anything is written. */
    static ClassifierRun of(ClassifierJob job, Fit fit, RunTarget target, Turn turn, Console console) {
        target.files();
        var parts = TrainingRun.fitting(() -> job.examples().parts(job.repeats().folds(), turn));
        return new ClassifierRun(job, fit.with("seed", turn.seed()), target, parts, turn, console);
    }

    @Override
    public TrainingRun training() {
        return training;
    }

    @Override
    public Classifier model() {
        return model;
    }

    @Override
    public Trainer<?, ?, ?> trainer() {
        return trainer;
    }

    @Override
    public String description() {
        return examples.parts().told("examples") + ", "
                + coder.words()
                + (key.answer().number() ? "" : ", " + key.classes().size() + " classes") + "; "
                + Tree.count(model) + " parameters; " + fit.plannedSteps(perEpoch) + " steps";
    }

    @Override
    public boolean chooses() {
        return examples.parts().validated();
    }

    @Override
    public double loss(Classifier learned) {
        if (!chooses()) {
            return Double.NaN;
        }
        var predictions = Predictions.of(learned, valid.source());
        scores = scores(predictions, valid, 1);
        return predictions.loss(key.answer(), validTargets);
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

    private SequencedMap<String, Object> scores(Predictions predictions, ExampleKind.Part part, double temperature) {
        return part.source().size() == 0
                ? new LinkedHashMap<>()
                : Scores.of(key, predictions, temperature, part).figures();
    }

    @Override
    public Provenance read(Path path) {
        return ClassifierFile.load(path).provenance();
    }

    @Override
    public void write(Path path, Provenance provenance) {
        double temperature = known.temperature(Predictions.of(model, valid.source()));
        ClassifierFile.save(path, new ClassifierFile(model, job.model(), coder, key, temperature, provenance));
    }

    @Override
    public String words(CurvePoint point) {
        if (!chooses()) {
            return "";
        }
        return key.answer().number()
                ? "error " + Figures.rough(score("mae")) + ", "
                : String.format(Locale.ROOT, "accuracy %.4f, macro F1 %.4f, ", score("accuracy"), score("macro_f1"));
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
                                examples.parts().scored().sha256()),
                        () -> List.of(examples.contest(ClassifierFile.load(files.model()))),
                        training.console());
    }

    @Override
    public SequencedMap<String, Object> scores() {
        var said = Predictions.of(model, valid.source());
        double temperature = known.temperature(said);
        return LabelRun.beside(
                scores(Predictions.of(model, test.source()), test, temperature), scores(said, valid, temperature));
    }
}
