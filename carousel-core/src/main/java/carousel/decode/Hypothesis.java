package carousel.decode;

import java.util.Arrays;

/**
 * A sequence that a model may have meant. Immutable as long as nobody writes into the arrays.
 *
 * @param symbols without the end
 * @param logProbability of these symbols and, if it has ended, of the end, in nats
 * @param score by which hypotheses are ranked
 * @param ended whether it came to its end; one that did not was cut at the length that was asked for
 * @param attention for each symbol, and then for the end, the weight of each step of the source; none where the model
 *     does not look
 */
public record Hypothesis(int[] symbols, double logProbability, double score, boolean ended, float[][] attention) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Hypothesis that
                && Arrays.equals(symbols, that.symbols)
                && logProbability == that.logProbability
                && score == that.score
                && ended == that.ended
                && Arrays.deepEquals(attention, that.attention);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(symbols) + Double.hashCode(logProbability);
    }

    @Override
    public String toString() {
        return Arrays.toString(symbols) + " " + score + (ended ? "" : ", cut");
    }
}
