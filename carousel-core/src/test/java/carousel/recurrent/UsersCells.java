package carousel.recurrent;

import carousel.layer.Init;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Tensor;

/** Cells that the library does not have, written as a user would. */
final class UsersCells {

    private UsersCells() {}

    /**
     * LSTM with layer normalisation (Ba, Kiros, Hinton 2016).
     *
     * <pre>
     * i, f, g, o = split(n(x wx) gx + n(h wh) gh + b)
     * c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g)
     * h' = σ(o) ⊙ tanh(n(c') gc + bc)
     * </pre>
     */
    record NormalisedLstm(Tensor wx, Tensor wh, Tensor gx, Tensor gh, Tensor b, Tensor gc, Tensor bc)
            implements Cell<Lstm.State> {
        private static final float EPSILON = 1e-3f;

        static NormalisedLstm of(int features, int hidden, Init init) {
            return new NormalisedLstm(
                    init.uniform(1, features, 4 * hidden),
                    init.uniform(1, hidden, 4 * hidden),
                    init.uniform(1, 4 * hidden),
                    init.uniform(1, 4 * hidden),
                    init.zeros(4 * hidden),
                    init.uniform(1, hidden),
                    init.zeros(hidden));
        }

        @Override
        public Lstm.State start(int batch) {
            return new Lstm.State(Tensor.zeros(batch, wh.rows()), Tensor.zeros(batch, wh.rows()));
        }

        @Override
        public Tensor project(Tensor rows) {
            return rows.matmul(wx).normalize(EPSILON).times(gx).plus(b);
        }

        @Override
        public Lstm.State step(Tensor x, Lstm.State s) {
            var gates = x.plus(s.h().matmul(wh).normalize(EPSILON).times(gh)).split(4); // 4 x [B,H]
            var c = gates[1].sigmoid().times(s.c()).plus(gates[0].sigmoid().times(gates[2].tanh()));
            var shown = c.normalize(EPSILON).times(gc).plus(bc).tanh();
            return new Lstm.State(gates[3].sigmoid().times(shown), c);
        }

        @Override
        public Tensor output(Lstm.State s) {
            return s.h();
        }
    }

    /**
     * LSTM whose gates see the cell's content (Gers, Schmidhuber 2000).
     *
     * <pre>
     * i, f, g, o = split(x wx + b + h wh)
     * c' = σ(f + pf ⊙ c) ⊙ c + σ(i + pi ⊙ c) ⊙ tanh(g)
     * h' = σ(o + po ⊙ c') ⊙ tanh(c')
     * </pre>
     */
    record PeepholeLstm(Lstm lstm, Tensor pi, Tensor pf, Tensor po) implements Cell<Lstm.State> {

        static PeepholeLstm of(int features, int hidden, Init init) {
            return new PeepholeLstm(
                    Lstm.of(features, hidden, init),
                    init.uniform(1, hidden),
                    init.uniform(1, hidden),
                    init.uniform(1, hidden));
        }

        @Override
        public Lstm.State start(int batch) {
            return lstm.start(batch);
        }

        @Override
        public Tensor project(Tensor rows) {
            return lstm.project(rows);
        }

        @Override
        public Lstm.State step(Tensor x, Lstm.State s) {
            var gates = x.plus(s.h().matmul(lstm.wh())).split(4); // 4 x [B,H]
            var i = gates[0].plus(pi.times(s.c())).sigmoid();
            var f = gates[1].plus(pf.times(s.c())).sigmoid();
            var c = f.times(s.c()).plus(i.times(gates[2].tanh()));
            var o = gates[3].plus(po.times(c)).sigmoid();
            return new Lstm.State(o.times(c.tanh()), c);
        }

        @Override
        public Tensor output(Lstm.State s) {
            return s.h();
        }
    }

    /**
     * Gated recurrent unit that resets the state before the product (Cho et al. 2014, first version).
     *
     * <pre>
     * r, z = split(σ(xg + h wg))
     * n  = tanh(xn + (r ⊙ h) wn)        xg, xn = parts of x wx + b
     * h' = z ⊙ h + (1 - z) ⊙ n
     * </pre>
     */
    record ResetBeforeGru(Tensor wx, Tensor b, Tensor wg, Tensor wn) implements Cell<Gru.State> {

        static ResetBeforeGru of(int features, int hidden, Init init) {
            return new ResetBeforeGru(
                    init.uniform(1, features, 3 * hidden),
                    init.zeros(3 * hidden),
                    init.uniform(1, hidden, 2 * hidden),
                    init.uniform(1, hidden, hidden));
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
            int hidden = wn.rows();
            var gates =
                    x.columns(0, 2 * hidden).plus(s.h().matmul(wg)).sigmoid().split(2); // 2 x [B,H]
            var n = x.columns(2 * hidden, 3 * hidden)
                    .plus(gates[0].times(s.h()).matmul(wn))
                    .tanh();
            return new Gru.State(
                    gates[1].times(s.h()).plus(gates[1].negate().plus(1f).times(n)));
        }

        @Override
        public Tensor output(Gru.State s) {
            return s.h();
        }
    }
}
