package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Long short-term memory that shows a projection of its cells (Sak, Senior, Beaufays 2014, "LSTMP"): many cells, few
 * recurrent weights.
 *
 * <pre>
 * i, f, g, o = split(x wx + b + h wh)
 * c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
 * h' = (σ(o) ⊙ tanh(c')) wp
 * </pre>
 *
 * <p>x [B,F], c [B,C], h [B,H]; gate order i f g o. All weights begin uniformly in ±1/√C, the bias with zeros and, for the
 * forget gate, ones. Immutable, safe for many threads.
 *
 * <pre>
 * var lstm = Recurrent.of(ProjectedLstm.of(64, 512, 128, Init.seed(1)));
 * var outputs = lstm.apply(sequence);
 * </pre>
 *
 * @param wx [F,4C]
 * @param wh [H,4C]
 * @param b [4C]
 * @param wp [C,H]
 */
public record ProjectedLstm(Tensor wx, Tensor wh, Tensor b, Tensor wp) implements Cell<Lstm.State> {

    /** @param hidden the columns of the output, usually fewer than cells */
    public static ProjectedLstm of(int features, int cells, int hidden, Init init) {
        float bound = Init.bound(cells);
        return new ProjectedLstm(
                init.uniform(bound, features, 4 * cells),
                init.uniform(bound, hidden, 4 * cells),
                init.blocks(cells, 0, 1, 0, 0),
                init.uniform(bound, cells, hidden));
    }

    @Override
    public Lstm.State start(int batch) {
        return new Lstm.State(Tensor.zeros(batch, wp.columns()), Tensor.zeros(batch, wp.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public Lstm.State step(Tensor x, Lstm.State s) {
        var gates = x.plus(s.h().matmul(wh)).split(4); // 4 x [B,C]
        var i = gates[0].sigmoid();
        var f = gates[1].sigmoid();
        var g = gates[2].tanh();
        var o = gates[3].sigmoid();
        var c = f.times(s.c()).plus(i.times(g)); // [B,C]
        return new Lstm.State(o.times(c.tanh()).matmul(wp), c);
    }

    @Override
    public Tensor output(Lstm.State s) {
        return s.h();
    }
}
