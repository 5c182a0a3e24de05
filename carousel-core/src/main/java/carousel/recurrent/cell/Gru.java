package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Gated recurrent unit (Cho et al. 2014), reset after the product, as in PyTorch and cuDNN; {@link ResetBeforeGru} is the
 * other.
 *
 * <pre>
 * r  = σ(xr + h wh_r)
 * z  = σ(xz + h wh_z)
 * n  = tanh(xn + r ⊙ (h wh_n + bn))        xr, xz, xn = split(x wx + b)
 * h' = (1 - z) ⊙ n + z ⊙ h                 {@link Update#KEEPS}
 * h' = (1 - z) ⊙ h + z ⊙ n                 {@link Update#RENEWS}
 * </pre>
 *
 * <p>x [B,F], h [B,H]; gate order r z n. z merges the roles of forget and input gate, r resets. All weights begin uniformly
 * in ±1/√H, the biases with zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var gru = Recurrent.of(Gru.of(64, 128, Init.seed(1)));
 * var outputs = gru.apply(sequence);
 * </pre>
 *
 * @param wx [F,3H]
 * @param wh [H,3H]
 * @param b [3H]
 * @param bn [H], the bias inside the reset product
 * @param update what z stands for
 */
public record Gru(Tensor wx, Tensor wh, Tensor b, Tensor bn, Update update) implements Cell<Gru.State> {

    /** h [B,H]. */
    public record State(Tensor h) {}

    /** With {@link Update#KEEPS}. */
    public static Gru of(int features, int hidden, Init init) {
        return of(features, hidden, Update.KEEPS, init);
    }

    public static Gru of(int features, int hidden, Update update, Init init) {
        float bound = Init.bound(hidden);
        return new Gru(
                init.uniform(bound, features, 3 * hidden),
                init.uniform(bound, hidden, 3 * hidden),
                init.zeros(3 * hidden),
                init.zeros(hidden),
                update);
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
        var input = x.split(3); // 3 x [B,H]
        var state = s.h().matmul(wh).split(3); // 3 x [B,H]
        var r = input[0].plus(state[0]).sigmoid();
        var z = input[1].plus(state[1]).sigmoid();
        var n = input[2].plus(r.times(state[2].plus(bn))).tanh();
        return new State(update.of(z, s.h(), n));
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
