package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Gated recurrent unit with layer normalisation (Ba, Kiros, Hinton 2016); each N normalises a row and has a gain and a bias
 * of its own.
 *
 * <pre>
 * r, z = σ(split(Nx(x wx) + Nh(h wh)))
 * n    = tanh(Mx(x ux) + r ⊙ Mh(h uh))
 * h'   = (1 - z) ⊙ n + z ⊙ h
 * </pre>
 *
 * <p>x [B,F], h [B,H]; gate order r z; z keeps the old state, as in {@link Gru} (the paper's z is 1 - z). All weights begin
 * uniformly in ±1/√H, gains with ones, biases with zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var gru = Recurrent.of(LayerNormGru.of(64, 128, Init.seed(1)));
 * var outputs = gru.apply(sequence);
 * </pre>
 *
 * @param gates the normalised products of the gates, 2H columns
 * @param candidate the normalised products of the candidate, H columns
 */
public record LayerNormGru(Products gates, Products candidate) implements Cell<Gru.State> {

    /**
     * Two products and their normalisations.
     *
     * @param wx [F,K]
     * @param nx of the input's product
     * @param wh [H,K]
     * @param nh of the state's product
     */
    public record Products(Tensor wx, LayerNorm nx, Tensor wh, LayerNorm nh) {

        private static Products of(int features, int hidden, int columns, Init init) {
            float bound = Init.bound(hidden);
            return new Products(
                    init.uniform(bound, features, columns),
                    LayerNorm.of(columns, init),
                    init.uniform(bound, hidden, columns),
                    LayerNorm.of(columns, init));
        }

        private Tensor ofInput(Tensor rows) {
            return nx.apply(rows.matmul(wx));
        }

        private Tensor ofState(Tensor h) {
            return nh.apply(h.matmul(wh));
        }
    }

    public static LayerNormGru of(int features, int hidden, Init init) {
        return new LayerNormGru(
                Products.of(features, hidden, 2 * hidden, init), Products.of(features, hidden, hidden, init));
    }

    private int hidden() {
        return candidate.wh().rows();
    }

    @Override
    public Gru.State start(int batch) {
        return new Gru.State(Tensor.zeros(batch, hidden()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return Tensor.concatColumns(gates.ofInput(rows), candidate.ofInput(rows));
    }

    @Override
    public Gru.State step(Tensor x, Gru.State s) {
        var rz = x.columns(0, 2 * hidden()).plus(gates.ofState(s.h())).sigmoid().split(2); // 2 x [B,H]
        var r = rz[0];
        var z = rz[1];
        var n = x.columns(2 * hidden(), 3 * hidden())
                .plus(r.times(candidate.ofState(s.h())))
                .tanh();
        return new Gru.State(z.negate().plus(1f).times(n).plus(z.times(s.h())));
    }

    @Override
    public Tensor output(Gru.State s) {
        return s.h();
    }
}
