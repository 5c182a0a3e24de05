package carousel.layer.transformer;

import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers one above the other whose rows look at those before them alone (Radford et al. 2018), and no farther than they reach.
 * What a row sees fades with its distance (Press, Smith, Lewis 2022), which takes the place of positions; so a sequence has no
 * longest length, and its rows have the same bits wherever it is cut: what is kept between two pieces are the keys and values
 * of the rows that can still be seen (Dai et al. 2019).
 *
 * <pre>
 * z(t) = x(t) + attention(norm(x(t - N + 1)), …, norm(x(t)))      scores less 2^(-8h/H) for each step of distance, head h of H
 * y(t) = z(t) + f(norm(z(t)))                                      f(x) = g(x w1 + b1) w2 + b2
 * </pre>
 *
 * <p>That is a layer with the norm before each part; see {@link NormPlace}. x [N,E], y [N,E]. With L layers y(t) depends on
 * the last L(N - 1) + 1 inputs. Immutable, safe for many threads.
 *
 * <pre>
 * var stack = CausalStack.of(4, 64, shape, "layer", init);
 * var first = stack.apply(x, stack.start(32));
 * var second = stack.apply(next, first.recent());
 * </pre>
 *
 * @param layers from the lowest up
 * @param end the normalisation behind the last, where one stands before each part
 * @param reach N: how many rows a row sees, itself included
 */
public record CausalStack(List<EncoderLayer> layers, Chain end, int reach) {

    public CausalStack {
        layers = List.copyOf(layers);
        if (layers.isEmpty() || reach < 2) {
            throw new IllegalArgumentException("causal layers: given " + layers.size() + " and a reach of " + reach
                    + ", needed a layer and a reach of 2 or more");
        }
    }

    /** With fresh weights; the name tells its dropout from that of others. */
    public static CausalStack of(int layers, int reach, Shape shape, String name, Init init) {
        var stack = new ArrayList<EncoderLayer>();
        for (int i = 0; i < layers; i++) {
            stack.add(EncoderLayer.of(shape, name + "." + i, init));
        }
        return new CausalStack(stack, shape.end(init), reach);
    }

    /**
     * What R sequences have read, as far as it can still be seen.
     *
     * @param layers of each layer the keys and values of the last N - 1 rows, the latest last, zeros where there were fewer:
     *     [R,(N-1)E]
     * @param count how many rows there were, up to N - 1: [R,1]
     * @param shown the last row that came out, zeros before there was one: [R,E]
     */
    public record Recent(List<Keyed> layers, Tensor count, Tensor shown) {}

    /**
     * Sequences that went on.
     *
     * @param rows what came out
     * @param recent what can be seen from then on, in packed order
     */
    public record Continued(Sequence rows, Recent recent) {}

    /** Before the first row of so many sequences. */
    public Recent start(int rows) {
        int units = layers.getFirst().units();
        var none = Tensor.zeros(rows, (reach - 1) * units);
        return new Recent(
                Collections.nCopies(layers.size(), new Keyed(none, none)),
                Tensor.zeros(rows, 1),
                Tensor.zeros(rows, units));
    }

    /** More rows of sequences that have read some, in packed order. */
    public Continued apply(Sequence x, Recent recent) {
        var stretch = Stretch.of(x.lengths(), recent.count(), reach);
        var y = x;
        var past = new ArrayList<Keyed>();
        for (int i = 0; i < layers.size(); i++) {
            var layer = layers.get(i).apply(y, recent.layers().get(i), stretch);
            y = layer.rows();
            past.add(layer.past());
        }
        var shown = end.apply(y);
        var ends = stretch.ends(shown.rows(), recent.shown());
        return new Continued(shown, new Recent(past, stretch.count(recent.count()), ends));
    }
}
