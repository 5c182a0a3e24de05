package carousel.train;

/**
 * How far a run is, after a step. Immutable.
 *
 * @param step updates done
 * @param planned updates in all, if nothing stops the run before
 * @param epoch the current pass, from 1
 * @param loss a running mean of the training loss, in nats
 * @param perSecond predictions over the run so far
 * @param unit what a prediction is of: tokens, examples, answers
 * @param secondsLeft estimated until the planned end or the time limit
 */
public record Progress(
        long step, long planned, int epoch, double loss, double perSecond, String unit, double secondsLeft) {

    /** The predictions each second, in words. */
    public String rate() {
        return Math.round(perSecond) + " " + unit + "/s";
    }
}
