package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Long short-term memory whose gates see the content of all cells, not only of their own.
 *
 * <pre>
 * i, f, g, o = split(x wx + b + h wh)
 * pi, pf     = split(c wc)
 * c' = σ(f + pf) ⊙ c + σ(i + pi) ⊙ tanh(g)
 * h' = σ(o + c' wo) ⊙ tanh(c')
 * </pre>
 *
 * <p>x [B,F], h and c [B,H]; gate order i f g o. This is what the common picture with [c; h; x] in front of the gates says;
 * the papers mean {@link PeepholeLstm}, which is this one with diagonal wc and wo. Initialised as {@link Lstm}. Immutable,
 * safe for many threads.
 *
 * <pre>
 * var lstm = Recurrent.of(FullPeepholeLstm.of(64, 128, Init.seed(1)));
 * var outputs = lstm.apply(sequence);
 * </pre>
 *
 * @param wx [F,4H]
 * @param wh [H,4H]
 * @param b [4H]
 * @param wc [H,2H], from the content before the step to input and forget gate
 * @param wo [H,H], from the content after it to the output gate
 */
public record FullPeepholeLstm(Tensor wx, Tensor wh, Tensor b, Tensor wc, Tensor wo) implements Cell<Lstm.State> {

    public static FullPeepholeLstm of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new FullPeepholeLstm(
                init.uniform(bound, features, 4 * hidden),
                init.uniform(bound, hidden, 4 * hidden),
                init.blocks(hidden, 0, 1, 0, 0),
                init.uniform(bound, hidden, 2 * hidden),
                init.uniform(bound, hidden, hidden));
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
        var peepholes = s.c().matmul(wc).split(2); // 2 x [B,H]
        var i = gates[0].plus(peepholes[0]).sigmoid();
        var f = gates[1].plus(peepholes[1]).sigmoid();
        var c = f.times(s.c()).plus(i.times(gates[2].tanh()));
        var o = gates[3].plus(c.matmul(wo)).sigmoid();
        return new Lstm.State(o.times(c.tanh()), c);
    }

    @Override
    public Tensor output(Lstm.State s) {
        return s.h();
    }
}
