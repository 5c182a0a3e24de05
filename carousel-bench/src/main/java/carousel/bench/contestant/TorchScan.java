package carousel.bench.contestant;

import carousel.bench.work.Group;
import carousel.bench.work.Pass;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A layer over sequences: one of PyTorch's own, or one written with its operations. */
record TorchScan(TorchLayer layer, Tensor lossWeights, Pass pass) implements Work {

    static TorchScan of(Row row) {
        var layer = row.group() == Group.CELLS ? TorchCells.of(row) : TorchModules.of(row);
        return new TorchScan(layer, TorchTensors.of(row.lossWeights()), row.pass());
    }

    @Override
    public float run() {
        try (var _ = new PointerScope()) {
            if (pass == Pass.FORWARD) {
                try (var _ = new NoGradGuard()) {
                    return layer.forward().apply().data_ptr_float().get();
                }
            }
            layer.clear().run();
            return train().item_float();
        }
    }

    private Tensor train() {
        var loss = layer.forward().apply().mul(lossWeights).sum();
        loss.backward();
        return loss;
    }

    @Override
    public SequencedMap<String, carousel.tensor.Tensor> results() {
        try (var _ = new PointerScope()) {
            var results = new LinkedHashMap<String, carousel.tensor.Tensor>();
            try (var _ = new NoGradGuard()) {
                results.put("outputs", TorchTensors.back(layer.forward().apply()));
            }
            if (pass == Pass.TRAINING) {
                train();
                layer.gradients().get().forEach((name, gradient) -> results.put(name, TorchTensors.back(gradient)));
            }
            return results;
        }
    }
}
