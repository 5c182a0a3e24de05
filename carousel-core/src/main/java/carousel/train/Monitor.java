package carousel.train;

import carousel.store.Stored;
import java.util.function.BooleanSupplier;

/** Watches a run from outside. Called on the training thread; nothing that it does changes the result. */
public interface Monitor {

    /** After every step. */
    void stepped(Progress progress);

    /** After every evaluation, with what has become of the model's weights. */
    void evaluated(CurvePoint point, Evaluation outcome);

    /** After the end, where the weights of so many evaluations were averaged, with what has become of their mean. */
    default void averaged(int evaluations, double loss, Evaluation outcome) {}

    /** Everything needed to go on later, at a moment of the trainer's choosing. */
    void checkpoint(long step, Stored state);

    /** Whether to stop after this step, with a last checkpoint. */
    boolean stopRequested();

    /** How an evaluation compares with those before. */
    enum Evaluation {
        /** Better than all before. */
        BEST,
        /** Not better than the best before. */
        NOT_BETTER,
        /** Nothing tells models apart: the last one is kept. */
        LAST
    }

    /** Watches nothing. */
    static Monitor none() {
        return until(() -> false);
    }

    /** Watches for nothing but a reason to stop. */
    static Monitor until(BooleanSupplier stop) {
        return new Monitor() {
            @Override
            public void stepped(Progress progress) {}

            @Override
            public void evaluated(CurvePoint point, Evaluation outcome) {}

            @Override
            public void checkpoint(long step, Stored state) {}

            @Override
            public boolean stopRequested() {
                return stop.getAsBoolean();
            }
        };
    }
}
