package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * The unit with one gate (Zhou, Wu, Zhang, Zhou 2016): what it forgets it also resets and renews.
 *
 * <pre>
 * f  = σ(xf + h wf)
 * n  = tanh(xn + (f ⊙ h) wn)                xf, xn = split(x wx + b)
 * h' = (1 - f) ⊙ h + f ⊙ n
 * </pre>
 *
 * <p>x [B,F], h [B,H]; gate order f n. All weights begin uniformly in ±1/√H, the bias with zeros. Immutable, safe for many
 * threads.
 *
 * <pre>
 * var unit = Recurrent.of(MinimalGatedUnit.of(64, 128, Init.seed(1)));
 * var outputs = unit.apply(sequence);
 * </pre>
 *
 * @param wx [F,2H]
 * @param wf [H,H]
 * @param wn [H,H]
 * @param b [2H]
 */
public record MinimalGatedUnit(Tensor wx, Tensor wf, Tensor wn, Tensor b) implements Cell<Gru.State> {

    public static MinimalGatedUnit of(int features, int hidden, Init init) {
        float bound = Init.bound(hidden);
        return new MinimalGatedUnit(
                init.uniform(bound, features, 2 * hidden),
                init.uniform(bound, hidden, hidden),
                init.uniform(bound, hidden, hidden),
                init.zeros(2 * hidden));
    }

    @Override
    public Gru.State start(int batch) {
        return new Gru.State(Tensor.zeros(batch, wn.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public Gru.State step(Tensor x, Gru.State s) {
        var input = x.split(2); // 2 x [B,H]
        var f = input[0].plus(s.h().matmul(wf)).sigmoid();
        var n = input[1].plus(f.times(s.h()).matmul(wn)).tanh();
        return new Gru.State(f.negate().plus(1f).times(s.h()).plus(f.times(n)));
    }

    @Override
    public Tensor output(Gru.State s) {
        return s.h();
    }
}
