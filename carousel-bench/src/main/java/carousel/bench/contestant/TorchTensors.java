package carousel.bench.contestant;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Tensors of PyTorch from Carousel's, and back. */
final class TorchTensors {
    private TorchTensors() {}

    static Tensor of(carousel.tensor.Tensor tensor) {
        var shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return Tensor.create(tensor.toArray(), shape);
    }

    static carousel.tensor.Tensor back(Tensor tensor) {
        var values = new float[(int) tensor.numel()];
        tensor.detach().contiguous().data_ptr_float().get(values);
        var shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        return carousel.tensor.Tensor.of(values, shape);
    }
}
