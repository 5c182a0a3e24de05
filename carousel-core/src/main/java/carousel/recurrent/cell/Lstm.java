package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Long short-term memory (Hochreiter, Schmidhuber 1997) with forget gates (Gers, Schmidhuber, Cummins 2000).
 *
 * <pre>
 * i, f, g, o = split(x wx + b + h wh)
 * c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
 * h' = σ(o) ⊙ tanh(c')
 * </pre>
 *
 * <p>x [B,F], h and c [B,H]; gate order i f g o, as in PyTorch. All weights begin uniformly in ±1/√H, the bias with zeros
 * and, for the forget gate, ones. Immutable, safe for many threads.
 *
 * <pre>
 * var lstm = Recurrent.of(Lstm.of(64, 128, Init.seed(1)));
 * var outputs = lstm.apply(sequence);
 * </pre>
 *
 * @param wx [F,4H]
 * @param wh [H,4H]
 * @param b [4H]
 */
public record Lstm(Tensor wx, Tensor wh, Tensor b) implements Cell<Lstm.State> {

    /** h and c [B,H]. */
    public record State(Tensor h, Tensor c) {

        static State zeros(int batch, int hidden) {
            return new State(Tensor.zeros(batch, hidden), Tensor.zeros(batch, hidden));
        }
    }

    public static Lstm of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new Lstm(
                init.uniform(bound, features, 4 * hidden),
                init.uniform(bound, hidden, 4 * hidden),
                init.blocks(hidden, 0, 1, 0, 0));
    }

    @Override
    public State start(int batch) {
        return State.zeros(batch, wh.rows());
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        var gates = x.plus(s.h().matmul(wh)).split(4); // 4 x [B,H]
        var i = gates[0].sigmoid();
        var f = gates[1].sigmoid();
        var g = gates[2].tanh();
        var o = gates[3].sigmoid();
        var c = f.times(s.c()).plus(i.times(g));
        return new State(o.times(c.tanh()), c);
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
