package carousel.layer.transformer;

import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks.Sight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers one above the other whose rows look at the rows of their own sequence (Vaswani et al. 2017): x [N,E], y [N,E].
 * Immutable, safe for many threads.
 *
 * @param layers from the lowest up
 * @param end the normalisation behind the last, where one stands before each part
 */
public record EncoderStack(List<EncoderLayer> layers, Chain end) {

    /** With fresh weights; the name tells its dropout from that of others. */
    public static EncoderStack of(int layers, Shape shape, String name, Init init) {
        var stack = new ArrayList<EncoderLayer>();
        for (int i = 0; i < layers; i++) {
            stack.add(EncoderLayer.of(shape, name + "." + i, init));
        }
        return new EncoderStack(stack, shape.end(init));
    }

    /** Whole sequences. */
    public Sequence apply(Sequence x, Sight sight) {
        var blocks = MultiHead.within(x.lengths(), sight);
        var y = x;
        for (var layer : layers) {
            y = layer.apply(y, blocks);
        }
        return end.apply(y);
    }

    /**
     * One row more of each sequence.
     *
     * @param rows [R,E], as sequences of one step
     * @param past of each layer what there is to look at from then on: [R,T·E]
     */
    public record Stepped(Sequence rows, List<Keyed> past) {}

    /** Before the first row of so many sequences. */
    public List<Keyed> start(int rows) {
        return Collections.nCopies(layers.size(), Keyed.none(rows));
    }

    /** One row more of R sequences, which sees those before it and itself. */
    public Stepped step(Sequence x, List<Keyed> past) {
        var y = x;
        var seen = new ArrayList<Keyed>();
        for (int i = 0; i < layers.size(); i++) {
            var stepped = layers.get(i).step(y, past.get(i));
            y = stepped.rows();
            seen.add(stepped.past());
        }
        return new Stepped(end.apply(y), seen);
    }
}
