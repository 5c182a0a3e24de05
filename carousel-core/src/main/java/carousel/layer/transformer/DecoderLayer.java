package carousel.layer.transformer;

import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;
import carousel.tensor.Tensor;

/**
 * A layer of a Transformer whose rows look at the rows of their own sequence up to their own, then at those of the source
 * (Vaswani et al. 2017).
 *
 * <pre>
 * u = x + attention(norm(x))
 * z = u + attention(norm(u), source)
 * y = z + f(norm(z))                  f(x) = g(x w1 + b1) w2 + b2
 * </pre>
 *
 * <p>That is with the norm before each part; see {@link NormPlace}. x [N,E], y [N,E]. Immutable, safe for many threads.
 *
 * <pre>
 * var layer = DecoderLayer.of(shape, "decoder.0", init);
 * var y = layer.apply(x, MultiHead.within(x.lengths(), Blocks.Sight.PAST), layer.keyed(memory), across);
 * </pre>
 *
 * @param attention to the own sequence
 * @param source attention to the source
 * @param forward the network for each row
 */
public record DecoderLayer(SelfAttention attention, CrossAttention source, FeedForward forward) {

    /** With fresh weights; the name tells its dropout from that of other layers. */
    public static DecoderLayer of(Shape shape, String name, Init init) {
        return new DecoderLayer(
                SelfAttention.of(shape, name + ".attention", init),
                CrossAttention.of(shape, name + ".source", init),
                FeedForward.of(shape, name + ".forward", init));
    }

    /** What there is to look at of a source [M,E]. */
    public Keyed keyed(Tensor memory) {
        return source.keyed(memory);
    }

    /**
     * Whole sequences.
     *
     * @param own which rows see which of their own sequence
     * @param seen the source
     * @param across which rows see which of the source
     */
    public Sequence apply(Sequence x, Blocks own, Keyed seen, Blocks across) {
        return forward.apply(source.apply(attention.apply(x, own), seen, across));
    }

    /**
     * One row more of each sequence.
     *
     * @param rows [R,E], as sequences of one step
     * @param past all that there is to look at of the own sequence from then on: [R,T·E]
     * @param asking [R,E], what looked at the source
     */
    public record Stepped(Sequence rows, Keyed past, Tensor asking) {}

    /** One row more of R sequences, which sees those before it and itself, and the source. */
    public Stepped step(Sequence x, Keyed past, Keyed seen, Blocks across) {
        var own = attention.step(x, past);
        var y = forward.apply(source.apply(own.rows(), seen, across));
        return new Stepped(y, own.past(), own.rows().rows());
    }

    /** Where those that asked have looked, the mean of all heads: as many weights as each sees rows of the source. */
    public float[][] looked(Sequence asking, Keyed seen, Blocks across) {
        return source.weights(asking, seen, across);
    }
}
