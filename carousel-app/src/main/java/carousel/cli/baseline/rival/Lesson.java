package carousel.cli.baseline.rival;

import carousel.cli.baseline.Rival;
import carousel.train.Batches;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Objective;
import carousel.train.Report;
import carousel.train.Trainer;
import carousel.train.Validation;
import java.util.Locale;

/**
 * A network without memory learns from the examples until it gets no better, or until its time is over. Immutable.
 *
 * @param fit how, and for how many passes at most
 * @param seconds that there are for learning and answering
 */
record Lesson(Fit fit, double seconds) {
    private static final int EPOCHS = 20;
    private static final double TO_LEARN = 0.6; // the rest is for answers, and for whoever comes next

    /** At a constant rate, so that what is cut off had learned as it would have: only for less long. */
    static Lesson of(double rate, double seconds) {
        var fit = Fit.epochs(EPOCHS)
                .with("lr", rate)
                .with("patience", 1)
                .with("checkpoint-minutes", 0)
                .with("max-minutes", TO_LEARN * seconds / 60);
        return new Lesson(fit, seconds);
    }

    /** Lets a model learn in place; what of it there was no time for, in words. */
    <M, B, C, O extends Objective<M, B, C> & Batches<B>> String learn(M model, O objective, Validation<M> validation) {
        return learned(Trainer.of(model, objective, objective, validation, fit), objective.perEpoch());
    }

    private String learned(Trainer<?, ?, ?> trainer, int perEpoch) {
        var report = trainer.run(Monitor.until(() -> Thread.currentThread().isInterrupted()));
        Rival.mayGoOn();
        return report.end() == Report.End.TIME
                ? String.format(
                        Locale.ROOT,
                        "cut off after %.1f of %d passes",
                        (double) report.steps() / perEpoch,
                        fit.epochs())
                : "";
    }
}
