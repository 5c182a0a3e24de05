package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * The network of Jordan (1986), which remembers what it last said instead of what it last thought.
 *
 * <pre>
 * h  = tanh(x wx + y wy + b)
 * y' = tanh(h wo + bo)
 * </pre>
 *
 * <p>x [B,F], h and y [B,H]; the output is y'. All weights begin uniformly in ±1/√H, the biases with zeros. Immutable, safe
 * for many threads.
 *
 * <pre>
 * var jordan = Recurrent.of(Jordan.of(28, 128, Init.seed(1)));
 * var outputs = jordan.apply(sequence);
 * </pre>
 *
 * @param wx [F,H]
 * @param wy [H,H]
 * @param b [H]
 * @param wo [H,H]
 * @param bo [H]
 */
public record Jordan(Tensor wx, Tensor wy, Tensor b, Tensor wo, Tensor bo) implements Cell<Jordan.State> {

    /** y [B,H]. */
    public record State(Tensor y) {}

    public static Jordan of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new Jordan(
                init.uniform(bound, features, hidden),
                init.uniform(bound, hidden, hidden),
                init.zeros(hidden),
                init.uniform(bound, hidden, hidden),
                init.zeros(hidden));
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wy.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        var h = x.plus(s.y().matmul(wy)).tanh(); // [B,H]
        return new State(h.matmul(wo).plus(bo).tanh());
    }

    @Override
    public Tensor output(State s) {
        return s.y();
    }
}
