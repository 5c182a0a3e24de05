package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Long short-term memory with layer normalisation (Ba, Kiros, Hinton 2016); each N normalises a row and has a gain and a
 * bias of its own.
 *
 * <pre>
 * i, f, g, o = split(Nx(x wx) + Nh(h wh))
 * c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
 * h' = σ(o) ⊙ tanh(Nc(c'))
 * </pre>
 *
 * <p>x [B,F], h and c [B,H]; gate order i f g o. All weights begin uniformly in ±1/√H, gains with ones, biases with zeros
 * and, in Nx for the forget gate, ones. Immutable, safe for many threads.
 *
 * <pre>
 * var lstm = Recurrent.of(LayerNormLstm.of(64, 128, Init.seed(1)));
 * var outputs = lstm.apply(sequence);
 * </pre>
 *
 * @param wx [F,4H]
 * @param wh [H,4H]
 * @param nx of the input's product, 4H columns
 * @param nh of the state's product, 4H columns
 * @param nc of the content, H columns
 */
public record LayerNormLstm(Tensor wx, Tensor wh, LayerNorm nx, LayerNorm nh, LayerNorm nc)
        implements Cell<Lstm.State> {

    public static LayerNormLstm of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new LayerNormLstm(
                init.uniform(bound, features, 4 * hidden),
                init.uniform(bound, hidden, 4 * hidden),
                new LayerNorm(init.constant(1, 4 * hidden), init.blocks(hidden, 0, 1, 0, 0)),
                LayerNorm.of(4 * hidden, init),
                LayerNorm.of(hidden, init));
    }

    @Override
    public Lstm.State start(int batch) {
        return Lstm.State.zeros(batch, wh.rows());
    }

    @Override
    public Tensor project(Tensor rows) {
        return nx.apply(rows.matmul(wx));
    }

    @Override
    public Lstm.State step(Tensor x, Lstm.State s) {
        var gates = x.plus(nh.apply(s.h().matmul(wh))).split(4); // 4 x [B,H]
        var i = gates[0].sigmoid();
        var f = gates[1].sigmoid();
        var g = gates[2].tanh();
        var o = gates[3].sigmoid();
        var c = f.times(s.c()).plus(i.times(g));
        return new Lstm.State(o.times(nc.apply(c).tanh()), c);
    }

    @Override
    public Tensor output(Lstm.State s) {
        return s.h();
    }
}
