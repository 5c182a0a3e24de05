package carousel.layer.transformer;

import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;
import carousel.tensor.Blocks.Sight;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers one above the other whose rows look at those before them and at a source (Vaswani et al. 2017): x [N,E], source [M,E],
 * y [N,E]. Immutable, safe for many threads.
 *
 * @param layers from the lowest up
 * @param end the normalisation behind the last, where one stands before each part
 */
public record DecoderStack(List<DecoderLayer> layers, Chain end) {

    /** With fresh weights; the name tells its dropout from that of others. */
    public static DecoderStack of(int layers, Shape shape, String name, Init init) {
        var stack = new ArrayList<DecoderLayer>();
        for (int i = 0; i < layers; i++) {
            stack.add(DecoderLayer.of(shape, name + "." + i, init));
        }
        return new DecoderStack(stack, shape.end(init));
    }

    /** What there is to look at of a source [M,E], for each layer. */
    public List<Keyed> keyed(Tensor source) {
        return layers.stream().map(layer -> layer.keyed(source)).toList();
    }

    /** Whole sequences. */
    public Sequence apply(Sequence x, List<Keyed> seen, Blocks across) {
        var own = MultiHead.within(x.lengths(), Sight.PAST);
        var y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = layers.get(i).apply(y, own, seen.get(i), across);
        }
        return end.apply(y);
    }

    /**
     * One row more of each sequence.
     *
     * @param rows [R,E], as sequences of one step
     * @param past of each layer what there is to look at of the own sequence from then on: [R,T·E]
     * @param asking [R,E], what looked at the source in the last layer
     */
    public record Stepped(Sequence rows, List<Keyed> past, Tensor asking) {}

    /** Before the first row of so many sequences. */
    public List<Keyed> start(int rows) {
        return Collections.nCopies(layers.size(), Keyed.none(rows));
    }

    /** One row more of R sequences, which sees those before it and itself, and the source. */
    public Stepped step(Sequence x, List<Keyed> past, List<Keyed> seen, Blocks across) {
        var y = x;
        var asking = x.rows();
        var next = new ArrayList<Keyed>();
        for (int i = 0; i < layers.size(); i++) {
            var stepped = layers.get(i).step(y, past.get(i), seen.get(i), across);
            y = stepped.rows();
            asking = stepped.asking();
            next.add(stepped.past());
        }
        return new Stepped(end.apply(y), next, asking);
    }

    /** Where those that asked have looked in the last layer, the mean of all heads. */
    public float[][] looked(Sequence asking, List<Keyed> seen, Blocks across) {
        return layers.getLast().looked(asking, seen.getLast(), across);
    }
}
