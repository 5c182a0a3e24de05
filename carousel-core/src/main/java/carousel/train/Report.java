package carousel.train;

import java.util.List;

/**
 * How a run went. Immutable.
 *
 * @param bestLoss the validation loss of the weights that the model now has; not a number where nothing was validated
 * @param bestStep the step they were found at
 * @param steps updates done in all
 * @param tokens predictions trained on
 * @param seconds of training over all resumes
 * @param curve every evaluation
 * @param averaged of how many evaluations the best weights are the mean; 0: they are those of one
 * @param end why the run ended
 */
public record Report(
        double bestLoss,
        long bestStep,
        long steps,
        long tokens,
        double seconds,
        List<CurvePoint> curve,
        int averaged,
        End end) {

    /** Why a run ended. */
    public enum End {
        /** All planned steps are done. */
        COMPLETE,
        /** No better validation loss for as many evaluations as patience allows. */
        PATIENCE,
        /** The time limit. */
        TIME,
        /** Somebody asked it to stop; it can be resumed. */
        INTERRUPTED
    }

    public Report {
        curve = List.copyOf(curve);
    }
}
