package carousel.bench.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * An LSTM whose gates see the cell state (Gers, Schmidhuber 2000).
 *
 * <pre>
 * i, f, g, o = split(x wx + b + h wh)
 * c' = σ(f + pf ⊙ c) ⊙ c + σ(i + pi ⊙ c) ⊙ tanh(g)
 * h' = σ(o + po ⊙ c') ⊙ tanh(c')
 * </pre>
 *
 * @param wx [F,4H]
 * @param wh [H,4H]
 * @param b [4H]
 * @param pi [H]
 * @param pf [H]
 * @param po [H]
 */
public record Peephole(Tensor wx, Tensor wh, Tensor b, Tensor pi, Tensor pf, Tensor po)
        implements Cell<Peephole.State> {

    /** h and c [B,H]. */
    public record State(Tensor h, Tensor c) {}

    public static Peephole of(int features, int hidden, Init init) {
        return new Peephole(
                init.glorot(features, 4 * hidden),
                init.glorot(hidden, 4 * hidden),
                init.zeros(4 * hidden),
                init.zeros(hidden),
                init.zeros(hidden),
                init.zeros(hidden));
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wh.rows()), Tensor.zeros(batch, wh.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        var gates = x.plus(s.h().matmul(wh)).split(4); // 4 x [B,H]
        var i = gates[0].plus(s.c().times(pi)).sigmoid();
        var f = gates[1].plus(s.c().times(pf)).sigmoid();
        var c = f.times(s.c()).plus(i.times(gates[2].tanh()));
        var o = gates[3].plus(c.times(po)).sigmoid();
        return new State(o.times(c.tanh()), c);
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
