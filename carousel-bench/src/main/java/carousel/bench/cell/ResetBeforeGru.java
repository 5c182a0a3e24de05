package carousel.bench.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * A gated recurrent unit that resets the state before its product (Cho et al. 2014, first version).
 *
 * <pre>
 * r, z, n = split(x wx + b)
 * r, z = σ(r, z + h wg)
 * n  = tanh(n + (r ⊙ h) wn)
 * h' = n + z ⊙ (h - n)
 * </pre>
 *
 * @param wx [F,3H]
 * @param wg [H,2H]
 * @param wn [H,H]
 * @param b [3H]
 */
public record ResetBeforeGru(Tensor wx, Tensor wg, Tensor wn, Tensor b) implements Cell<ResetBeforeGru.State> {

    /** h [B,H]. */
    public record State(Tensor h) {}

    public static ResetBeforeGru of(int features, int hidden, Init init) {
        return new ResetBeforeGru(
                init.glorot(features, 3 * hidden),
                init.glorot(hidden, 2 * hidden),
                init.glorot(hidden, hidden),
                init.zeros(3 * hidden));
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wn.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        int hidden = wn.rows();
        var gates = x.columns(0, 2 * hidden).plus(s.h().matmul(wg)).sigmoid().split(2); // 2 x [B,H]
        var n = x.columns(2 * hidden, 3 * hidden)
                .plus(gates[0].times(s.h()).matmul(wn))
                .tanh();
        return new State(n.plus(gates[1].times(s.h().minus(n))));
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
