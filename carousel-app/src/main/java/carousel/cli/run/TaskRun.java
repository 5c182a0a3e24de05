package carousel.cli.run;

import carousel.cli.shell.Console;
import carousel.data.task.Mnist;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.layer.Init;
import carousel.model.SequenceModel;
import carousel.model.SequenceModelFile;
import carousel.model.SequenceModelObjective;
import carousel.model.TaskScore;
import carousel.store.Provenance;
import carousel.tensor.Tree;
import carousel.train.CurvePoint;
import carousel.train.Report;
import carousel.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** One run of training on a reference task, with everything that it reads and writes. One thread at a time. */
public final class TaskRun implements TrainingRun.Trained {
    private final TaskOptions options;
    private final Task task;
    private final SequenceModelObjective objective;
    private final SequenceModel model;
    private final TrainingRun training;
    private final Trainer<SequenceModel, ?, ?> trainer;
    private TaskScore valid = new TaskScore(Double.NaN, Double.NaN, Double.NaN, 0);

    private TaskRun(TaskOptions options, Console console) {
        var examples = options.examples();
        long seed = options.fit().seed();
        this.task = examples.spec().task(examples.data());
        this.objective =
                SequenceModelObjective.of(examples.learned(task), seed, examples.batch(), examples.epochSize());
        this.options = options.scheduled(objective.perEpoch());
        this.model = TrainingRun.fitting(() -> SequenceModel.of(options.model(), task.form(), Init.seed(seed)));
        var target = options.target();
        this.training = TrainingRun.of(
                SequenceModelFile.TASK, target, data(task, examples.data()), this.options.determining(), console, this);
        target.begin(model, console);
        this.trainer =
                TrainingRun.fitting(() -> Trainer.of(model, objective, objective, this::validate, this.options.fit()));
    }

    private static Map<String, Provenance.Data> data(Task task, Path folder) {
        return task instanceof Mnist mnist
                ? Map.of(
                        "data", new Provenance.Data(name(folder.toAbsolutePath().normalize()), mnist.sha256()))
                : Map.of();
    }

    private static String name(Path folder) {
        return folder.getFileName() == null
                ? folder.toString()
                : folder.getFileName().toString();
    }

    /** A run as the options say; whatever is wrong with its files is found here, before anything is written. */
    public static TaskRun of(TaskOptions options, Console console) {
        options.target().files();
        return new TaskRun(options, console);
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
        return "learning " + options.examples().spec() + ": " + Tree.count(model) + " parameters; "
                + options.fit().plannedSteps(objective.perEpoch()) + " steps of "
                + objective.batch() + " examples";
    }

    private double validate(SequenceModel learned) {
        valid = TaskScore.of(learned, task, Part.VALID);
        return valid.loss();
    }

    @Override
    public Provenance read(Path path) {
        return SequenceModelFile.load(path).provenance();
    }

    @Override
    public void write(Path path, Provenance provenance) {
        var spec = options.examples().spec();
        SequenceModelFile.save(path, new SequenceModelFile(model, options.model(), spec, provenance));
    }

    @Override
    public String words(CurvePoint point) {
        return String.format(
                Locale.ROOT, "accuracy %.4f, whole sequences %.4f, ", valid.accuracy(), valid.exactMatch());
    }

    /** The scores of the best model on the test examples, and how it was found. */
    @Override
    public SequencedMap<String, Object> figures(Report report) {
        var figures = scores(model, task);
        long sequences = report.steps() * objective.batch();
        figures.put("valid_loss", report.bestLoss());
        figures.put("trained_sequences", sequences);
        figures.put("sequences_per_second", sequences / Math.max(1e-9, report.seconds()));
        figures.putAll(RunSummary.figures(training.files(), report, model));
        return figures;
    }

    /** The scores of a model on the test examples of a task and, where there are some, on longer ones. */
    public static SequencedMap<String, Object> scores(SequenceModel model, Task task) {
        var figures = new LinkedHashMap<String, Object>();
        for (var part : List.of(Part.TEST, Part.LONGER)) {
            if (task.examples(part) > 0) {
                put(figures, part == Part.TEST ? "" : "longer_", TaskScore.of(model, task, part), task);
            }
        }
        if (Double.isFinite(task.baseline())) {
            figures.put("baseline_" + loss(task), task.baseline());
        }
        return figures;
    }

    private static void put(Map<String, Object> figures, String prefix, TaskScore score, Task task) {
        figures.put(prefix + loss(task), score.loss());
        figures.put(prefix + "accuracy", score.accuracy());
        figures.put(prefix + "exact_match", score.exactMatch());
        figures.put(prefix + "sequences", score.sequences());
    }

    private static String loss(Task task) {
        return switch (task.form().answer()) {
            case VALUES -> "mse";
            case CLASS, SET -> "loss";
        };
    }
}
