import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Tensor;

/**
 * The LSTM (Hochreiter, Schmidhuber 1997, with the forget gate of Gers, Schmidhuber, Cummins 2000), each line beside its
 * equation, gate by gate with weights of its own. It computes what {@link Lstm} does, which joins the four products.
 */
record LstmEquations(Gate i, Gate f, Gate g, Gate o) implements Cell<LstmEquations.State> {

    /** Hidden state h and cell state c, [B,H] each. */
    record State(Tensor h, Tensor c) {}

    /** The weights of one gate: W [F,H], U [H,H], b [H]. */
    record Gate(Tensor w, Tensor u, Tensor b) {
        Tensor of(Tensor x, Tensor h) {
            return x.matmul(w).plus(h.matmul(u)).plus(b);
        }
    }

    @Override
    public State start(int batch) {
        int hidden = i.u().rows();
        return new State(Tensor.zeros(batch, hidden), Tensor.zeros(batch, hidden));
    }

    @Override
    public State step(Tensor x, State s) {
        var input = i.of(x, s.h()).sigmoid(); //            i(t) = σ(W_i x(t) + U_i h(t-1) + b_i)     how much is written
        var forget = f.of(x, s.h()).sigmoid(); //           f(t) = σ(W_f x(t) + U_f h(t-1) + b_f)     how much is kept
        var candidate = g.of(x, s.h()).tanh(); //           g(t) = tanh(W_g x(t) + U_g h(t-1) + b_g)  what is written
        var output = o.of(x, s.h()).sigmoid(); //           o(t) = σ(W_o x(t) + U_o h(t-1) + b_o)     how much is shown
        var c = forget.times(s.c()).plus(input.times(candidate)); // c(t) = f(t) ⊙ c(t-1) + i(t) ⊙ g(t)
        var h = output.times(c.tanh()); //                  h(t) = o(t) ⊙ tanh(c(t))
        return new State(h, c);
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }

    /** Gate n of an LSTM of the library. */
    private static Gate gate(Lstm lstm, int n) {
        int hidden = lstm.wh().rows();
        return new Gate(
                lstm.wx().columns(n * hidden, (n + 1) * hidden).toWeight(),
                lstm.wh().columns(n * hidden, (n + 1) * hidden).toWeight(),
                lstm.b().columns(n * hidden, (n + 1) * hidden).toWeight());
    }

    public static void main(String[] arguments) {
        var lstm = Lstm.of(5, 8, Init.seed(1));
        var written = new LstmEquations(gate(lstm, 0), gate(lstm, 1), gate(lstm, 2), gate(lstm, 3));
        var inputs = new Sequence(Init.seed(2).uniform(1, 3 * 20, 5), Lengths.uniform(3, 20));
        var theirs = Recurrent.of(lstm).apply(inputs).rows().toArray();
        var ours = Recurrent.of(written).apply(inputs).rows().toArray();
        float largest = 0;
        for (int n = 0; n < ours.length; n++) {
            largest = Math.max(largest, Math.abs(ours[n] - theirs[n]));
        }
        System.out.println(Recurrent.of(written).plans(5).getFirst().explain());
        System.out.printf("3 sequences of 20 steps: largest difference to the library's LSTM %.1e%n", largest);
    }
}
