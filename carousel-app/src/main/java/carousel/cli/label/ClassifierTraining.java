package carousel.cli.label;

import carousel.cli.shell.Console;

/** The commands that train a classifier. Safe for many threads. */
public final class ClassifierTraining {
    private ClassifierTraining() {}

    /** {@code train classify}; the exit code. */
    public static int run(ClassifyOptions options, Console console) {
        return run(options.job(), console);
    }

    private static int run(ClassifierJob job, Console console) {
        return ClassifierRun.of(job, console)
                .training()
                .run(job.target(), job.fit().maxMinutes());
    }
}
