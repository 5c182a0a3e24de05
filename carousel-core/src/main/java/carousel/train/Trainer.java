package carousel.train;

import static carousel.store.Settings.require;

import carousel.store.Stored;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.train.Monitor.Evaluation;
import carousel.train.Report.End;
import java.util.List;

/**
 * Trains a model in place: steps through the batches, evaluates, keeps the best weights, stops early, and hands out
 * checkpoints from which a run goes on in the same bits. One thread at a time.
 *
 * <pre>
 * var trainer = Trainer.of(model, objective, windows, m -&gt; m.loss(valid), Fit.epochs(10).with("patience", 2));
 * var report = trainer.run(Monitor.none());      // the model now has the best weights
 * </pre>
 */
public final class Trainer<M, B, C> {
    private final Objective<M, B, C> objective;
    private final Batches<B> batches;
    private final Validation<M> validation;
    private final Fit fit;
    private final long planned;
    private final TrainingState<M, C> state;
    private double smoothedLoss = Double.NaN;
    private double checkpointed;

    private Trainer(M model, Objective<M, B, C> objective, Batches<B> batches, Validation<M> validation, Fit fit) {
        this.objective = objective;
        this.batches = batches;
        this.validation = validation;
        this.fit = fit;
        this.planned = fit.plannedSteps(batches.perEpoch());
        require(
                fit.average() == 0 || validation.chooses(),
                "average",
                "0 without validation data, which tell whether the mean is better",
                fit.average());
        var learning = Freeze.of(fit.freeze()).constants(model);
        this.state = new TrainingState<>(
                learning, fit.optimizer(planned, learning), new Recent(fit.average()), objective.begin(learning));
    }

    /**
     * A run that has not begun.
     *
     * @param validation of a model on the validation data
     */
    public static <M, B, C> Trainer<M, B, C> of(
            M model, Objective<M, B, C> objective, Batches<B> batches, Validation<M> validation, Fit fit) {
        return new Trainer<>(model, objective, batches, validation, fit);
    }

    /** The training time of a run until a checkpoint. */
    public static double seconds(Stored checkpoint) {
        return TrainingState.seconds(checkpoint);
    }

    /** The step of the best model so far; 0 before there is any. */
    public long bestStep() {
        return state.bestStep;
    }

    /** Goes on from a checkpoint of the same run. */
    public void restore(Stored checkpoint) {
        state.restore(checkpoint);
        checkpointed = state.seconds;
    }

    /** Every evaluation so far, those before a resume included. */
    public List<CurvePoint> curve() {
        return List.copyOf(state.curve);
    }

    /**
     * Trains until the planned steps are done, patience or time is over, or the monitor says stop.
     *
     * @throws DivergedException when loss or gradients are no longer finite; the model then has the best weights so far
     */
    public Report run(Monitor monitor) {
        var clock = new Clock(state.seconds);
        while (state.step < planned) {
            step(monitor, clock);
            if (dueForEvaluation()) {
                evaluate(monitor, clock);
            }
            state.seconds = clock.seconds();
            if (fit.maxMinutes() > 0 && state.seconds >= fit.maxMinutes() * 60) {
                return cut(monitor, clock);
            }
            if (fit.patience() > 0 && state.withoutImprovement >= fit.patience()) {
                return averaged(End.PATIENCE, monitor);
            }
            if (monitor.stopRequested()) {
                monitor.checkpoint(state.step, state.stored());
                return report(End.INTERRUPTED);
            }
            if (fit.checkpointMinutes() > 0 && state.seconds - checkpointed >= fit.checkpointMinutes() * 60) {
                monitor.checkpoint(state.step, state.stored());
                checkpointed = state.seconds;
            }
        }
        return averaged(End.COMPLETE, monitor);
    }

    /** Time is over. The checkpoint comes before an evaluation that an uncut run would not have made. */
    private Report cut(Monitor monitor, Clock clock) {
        monitor.checkpoint(state.step, state.stored());
        if (state.curve.isEmpty() || state.curve.getLast().step() != state.step) {
            evaluate(monitor, clock);
        }
        return averaged(End.TIME, monitor);
    }

