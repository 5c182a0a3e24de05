package carousel.baseline.linear;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How strong a penalty is best, found from the strongest on. Safe for many threads. */
final class Penalties {
    private Penalties() {}

    /** Learns with a penalty, from these weights on. */
    interface Fit<M> {
        M with(double penalty, double... start);
    }

    /**
     * The model before the first one that is no better, each beginning with the weights of the one before.
     *
     * @param penalties from the strongest to the weakest
     * @param start the first weights
     * @param loss on other rows
     */
    static <M> M best(
            double[] penalties, double[] start, Fit<M> fit, Function<M, double[]> weights, ToDoubleFunction<M> loss) {
        var best = fit.with(penalties[0], start);
        double least = loss.applyAsDouble(best);
        for (int i = 1; i < penalties.length; i++) {
            var model = fit.with(penalties[i], weights.apply(best));
            double other = loss.applyAsDouble(model);
            if (other >= least) {
                break;
            }
            best = model;
            least = other;
        }
        return best;
    }
}
