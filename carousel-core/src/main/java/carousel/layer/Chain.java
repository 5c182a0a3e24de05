package carousel.layer;

import carousel.tensor.Tensor;
import java.util.List;

/**
 * Layers of any kind one after the other: recurrent, convolution, dense. Immutable, safe for many threads if its layers are.
 *
 * @param layers from input to output
 */
public record Chain(List<SequenceLayer> layers) implements SequenceLayer {

    public Chain {
        layers = List.copyOf(layers);
    }

    public static Chain of(SequenceLayer... layers) {
        return new Chain(List.of(layers));
    }

    @Override
    public Sequence apply(Sequence sequence) {
        return through(layers, sequence);
    }

    /** What the last layer has come to. */
    @Override
    public Tensor last(Sequence sequence) {
        int last = layers.size() - 1;
        return layers.get(last).last(through(layers.subList(0, last), sequence));
    }

    @Override
    public Read read(Sequence sequence) {
        int last = layers.size() - 1;
        return layers.get(last).read(through(layers.subList(0, last), sequence));
    }

    private static Sequence through(List<SequenceLayer> layers, Sequence sequence) {
        var result = sequence;
        for (var layer : layers) {
            result = layer.apply(result);
        }
        return result;
    }
}
