package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * The simple recurrent network (Elman 1990).
 *
 * <pre>
 * h' = f(x wx + h wh + b)       f: tanh, rectifier, logistic function, or nothing
 * </pre>
 *
 * <p>x [B,F], h [B,H]. All weights begin uniformly in ±1/√H, the bias with zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var rnn = Recurrent.of(Rnn.of(28, 128, Rnn.Activation.TANH, Init.seed(1)));
 * var outputs = rnn.apply(sequence);
 * </pre>
 *
 * @param wx [F,H]
 * @param wh [H,H]
 * @param b [H]
 * @param activation f
 */
public record Rnn(Tensor wx, Tensor wh, Tensor b, Activation activation) implements Cell<Rnn.State> {

    /** The function around the sum. */
    public enum Activation {
        TANH,
        RELU,
        LOGISTIC,
        LINEAR
    }

    /** h [B,H]. */
    public record State(Tensor h) {}

    public static Rnn of(int features, int hidden, Activation activation, Init init) {
        float bound = Init.bound(hidden);
        return new Rnn(
                init.uniform(bound, features, hidden),
                init.uniform(bound, hidden, hidden),
                init.zeros(hidden),
                activation);
    }

    /**
     * The network of Le, Jaitly, Hinton (2015), "IRNN": rectifiers, the recurrent weights begin as the identity, the input's
     * normally with a deviation of 0.001, so that at first it remembers everything.
     */
    public static Rnn identity(int features, int hidden, Init init) {
        return new Rnn(
                init.normal(1e-3f, features, hidden), init.identity(hidden), init.zeros(hidden), Activation.RELU);
    }

    @Override
    public State start(int batch) {
        return new State(Tensor.zeros(batch, wh.rows()));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        var sum = x.plus(s.h().matmul(wh)); // [B,H]
        return new State(
                switch (activation) {
                    case TANH -> sum.tanh();
                    case RELU -> sum.relu();
                    case LOGISTIC -> sum.sigmoid();
                    case LINEAR -> sum;
                });
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
