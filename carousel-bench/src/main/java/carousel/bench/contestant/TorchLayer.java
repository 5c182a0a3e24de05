package carousel.bench.contestant;

import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/**
 * Something of PyTorch that reads packed rows.
 *
 * @param forward from nothing, the input being fixed, to the rows of the outputs [N,H]
 * @param gradients after a backward pass, by the names and in the layout of Carousel's weights
 * @param clear forgets the gradients
 */
record TorchLayer(Forward forward, Gradients gradients, Runnable clear) {

    interface Forward {
        Tensor apply();
    }

    interface Gradients {
        SequencedMap<String, Tensor> get();
    }
}
