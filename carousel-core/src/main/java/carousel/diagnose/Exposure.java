package carousel.diagnose;

import java.util.Arrays;

/**
 * What a model makes of its own mistakes (Bengio, Vinyals, Jaitly, Shazeer 2015; Ranzato et al. 2016): how often its most
 * probable symbol is right at each place of a translation when all symbols before it were given, and when they were its own.
 * Where the second falls behind the first from place to place, a model that has only ever read right symbols does not know
 * what to do after a wrong one. Immutable as long as nobody writes into the arrays.
 *
 * @param places how many translations have such a place, the end included
 * @param given how often the symbol there is right after the right ones
 * @param own and after the model's own
 */
public record Exposure(long[] places, long[] given, long[] own) {

    /** The share of all symbols that are right after the right ones. */
    public double shareGiven() {
        return share(given);
    }

    /** The share of all symbols that are right after the model's own. */
    public double shareOwn() {
        return share(own);
    }

    private double share(long... right) {
        return Arrays.stream(right).sum()
                / (double) Math.max(1, Arrays.stream(places).sum());
    }
}
