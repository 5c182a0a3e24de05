package carousel.layer.transformer;

import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;

/**
 * A layer of a Transformer whose rows look at the rows of their own sequence (Vaswani et al. 2017).
 *
 * <pre>
 * z = x + attention(norm(x))
 * y = z + f(norm(z))                  f(x) = g(x w1 + b1) w2 + b2
 * </pre>
 *
 * <p>That is with the norm before each part; see {@link NormPlace}. x [N,E], y [N,E]. Immutable, safe for many threads.
 *
 * <pre>
 * var layer = EncoderLayer.of(shape, "encoder.0", init);
 * var y = layer.apply(x, MultiHead.within(x.lengths(), Blocks.Sight.ALL));
 * </pre>
 *
 * @param attention to the own sequence
 * @param forward the network for each row
 */
public record EncoderLayer(SelfAttention attention, FeedForward forward) {

    /** With fresh weights; the name tells its dropout from that of other layers. */
    public static EncoderLayer of(Shape shape, String name, Init init) {
        return new EncoderLayer(
                SelfAttention.of(shape, name + ".attention", init), FeedForward.of(shape, name + ".forward", init));
    }

    /** Whole sequences. */
    public Sequence apply(Sequence x, Blocks blocks) {
        return forward.apply(attention.apply(x, blocks));
    }

    /** More rows of sequences, which see those before them as far as they reach. */
    SelfAttention.Stepped apply(Sequence x, Keyed past, Stretch stretch) {
        var read = attention.apply(x, past, stretch);
        return new SelfAttention.Stepped(forward.apply(read.rows()), read.past());
    }

    int units() {
        return attention.units();
    }
}
