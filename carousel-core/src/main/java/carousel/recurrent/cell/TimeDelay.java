package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A feed-forward layer that sees the last K inputs and nothing before them (Waibel et al. 1989; of a language model: Bengio,
 * Ducharme, Vincent, Jauvin 2003). As a cell it runs wherever a recurrent one does; its state is a delay line of sums that
 * are not complete yet, so that each input is multiplied once.
 *
 * <pre>
 * h(t) = tanh(x(t) w(0) + x(t - 1) w(1) + … + x(t - K + 1) w(K - 1) + b)       x before the first step is zero
 * </pre>
 *
 * <p>x [B,F], h [B,H]. Initialised uniformly in ±1/√(KF), the bias with zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var layer = Recurrent.of(TimeDelay.of(28, 128, 5, Init.seed(1)));
 * var outputs = layer.apply(sequence);
 * </pre>
 *
 * @param w [F,KH], block k of columns for the input k steps ago
 * @param b [H]
 * @param width K, at least 1
 */
public record TimeDelay(Tensor w, Tensor b, int width) implements Cell<TimeDelay.State> {

    /**
     * Where the step has come to.
     *
     * @param h [B,H]
     * @param sums K - 1 times [B,H]: what the inputs so far say of the next step, of the one after it, and so on
     */
    public record State(Tensor h, List<Tensor> sums) {}

    public TimeDelay {
        if (width < 1) {
            throw new IllegalArgumentException("time delay: expected a width of at least 1 step, got " + width);
        }
    }

    public static TimeDelay of(int features, int hidden, int width, Init init) {
        float bound = Init.bound(width * features);
        return new TimeDelay(init.uniform(bound, features, width * hidden), init.zeros(hidden), width);
    }

    @Override
    public State start(int batch) {
        var none = Tensor.zeros(batch, b.size());
        return new State(none, Collections.nCopies(width - 1, none));
    }

    @Override
    public Tensor project(Tensor rows) {
        return rows.matmul(w);
    }

    @Override
    public State step(Tensor x, State s) {
        var said = x.split(width); // K x [B,H]
        var sums = new ArrayList<Tensor>();
        for (int k = 0; k < width; k++) {
            sums.add(k < width - 1 ? s.sums().get(k).plus(said[k]) : said[k]);
        }
        return new State(sums.removeFirst().plus(b).tanh(), sums);
    }

    @Override
    public Tensor output(State s) {
        return s.h();
    }
}
