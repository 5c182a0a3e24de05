package carousel.loss;

import carousel.data.TagOrder;
import java.util.Arrays;

/**
 * The scores of a {@link LinearChain} as its sums need them: in double, -∞ where the order forbids, and the exponentials of
 * the transitions, computed once for all steps of all sequences. Immutable.
 *
 * @param tags K
 * @param start [K]
 * @param end [K]
 * @param transitions [K,K] A: a row for each tag before, a column for each tag after
 * @param greatest of A
 * @param weights [K,K] exp(A - greatest)
 * @param transposed weights, a row for each tag after
 */
record ChainScores(
        int tags,
        double[] start,
        double[] end,
        double[] transitions,
        double greatest,
        double[] weights,
        double[] transposed) {

    static ChainScores of(LinearChain chain) {
        int tags = chain.order().tags();
        var start = new double[tags];
        var end = new double[tags];
        var transitions = new double[tags * tags];
        for (int i = 0; i < tags; i++) {
            start[i] = chain.order().score(TagOrder.EDGE, i, chain.start().buffer()[i]);
            end[i] = chain.order().score(i, TagOrder.EDGE, chain.end().buffer()[i]);
            for (int j = 0; j < tags; j++) {
                transitions[i * tags + j] =
                        chain.order().score(i, j, chain.transitions().buffer()[i * tags + j]);
            }
        }
        double greatest = Arrays.stream(transitions).max().orElseThrow();
        greatest = greatest == Double.NEGATIVE_INFINITY ? 0 : greatest; // nothing may follow anything
        var weights = new double[tags * tags];
        var transposed = new double[tags * tags];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(transitions[i] - greatest);
            transposed[i % tags * tags + i / tags] = weights[i];
        }
        return new ChainScores(tags, start, end, transitions, greatest, weights, transposed);
    }

    /** Whether tag i may be followed by tag j at all, however unlikely. */
    boolean follows(int i, int j) {
        return transitions[i * tags + j] > Double.NEGATIVE_INFINITY;
    }
}
