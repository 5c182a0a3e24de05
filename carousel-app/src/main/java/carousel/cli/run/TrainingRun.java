package carousel.cli.run;

import carousel.cli.shell.Command;
import carousel.cli.shell.Console;
import carousel.cli.shell.FailedException;
import carousel.cli.shell.UsageException;
import carousel.cli.shell.Version;
import carousel.store.Provenance;
import carousel.train.CurvePoint;
import carousel.train.DivergedException;
import carousel.train.Monitor;
import carousel.train.Report;
import carousel.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * What all runs of training have in common: the best model so far is always in its file, beside it the curve and the
 * checkpoints from which a run goes on. Immutable.
 *
 * @param files where everything is written
 * @param provenance of the model to be
 * @param console who is told
 * @param model what is trained
 */
public record TrainingRun(RunFiles files, Provenance provenance, Console console, Trained model) {
    private static final String DIVERGED = "diverged";

    /**
     * A run that has not begun.
     *
     * @param task that the model's file will name
     * @param data the files that are learned from, by role
     * @param settings every one that determines the result
     */
    public static TrainingRun of(
            String task,
            RunTarget target,
            Map<String, Provenance.Data> data,
            Map<String, String> settings,
            Console console,
            Trained model) {
        var made = new Provenance(task, target.determining(data), settings, Version.current(), 0, Provenance.RUNNING);
        return new TrainingRun(new RunFiles(target.out()), made, console, model);
    }

    /** A model in training. */
    public interface Trained {
        /** One line on what is about to happen. */
        String description();

        /** Trains it. */
        Trainer<?, ?, ?> trainer();

        /** Reads how the model in a file was made. */
        Provenance read(Path path);

        /** Writes the model as it is. */
        void write(Path path, Provenance provenance);

        /** A point's validation loss in other words, with a comma and a space behind them; may be empty. */
        String words(CurvePoint point);

        /** After each evaluation, the best having been saved. */
        default void evaluated(CurvePoint point) {}

        /** What one may do next with the finished model, a line each. */
        default List<String> next() {
            return List.of();
        }

        /** What the run has come to: the scores of the best model, and how it was found. */
        SequencedMap<String, Object> figures(Report report);

        /** How the finished model does beside simpler ones, by name: told, where that was asked for. */
        default SequencedMap<String, Object> compared(double seconds) {
            return new LinkedHashMap<>();
        }
    }

    /**
     * The whole of a command that trains: goes on from an earlier run if asked to, trains, draws the curve, and tells what
     * came of it.
     *
     * @return the exit code
     */
    public int run(RunTarget target, double maxMinutes) {
        var earlier = target.resume() ? earlier(maxMinutes) : EarlierRun.none();
        if (earlier.finished()) {
            var figures = RunSummary.nothingToDo(files, earlier, console);
            figures.putAll(compared());
            console.json(figures);
            return Command.DONE;
        }
        var report = learn(earlier);
        if (report.end() == Report.End.INTERRUPTED) {
            return Command.INTERRUPTED;
        }
        model.next().forEach(console::note);
        var figures = model.figures(report);
        console.piece(Figures.table(figures));
        figures.putAll(compared());
        console.json(figures);
        return Command.DONE;
    }

    /** How the finished model does beside simpler ones, by name. */
    public SequencedMap<String, Object> compared() {
        boolean known = Files.exists(files.curve());
        return model.compared(known ? CurveFile.read(files.curve()).getLast().seconds() : 0);
    }

    /** What has become of one of several runs. */
    public enum Learned {
        /** The model has learned. */
        NOW,
        /** An earlier run has come to its end: the model is in its file. */
        BEFORE,
        /** Somebody stopped it. */
        INTERRUPTED
    }

    /** The same as one of several runs, which tells of its learning, and leaves its scores to the others. */
    public Learned learn(RunTarget target, double maxMinutes) {
        var earlier = target.resume() ? earlier(maxMinutes) : EarlierRun.none();
        if (earlier.finished()) {
            console.note("the run at " + files.model() + " has finished already");
            return Learned.BEFORE;
        }
        return learn(earlier).end() == Report.End.INTERRUPTED ? Learned.INTERRUPTED : Learned.NOW;
    }

    private Report learn(EarlierRun earlier) {
        console.note(model.description());
        var report = train(earlier);
        if (report.end() != Report.End.INTERRUPTED) {
            RunSummary.draw(files, report.curve()).forEach(console::note);
            console.note("finished: " + RunSummary.end(report));
        }
        return report;
    }

    /** A model or its trainer, unless an option asks for what it does not have: then a complaint about the option. */
    public static <T> T fitting(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    /** What an earlier run of the same name has left behind. */
    private EarlierRun earlier(double maxMinutes) {
        double seconds = maxMinutes > 0 ? 60 * maxMinutes : Double.POSITIVE_INFINITY;
        var saved = Files.exists(files.model()) ? model.read(files.model()) : provenance.at(0, Provenance.RUNNING);
        return EarlierRun.find(files, saved, provenance, seconds, console);
    }

    /** Trains to the end, from a checkpoint if there is one; saves the model, its curve and checkpoints on the way. */
    public Report train(EarlierRun earlier) {
        var trainer = model.trainer();
        if (earlier.begun()) {
            trainer.restore(earlier.checkpoint());
        } else {
            files.removeCompanions();
        }
        try (var interrupt = new Interrupt(console);
                var view = ProgressView.on(console)) {
            return train(trainer, interrupt, view);
        }
    }

    private Report train(Trainer<?, ?, ?> trainer, Interrupt interrupt, ProgressView view) {
        var monitor = new RunMonitor(files, provenance, view, interrupt, watcher(), trainer::curve);
        try {
            var report = trainer.run(monitor);
            finish(report, view);
            return report;
        } catch (DivergedException e) {
            throw diverged(e, trainer.bestStep());
        }
    }

    private RunMonitor.Watcher watcher() {
        return new RunMonitor.Watcher() {
            @Override
            public String words(CurvePoint point) {
                return model.words(point);
            }

            @Override
            public void evaluated(CurvePoint point, Monitor.Evaluation outcome) {
                if (outcome != Monitor.Evaluation.NOT_BETTER) {
                    save(point.step(), Provenance.RUNNING);
                }
                model.evaluated(point);
            }
        };
    }

    private void save(long steps, String end) {
        model.write(files.model(), provenance.at(steps, end));
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
    private FailedException diverged(DivergedException e, long best) {
        if (best > 0) {
            save(best, DIVERGED);
        }
        files.checkpoints().clear();
        var left = best > 0
                ? "the best model, of step " + best + ", is in " + files.model()
                : "no evaluation came before it, so no model was saved";
        return new FailedException(e.getMessage() + "; " + left, e);
    }
}
