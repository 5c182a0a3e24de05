package carousel.bench.contestant;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.recurrent.RNN;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import carousel.bench.work.Pass;
import carousel.bench.work.Row;
import carousel.bench.work.Work;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** PyTorch's own LSTM, GRU and tanh RNN over sequences of one length. */
final class DjlScan implements Work {
    private static final List<String> NAMES = List.of("wx", "wh", "b", "bn");

    private final Row row;
    private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
    private final PtNDArray input; // [T,B,F]
    private final PtNDArray start; // [1,B,H]
    private final PtNDArray lossWeights; // [N,H]
    private final PtNDArray one;
    private final NDList weights; // [GH,F], [GH,H], [GH], [GH]
    private final boolean resets; // a part of the second bias is a weight of Carousel's cell

    DjlScan(Row row) {
        this.row = row;
        input = array(row.input(), row.steps(), row.batch(), row.hidden());
        start = array(Tensor.zeros(row.batch(), row.hidden()), 1, row.batch(), row.hidden());
        lossWeights = array(row.lossWeights());
        one = array(Tensor.scalar(1));
        var own = Tree.flatten(row.cell());
        resets = own.containsKey("bn");
        weights = new NDList(
                array(Layout.transposed(own.get("wx"))),
                array(Layout.transposed(own.get("wh"))),
                array(own.get("b")),
                array(secondBias(own)));
    }

    private static Tensor secondBias(Map<String, Tensor> own) {
        int size = own.get("b").size();
        if (!own.containsKey("bn")) {
            return Tensor.zeros(size);
        }
        var bn = own.get("bn").toArray();
        var bias = new float[size];
        System.arraycopy(bn, 0, bias, size - bn.length, bn.length);
        return Tensor.of(bias, size);
    }

    private PtNDArray array(Tensor tensor) {
        return array(tensor, Arrays.stream(tensor.shape()).asLongStream().toArray());
    }

    private PtNDArray array(Tensor tensor, long... shape) {
        return (PtNDArray) manager.create(tensor.toArray(), new Shape(shape));
    }

    @Override
    public float run() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return row.pass() == Pass.FORWARD ? outputs(weights).getFloat(0, 0) : train(leaves());
        }
    }

    @Override
    public SequencedMap<String, Tensor> results() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var results = new LinkedHashMap<String, Tensor>();
            results.put("outputs", back(outputs(weights)));
            if (row.pass() == Pass.TRAINING) {
                var leaves = leaves();
                train(leaves);
                for (int i = 0; i < NAMES.size(); i++) {
                    gradient(results, NAMES.get(i), back(leaves.get(i).getGradient()));
                }
            }
            return results;
        }
    }

    /** In Carousel's layout, if Carousel has it. */
    private void gradient(Map<String, Tensor> results, String name, Tensor gradient) {
        switch (name) {
            case "wx", "wh" -> results.put(name, Layout.transposed(gradient));
            case "b" -> results.put(name, gradient);
            default -> {
                if (resets) {
                    int hidden = row.hidden();
                    var values = Arrays.copyOfRange(gradient.toArray(), 2 * hidden, 3 * hidden);
                    results.put(name, Tensor.of(values, hidden));
                }
            }
        }
    }

    private static Tensor back(NDArray array) {
        var shape = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.of(array.toFloatArray(), shape);
    }

    /** The weights as leaves of a new graph: no gradients to set to zero. */
    private NDList leaves() {
        var leaves = new NDList();
        for (var weight : weights) {
            var leaf = weight.stopGradient();
            leaf.setRequiresGradient(true);
            leaves.add(leaf);
        }
        return leaves;
    }

    private float train(NDList leaves) {
        JniUtils.setGradMode(true);
        try {
            var loss = (PtNDArray) outputs(leaves).mul(lossWeights).sum();
            JniUtils.backward(loss, one, false, false);
            return loss.getFloat();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** [N,H]. */
    private NDArray outputs(NDList parameters) {
        boolean training = row.pass() == Pass.TRAINING;
        var run = switch (row.subject()) {
            case LSTM -> JniUtils.lstm(input, new NDList(start, start), parameters, true, 1, 0, training, false, false);
            case GRU -> JniUtils.gru(input, start, parameters, true, 1, 0, training, false, false);
            case RNN -> JniUtils.rnn(input, start, parameters, true, 1, RNN.Activation.TANH, 0, training, false, false);
            default -> throw new IllegalArgumentException("DJL has no layer for " + row.name());
        };
        return run.getFirst().reshape(-1, row.hidden());
    }

    @Override
    public void close() {
        manager.close();
    }
}
