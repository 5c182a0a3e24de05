package carousel.recurrent;

import carousel.layer.Init;
import carousel.tensor.Tensor;

/**
 * The simple recurrent network (Elman 1990).
 *
 * <pre>
 * h' = f(x wx + h wh + b)       f: tanh, rectifier or logistic function
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
        LOGISTIC
    }

    /** h [B,H]. */
    public record State(Tensor h) {}

    public static Rnn of(int features, int hidden, Activation activation, Init init) {
        float bound = (float) (1 / Math.sqrt(hidden));
        return new Rnn(
                init.uniform(bound, features, hidden),
                init.uniform(bound, hidden, hidden),
                init.zeros(hidden),
                activation);
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
                });
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
