package carousel.bench.cell;

import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * An LSTM with layer normalisation (Ba, Kiros, Hinton 2016); N normalises and has a gain and a bias of its own each time.
 *
 * <pre>
 * i, f, g, o = split(N(x wx) + N(h wh))
 * c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
 * h' = σ(o) ⊙ tanh(N(c'))
 * </pre>
 *
 * @param wx [F,4H]
 * @param wh [H,4H]
 * @param input N of the input's product, [4H]
 * @param state N of the state's product, [4H]
 * @param memory N of the cell state, [H]
 */
public record LayerNormLstm(Tensor wx, Tensor wh, LayerNorm input, LayerNorm state, LayerNorm memory)
        implements Cell<LayerNormLstm.State> {

    /** h and c [B,H]. */
    public record State(Tensor h, Tensor c) {}

    public static LayerNormLstm of(int features, int hidden, Init init) {
        return new LayerNormLstm(
                init.glorot(features, 4 * hidden),
                init.glorot(hidden, 4 * hidden),
                LayerNorm.of(4 * hidden, init),
                LayerNorm.of(4 * hidden, init),
                LayerNorm.of(hidden, init));
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wh.rows()), Tensor.zeros(batch, wh.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return input.apply(rows.matmul(wx));
    }

    @Override
    public State step(Tensor x, State s) {
        var gates = x.plus(state.apply(s.h().matmul(wh))).split(4); // 4 x [B,H]
        var i = gates[0].sigmoid();
        var f = gates[1].sigmoid();
        var c = f.times(s.c()).plus(i.times(gates[2].tanh()));
        return new State(gates[3].sigmoid().times(memory.apply(c).tanh()), c);
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
