package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Long short-term memory that forgets just as much as it takes in (Greff et al. 2017, "CIFG").
 *
 * <pre>
 * i, g, o = split(x wx + b + h wh)
 * c' = (1 - σ(i)) ⊙ c + σ(i) ⊙ tanh(g)
 * h' = σ(o) ⊙ tanh(c')
 * </pre>
 *
 * <p>x [B,F], h and c [B,H]; gate order i g o. All weights begin uniformly in ±1/√H, the bias with zeros and, for the input
 * gate, with -1: it then forgets as little as a fresh {@link Lstm}. Immutable, safe for many threads.
 *
 * <pre>
 * var lstm = Recurrent.of(CoupledLstm.of(64, 128, Init.seed(1)));
 * var outputs = lstm.apply(sequence);
 * </pre>
 *
 * @param wx [F,3H]
 * @param wh [H,3H]
 * @param b [3H]
 */
public record CoupledLstm(Tensor wx, Tensor wh, Tensor b) implements Cell<Lstm.State> {

    public static CoupledLstm of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new CoupledLstm(
                init.uniform(bound, features, 3 * hidden),
                init.uniform(bound, hidden, 3 * hidden),
                init.blocks(hidden, -1, 0, 0));
    }

    @Override
    public Lstm.State start(int batch) {
        return Lstm.State.zeros(batch, wh.rows());
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public Lstm.State step(Tensor x, Lstm.State s) {
        var gates = x.plus(s.h().matmul(wh)).split(3); // 3 x [B,H]
        var i = gates[0].sigmoid();
        var c = i.negate().plus(1f).times(s.c()).plus(i.times(gates[1].tanh()));
        return new Lstm.State(gates[2].sigmoid().times(c.tanh()), c);
    }

    @Override
    public Tensor output(Lstm.State s) {
        return s.h();
    }
}
