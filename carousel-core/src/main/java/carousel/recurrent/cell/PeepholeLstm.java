package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Long short-term memory whose gates see the cell's content (Gers, Schmidhuber 2000; this form: Graves 2013).
 *
 * <pre>
 * i, f, g, o = split(x wx + b + h wh)
 * c' = σ(f + pf ⊙ c) ⊙ c + σ(i + pi ⊙ c) ⊙ tanh(g)
 * h' = σ(o + po ⊙ c') ⊙ tanh(c')
 * </pre>
 *
 * <p>x [B,F], h and c [B,H]; gate order i f g o. Input and forget gate see the content before the step, the output gate the
 * one after it, each unit only its own: {@link FullPeepholeLstm} lets every unit see all. Initialised as {@link Lstm}, the
 * peepholes uniformly in ±1/√H. Immutable, safe for many threads.
 *
 * <pre>
 * var lstm = Recurrent.of(PeepholeLstm.of(64, 128, Init.seed(1)));
 * var outputs = lstm.apply(sequence);
 * </pre>
 *
 * @param wx [F,4H]
 * @param wh [H,4H]
 * @param b [4H]
 * @param pi [H]
 * @param pf [H]
 * @param po [H]
 */
public record PeepholeLstm(Tensor wx, Tensor wh, Tensor b, Tensor pi, Tensor pf, Tensor po)
        implements Cell<Lstm.State> {

    public static PeepholeLstm of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new PeepholeLstm(
                init.uniform(bound, features, 4 * hidden),
                init.uniform(bound, hidden, 4 * hidden),
                init.blocks(hidden, 0, 1, 0, 0),
                init.uniform(bound, hidden),
                init.uniform(bound, hidden),
                init.uniform(bound, hidden));
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
        var gates = x.plus(s.h().matmul(wh)).split(4); // 4 x [B,H]
        var i = gates[0].plus(s.c().times(pi)).sigmoid();
        var f = gates[1].plus(s.c().times(pf)).sigmoid();
        var c = f.times(s.c()).plus(i.times(gates[2].tanh()));
        var o = gates[3].plus(c.times(po)).sigmoid();
        return new Lstm.State(o.times(c.tanh()), c);
    }

    @Override
    public Tensor output(Lstm.State s) {
        return s.h();
    }
}
