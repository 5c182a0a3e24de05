package carousel.layer.transformer;

import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;
import carousel.tensor.Tensor;

/**
 * Rows look at the rows of other sequences, and the way around that. Immutable, safe for many threads.
 *
 * @param attention the look
 * @param around the way around it
 */
record CrossAttention(MultiHead attention, Around around) {

    static CrossAttention of(Shape shape, String site, Init init) {
        return new CrossAttention(
                MultiHead.of(shape.units(), shape.units(), shape.heads(), init), Around.of(shape, site, init));
    }

    Keyed keyed(Tensor memory) {
        return attention.keyed(memory);
    }

    Sequence apply(Sequence x, Keyed seen, Blocks blocks) {
        return around.behind(x, around.before(x).map(rows -> attention.look(rows, seen, blocks)));
    }

    float[][] weights(Sequence x, Keyed seen, Blocks blocks) {
        return attention.weights(around.before(x).rows(), seen, blocks);
    }
}
