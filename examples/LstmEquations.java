import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Tensor;

/**
 * The LSTM (Hochreiter, Schmidhuber 1997; forget gates: Gers, Schmidhuber, Cummins 2000), each line beside its equation. It
 * computes what the library's {@link Lstm} does.
 */
record LstmEquations(Gate i, Gate f, Gate g, Gate o) implements Cell<LstmEquations.State> {
    /** Hidden state h and cell state c, [B,H] each. */
    record State(Tensor h, Tensor c) {}

    /** The weights of one gate: W [F,H], U [H,H], b [H]. */
    record Gate(Tensor w, Tensor u, Tensor b) {
        static Gate of(Lstm lstm, int n) {
            int from = n * lstm.wh().rows();
            int to = from + lstm.wh().rows();
            return new Gate(
                    lstm.wx().columns(from, to).toWeight(),
                    lstm.wh().columns(from, to).toWeight(),
                    lstm.b().columns(from, to).toWeight());
        }

        Tensor sum(Tensor x, Tensor h) {
            return x.matmul(w).plus(h.matmul(u)).plus(b);
        }
    }

    public State start(int batch) {
        return new State(Tensor.zeros(batch, i.u().rows()), Tensor.zeros(batch, i.u().rows()));
    }

    public State step(Tensor x, State s) {
        var write = i.sum(x, s.h()).sigmoid(); //                       i(t) = σ(W_i x(t) + U_i h(t-1) + b_i)
        var keep = f.sum(x, s.h()).sigmoid(); //                        f(t) = σ(W_f x(t) + U_f h(t-1) + b_f)
        var candidate = g.sum(x, s.h()).tanh(); //                      g(t) = tanh(W_g x(t) + U_g h(t-1) + b_g)
        var show = o.sum(x, s.h()).sigmoid(); //                        o(t) = σ(W_o x(t) + U_o h(t-1) + b_o)
        var c = keep.times(s.c()).plus(write.times(candidate)); //      c(t) = f(t) ⊙ c(t-1) + i(t) ⊙ g(t)
        return new State(show.times(c.tanh()), c); //                   h(t) = o(t) ⊙ tanh(c(t))
    }

    public Tensor output(State s) {
        return s.h();
    }

    public static void main(String[] arguments) {
        var lstm = Recurrent.of(Lstm.of(5, 8, Init.seed(1)));
        var all = (Lstm) lstm.cell();
        var own = Recurrent.of(new LstmEquations(Gate.of(all, 0), Gate.of(all, 1), Gate.of(all, 2), Gate.of(all, 3)));
        var x = new Sequence(Init.seed(2).uniform(1, 3 * 20, 5), Lengths.uniform(3, 20));
        var difference = own.apply(x).rows().minus(lstm.apply(x).rows()).square().sum().item();
        System.out.println(own.plans(5).getFirst().explain());
        System.out.printf("%nsum of the squared differences to the library's LSTM over 3 × 20 steps: %.1e%n", difference);
    }
}
