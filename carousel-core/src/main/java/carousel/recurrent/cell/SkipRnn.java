package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Connections that skip steps (Lin, Horne, Tiňo, Giles 1996; El Hihi, Bengio 1996): a step follows the one {@code delay}
 * steps before, so that a gradient passes T/delay products on its way through T steps.
 *
 * <pre>
 * h(t) = tanh(x(t) wx + h(t - delay) wh + b)
 * </pre>
 *
 * <p>x [B,F], h [B,H]. With delay 1 it is the network of Elman. Initialised as {@link Rnn}. Immutable, safe for many threads.
 *
 * <pre>
 * var skip = Recurrent.of(SkipRnn.of(28, 128, 8, Init.seed(1)));
 * var outputs = skip.apply(sequence);
 * </pre>
 *
 * @param wx [F,H]
 * @param wh [H,H]
 * @param b [H]
 * @param delay in steps, at least 1
 */
public record SkipRnn(Tensor wx, Tensor wh, Tensor b, int delay) implements Cell<SkipRnn.State> {

    /** The last {@code delay} values of h [B,H], the oldest first. */
    public record State(List<Tensor> past) {}

    public SkipRnn {
        if (delay < 1) {
            throw new IllegalArgumentException("skip: expected a delay of at least 1 step, got " + delay);
        }
    }

    public static SkipRnn of(int features, int hidden, int delay, Init init) {
        float bound = Init.bound(hidden);
        return new SkipRnn(
                init.uniform(bound, features, hidden), init.uniform(bound, hidden, hidden), init.zeros(hidden), delay);
    }

    @Override
    public State start(int batch) {
        return new State(Collections.nCopies(delay, Tensor.zeros(batch, wh.rows())));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(wx).plus(b);
    }

    @Override
    public State step(Tensor x, State s) {
        var past = new ArrayList<>(s.past());
        var h = x.plus(past.removeFirst().matmul(wh)).tanh(); // [B,H]
        past.add(h);
        return new State(past);
    }

    @Override
    public Tensor output(State s) {
        return s.past().getLast();
    }
}
