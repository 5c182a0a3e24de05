package carousel.cli.label;

import carousel.cli.label.read.Turn;
import carousel.cli.run.RunTarget;
import carousel.cli.shell.Console;
import carousel.train.Fit;

/** The commands that train a classifier. Safe for many threads. */
public final class ClassifierTraining {
    private ClassifierTraining() {}

    /** {@code train classify}; the exit code. */
    public static int run(ClassifyOptions options, Console console) {
        return run(options.job(), options.fit(), options.target(), console);
    }

    /** {@code train regress}; the exit code. */
    public static int run(RegressOptions options, Console console) {
        return run(options.job(), options.fit(), options.target(), console);
    }

    private static int run(ClassifierJob job, Fit fit, RunTarget target, Console console) {
        if (job.repeats().once()) {
            return ClassifierRun.of(job, fit, target, new Turn(fit.seed(), 0), console)
                    .training()
                    .run(target, fit.maxMinutes());
        }
        return job.repeats()
                .run(
                        target,
                        fit.seed(),
                        fit.maxMinutes(),
                        (turn, own) -> ClassifierRun.of(job, fit, own, turn, console),
                        console);
    }
}
