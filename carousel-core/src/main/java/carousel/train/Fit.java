package carousel.train;

import static carousel.store.Settings.require;

import carousel.optim.Adadelta;
import carousel.optim.Adagrad;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Optimizer;
import carousel.optim.RmsProp;
import carousel.optim.Rule;
import carousel.optim.Schedule;
import carousel.optim.Sgd;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.Map;

/** How to train: how long, with which optimiser and rate, when to evaluate and when to stop. Immutable. */
public record Fit(
        @Setting(value = "passes over the training data", preset = "10")
        int epochs,

        @Setting(value = "updates in all, instead of epochs; 0: as many as the epochs have", preset = "0")
        long steps,

        @Setting(value = "adam, sgd, rmsprop, adagrad or adadelta", preset = "adam")
        Optimization optimizer,

        @Setting(value = "learning rate", preset = "0.002") float lr,

        @Setting(
                value =
                        "constant, cosine, step or inverse-root: with the root of the steps, from the end of the warm-up on",
                preset = "constant")
        Decay schedule,

        @Setting(value = "steps over which the rate rises from zero", preset = "0")
        long warmup,

        @Setting(value = "steps of the schedule; 0: the planned steps", preset = "0")
        long scheduleSteps,

        @Setting(value = "what is left of the rate at the end of cosine, and at each drop of step", preset = "0.1")
        float decay,

        @Setting(value = "number of equal stretches between drops of the step schedule", preset = "3")
        int drops,

        @Setting(value = "momentum of sgd", preset = "0.9") float momentum,

        @Setting("Nesterov's momentum in sgd") boolean nesterov,

        @Setting(value = "decoupled weight decay of adam", preset = "0")
        float weightDecay,

        @Setting(value = "L2 penalty on every weight: λ of λ/2 Σ w²", preset = "0")
        float l2,

        @Setting(
                "weights that do not learn: names with * for anything, maybe with [from:to] columns, and commas between")
        String freeze,

        @Setting(value = "bound on the gradient; 0: none", preset = "5")
        float clip,

        @Setting(value = "what is bounded: global-norm, tensor-norm or value", preset = "global-norm")
        Clipping clipMode,

        @Setting(value = "evaluate every so many steps; 0: after each epoch", preset = "0")
        long evalEvery,

        @Setting(value = "stop after so many evaluations without improvement; 0: never", preset = "0")
        int patience,

        @Setting(
                value = "the weights of so many last evaluations are averaged at the end, and kept if better; 0: not",
                preset = "0")
        int average,

        @Setting(value = "stop after so many minutes of training; 0: never", preset = "0")
        double maxMinutes,

        @Setting(value = "minutes between checkpoints; 0: none", preset = "5")
        double checkpointMinutes,

        @Setting(value = "seed of everything random", preset = "1")
        long seed) {

    /** The update rules by name. */
    public enum Optimization {
        ADAM,
        SGD,
        RMSPROP,
        ADAGRAD,
        ADADELTA
    }

    /** The schedules by name. */
    public enum Decay {
        CONSTANT,
        COSINE,
        STEP,
        INVERSE_ROOT
    }

    /** What a bound applies to. */
    public enum Clipping {
        GLOBAL_NORM,
        TENSOR_NORM,
        VALUE
    }

    public Fit {
        require(epochs > 0, "epochs", "1 or more", epochs);
        require(steps >= 0, "steps", "0 or more", steps);
        require(lr > 0 && Float.isFinite(lr), "lr", "a number above 0", lr);
        require(warmup >= 0, "warmup", "0 or more", warmup);
        require(scheduleSteps >= 0, "schedule-steps", "0 or more", scheduleSteps);
        require(decay >= 0 && decay <= 1, "decay", "between 0 and 1", decay);
        require(drops >= 1, "drops", "1 or more", drops);
        require(momentum >= 0 && momentum < 1, "momentum", "at least 0 and below 1", momentum);
        require(
                !nesterov || optimizer == Optimization.SGD && momentum > 0,
                "nesterov",
                "off without --optimizer sgd and a momentum above 0",
                nesterov);
        require(weightDecay >= 0, "weight-decay", "0 or more", weightDecay);
        require(l2 >= 0, "l2", "0 or more", l2);
        require(clip >= 0, "clip", "0 or more", clip);
        require(evalEvery >= 0, "eval-every", "0 or more", evalEvery);
        require(patience >= 0, "patience", "0 or more", patience);
        require(average == 0 || average > 1, "average", "2 or more, or 0", average);
        require(maxMinutes >= 0, "max-minutes", "0 or more", maxMinutes);
        require(checkpointMinutes >= 0, "checkpoint-minutes", "0 or more", checkpointMinutes);
        Freeze.of(freeze); // complains
    }

    Optimizer optimizer(long plannedSteps, Object model) {
        return Optimizer.of(rule(plannedSteps), l2, Freeze.of(freeze).columns(model));
    }

    /** The presets, with so many epochs. */
    public static Fit epochs(int epochs) {
        return Settings.read(Fit.class, Map.of("epochs", String.valueOf(epochs)));
    }

    /** The same with one setting changed: {@code fit.with("patience", 2)}. */
    public Fit with(String key, Object value) {
        return Settings.with(this, key, value);
    }

    /** How many updates a run has, if nothing stops it before. */
    public long plannedSteps(int perEpoch) {
        return steps > 0 ? steps : (long) epochs * perEpoch;
    }

    /**
     * The same with the length of the schedule written down, so that the rates of a run that was cut off can be had again
     * with fewer steps.
     */
    public Fit scheduled(int perEpoch) {
        boolean endless = schedule == Decay.CONSTANT || schedule == Decay.INVERSE_ROOT;
        return endless || scheduleSteps > 0 ? this : with("schedule-steps", plannedSteps(perEpoch));
    }

    private Rule rule(long plannedSteps) {
        var rate = schedule(scheduleSteps > 0 ? scheduleSteps : plannedSteps);
        return switch (optimizer) {
            case ADAM -> Adam.of(rate).withDecay(weightDecay);
            case SGD -> new Sgd(rate, momentum, nesterov);
            case RMSPROP -> new RmsProp(rate, 0.99f, 1e-8f);
            case ADAGRAD -> new Adagrad(rate, 1e-10f);
            case ADADELTA -> Adadelta.of(rate);
        };
    }

    private Schedule schedule(long length) {
        var rate = switch (schedule) {
            case CONSTANT -> new Schedule.Constant(lr);
            case COSINE -> new Schedule.Cosine(lr, lr * decay, length);
            case STEP -> new Schedule.StepDecay(lr, Math.max(decay, Float.MIN_NORMAL), Math.max(1, length / drops));
            case INVERSE_ROOT -> new Schedule.InverseRoot(lr, Math.max(1, warmup));
        };
        return warmup > 0 ? new Schedule.WarmUp(warmup, rate) : rate;
    }

    Clip clipping() {
        if (clip == 0) {
            return new Clip.None();
        }
        return switch (clipMode) {
            case GLOBAL_NORM -> new Clip.GlobalNorm(clip);
            case TENSOR_NORM -> new Clip.TensorNorm(clip);
            case VALUE -> new Clip.Value(clip);
        };
    }
}
