package carousel.bench.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * A leaky integrator: h' = (1 - leak) h + leak tanh(x wx + h wh + b). Immutable.
 *
 * @param wx [F,H]
 * @param wh [H,H]
 * @param b [H]
 */
public record Leaky(Tensor wx, Tensor wh, Tensor b, float leak) implements Cell<Leaky.State> {

    /** h [B,H]. */
    public record State(Tensor h) {}

    /** Half of the state is kept in every step. */
    public static Leaky of(int features, int hidden, Init init) {
        return new Leaky(init.glorot(features, hidden), init.glorot(hidden, hidden), init.zeros(hidden), 0.5f);
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
        var fresh = x.plus(s.h().matmul(wh)).tanh();
        return new State(s.h().times(1 - leak).plus(fresh.times(leak)));
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
