package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Gated recurrent unit that resets the state before its product (Cho et al. 2014).
 *
 * <pre>
 * r, z = σ(split(xg + h wg))
 * n    = tanh(xn + (r ⊙ h) wn)              xg, xn = split(x wx + b)
 * h'   = (1 - z) ⊙ n + z ⊙ h                {@link Update#KEEPS}
 * h'   = (1 - z) ⊙ h + z ⊙ n                {@link Update#RENEWS}
 * </pre>
 *
 * <p>x [B,F], h [B,H]; gate order r z n. Two products, one after the other, in every step; {@link Gru} needs one.
 * All weights begin uniformly in ±1/√H, the bias with zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var gru = Recurrent.of(ResetBeforeGru.of(64, 128, Update.KEEPS, Init.seed(1)));
 * var outputs = gru.apply(sequence);
 * </pre>
 *
 * @param wx [F,3H]
 * @param wg [H,2H]
 * @param wn [H,H]
 * @param b [3H]
 * @param update what z stands for
 */
public record ResetBeforeGru(Tensor wx, Tensor wg, Tensor wn, Tensor b, Update update) implements Cell<Gru.State> {

    public static ResetBeforeGru of(int features, int hidden, Update update, Init init) {
        float bound = Init.bound(hidden);
        return new ResetBeforeGru(
                init.uniform(bound, features, 3 * hidden),
                init.uniform(bound, hidden, 2 * hidden),
                init.uniform(bound, hidden, hidden),
                init.zeros(3 * hidden),
                update);
    }

    @Override
    public Gru.State start(int batch) {
        return new Gru.State(Tensor.zeros(batch, wn.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public Gru.State step(Tensor x, Gru.State s) {
        int hidden = wn.rows();
        var gates = x.columns(0, 2 * hidden).plus(s.h().matmul(wg)).sigmoid().split(2); // 2 x [B,H]
        var r = gates[0];
        var z = gates[1];
        var n = x.columns(2 * hidden, 3 * hidden)
                .plus(r.times(s.h()).matmul(wn))
                .tanh();
        return new Gru.State(update.of(z, s.h(), n));
    }

    @Override
    public Tensor output(Gru.State s) {
        return s.h();
    }
}
