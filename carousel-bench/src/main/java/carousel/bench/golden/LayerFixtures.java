package carousel.bench.golden;

import static org.bytedeco.pytorch.global.torch.cross_entropy;
import static org.bytedeco.pytorch.global.torch.layer_norm;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.CrossEntropyLossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.kNone;

/** Layer normalisation and cross entropy. */
final class LayerFixtures {
    private static final int ROWS = 6;
    private static final int COLUMNS = 9;
    private static final double EPSILON = 1e-5;
    private static final long[] TARGETS = {3, 0, 8, 8, 5, 1};

    private LayerFixtures() {}

    static List<Fixture> all() {
        return List.of(layerNorm(), crossEntropy());
    }

    private static Fixture layerNorm() {
        var fixture = new Fixture("layer-norm");
        var input = fixture.input("input", 3, ROWS, COLUMNS);
        var weight = fixture.input("weight", 2, COLUMNS);
        var bias = fixture.input("bias", 1, COLUMNS);
        var output = layer_norm(
                input, new long[] {COLUMNS}, new TensorOptional(weight), new TensorOptional(bias), EPSILON, false);
        fixture.weighted("output", output).backward();
        fixture.gradient("input", input);
        fixture.gradient("weight", weight);
        fixture.gradient("bias", bias);
        return fixture;
    }

    /** The loss of each row, and the gradients of their weighted sum and of their mean. Some logits are far apart. */
    private static Fixture crossEntropy() {
        var fixture = new Fixture("cross-entropy");
        var logits = fixture.input("logits", 20, ROWS, COLUMNS);
        fixture.put("targets", Arrays.stream(TARGETS).asDoubleStream().toArray(), ROWS);
        var targets = Tensor.create(TARGETS);

        var each = new CrossEntropyLossOptions();
        each.reduction().put(new kNone());
        fixture.weighted("rows", cross_entropy(logits, targets, each)).backward();
        fixture.gradient("logits", logits);

        logits.mutable_grad().zero_();
        var mean = cross_entropy(logits, targets);
        mean.backward();
        fixture.put("mean", mean);
        fixture.gradient("mean.logits", logits);
        return fixture;
    }
}
