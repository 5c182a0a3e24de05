package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Leaky units (Jaeger et al. 2007; Mozer 1992): a share of the state stays, so that a unit sees the past through a window of
 * about 1/leak steps.
 *
 * <pre>
 * h' = (1 - leak) h + leak tanh(x wx + h wh + b)
 * </pre>
 *
 * <p>x [B,F], h [B,H]. With leak 1 it is the network of Elman. Initialised as {@link Rnn}. Immutable, safe for many threads.
 *
 * <pre>
 * var leaky = Recurrent.of(LeakyRnn.of(28, 128, 0.1f, Init.seed(1)));
 * var outputs = leaky.apply(sequence);
 * </pre>
 *
 * @param wx [F,H]
 * @param wh [H,H]
 * @param b [H]
 * @param leak the share that is renewed in a step, in (0, 1]
 */
public record LeakyRnn(Tensor wx, Tensor wh, Tensor b, float leak) implements Cell<LeakyRnn.State> {

    /** h [B,H]. */
    public record State(Tensor h) {}

    public LeakyRnn {
        if (!(leak > 0 && leak <= 1)) {
            throw new IllegalArgumentException("leaky: expected a leak above 0 and at most 1, got " + leak);
        }
    }

    public static LeakyRnn of(int features, int hidden, float leak, Init init) {
        float bound = Init.bound(hidden);
        return new LeakyRnn(
                init.uniform(bound, features, hidden), init.uniform(bound, hidden, hidden), init.zeros(hidden), leak);
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wh.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        var fresh = x.plus(s.h().matmul(wh)).tanh(); // [B,H]
        return new State(s.h().times(1 - leak).plus(fresh.times(leak)));
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
