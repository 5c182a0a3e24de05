package carousel.layer.transformer;

import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.tensor.Blocks.Sight;
import java.util.ArrayList;
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

    /** Whole sequences, whose rows see all others. */
    public Sequence apply(Sequence x) {
        var blocks = MultiHead.within(x.lengths(), Sight.ALL);
        var y = x;
        for (var layer : layers) {
            y = layer.apply(y, blocks);
        }
        return end.apply(y);
    }
}