    private void step(Monitor monitor, Clock clock) {
        int epoch = (int) (state.step / batches.perEpoch());
        int position = (int) (state.step % batches.perEpoch());
        if (position == 0) {
            state.carried = objective.begin(state.model);
        }
        var batch = batches.batch(epoch, position);
        float rate = state.optimizer.rate();
        var result =
                Tape.run(new Step(fit.seed(), state.step), () -> objective.loss(state.model, batch, state.carried));
        try (var gradients = result.gradients()) {
            double norm = gradients.norm();
            if (state.diverged(result.loss()) || !Double.isFinite(norm)) {
                state.useBest();
                throw new DivergedException(state.step + 1, result.loss(), rate, norm);
            }
            state.optimizer.update(state.model, gradients, fit.clipping());
        }
        var before = state.carried;
        state.carried = result.kept();
        Tape.recycle(before);
        state.step++;
        account(result.loss(), objective.tokens(batch));
        monitor.stepped(progress(epoch, clock));
    }

    private void account(float loss, int tokens) {
        state.tokens += tokens;
        state.lossSum += (double) loss * tokens;
        state.lossTokens += tokens;
        smoothedLoss = Double.isNaN(smoothedLoss) ? loss : 0.98 * smoothedLoss + 0.02 * loss;
    }

    private Progress progress(int epoch, Clock clock) {
        double seconds = Math.max(1e-9, clock.seconds());
        double left = seconds / state.step * (planned - state.step);
        if (fit.maxMinutes() > 0) {
            left = Math.min(left, Math.max(0, fit.maxMinutes() * 60 - seconds));
        }
        return new Progress(
                state.step, planned, epoch + 1, smoothedLoss, state.tokens / seconds, objective.unit(), left);
    }

    private boolean dueForEvaluation() {
        long every = fit.evalEvery() > 0 ? fit.evalEvery() : batches.perEpoch();
        return state.step % every == 0 || state.step == planned;
    }

    private void evaluate(Monitor monitor, Clock clock) {
        double loss = validation.loss(state.model);
        var outcome = outcome(loss);
        var point = new CurvePoint(
                state.step,
                (double) state.step / batches.perEpoch(),
                state.lossSum / state.lossTokens,
                loss,
                state.optimizer.rate(),
                state.tokens,
                clock.seconds());
        state.curve.add(point);
        state.recent.add(state.model);
        state.lossSum = 0;
        state.lossTokens = 0;
        monitor.evaluated(point, outcome);
    }

    private Evaluation outcome(double loss) {
        if (!validation.chooses()) {
            state.keepBest(loss, loss);
            return Evaluation.LAST;
        }
        double criterion = validation.criterion(loss);
        if (criterion < state.bestCriterion) {
            state.keepBest(loss, criterion);
            state.withoutImprovement = 0;
            return Evaluation.BEST;
        }
        state.withoutImprovement++;
        return Evaluation.NOT_BETTER;
    }

    /** Keeps the mean of the last evaluations' weights, where there are some and it does better than the best of all. */
    private Report averaged(End end, Monitor monitor) {
        int evaluations = state.recent.size();
        if (evaluations < 2) {
            return report(end);
        }
        state.useMean();
        double loss = validation.loss(state.model);
        var outcome = outcome(loss);
        monitor.averaged(evaluations, loss, outcome);
        return report(outcome == Evaluation.BEST ? evaluations : 0, end);
    }

    private Report report(End end) {
        return report(0, end);
    }

    private Report report(int averaged, End end) {
        state.useBest();
        return new Report(
                state.bestLoss, state.bestStep, state.step, state.tokens, state.seconds, state.curve, averaged, end);
    }

    /** Seconds of training, those before a resume included. */
    private static final class Clock {
        private final double before;
        private final long start = System.nanoTime();

        Clock(double before) {
            this.before = before;
        }

        double seconds() {
            return before + (System.nanoTime() - start) / 1e9;
        }
    }
}
