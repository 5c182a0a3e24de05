package carousel.model.decoder;

import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.recurrent.Causal;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.List;

/**
 * Makes the state in which a decoder begins out of what an encoder has come to (Bahdanau, Cho, Bengio 2015), whatever the
 * decoder's cells remember.
 *
 * <pre>
 * s(0) = tanh(summary w + b)       for each tensor of the state
 * </pre>
 *
 * <p>summary [B,E]. Immutable, safe for many threads.
 *
 * @param maps one for each tensor of the state, in the order of {@link Tree#leaves}
 */
public record Bridge(List<Dense> maps) {

    public static Bridge of(int features, Causal layer, Init init) {
        return new Bridge(Tree.leaves(layer.start(1)).stream()
                .map(tensor -> Dense.of(features, tensor.columns(), init))
                .toList());
    }

    public Causal.State state(Causal layer, Tensor summary) {
        var next = maps.iterator();
        return Tree.map(layer.start(1), old -> next.next().apply(summary).tanh());
    }
}
