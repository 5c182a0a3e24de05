package carousel.bench.golden;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.conv1d;
import static org.bytedeco.pytorch.global.torch.stack;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/** {@code conv1d} over ragged sequences, each by itself with zeros around it; padded as {@link RecurrentFixtures} are. */
final class ConvolutionFixtures {
    private static final int FEATURES = 4;
    private static final int OUTPUTS = 3;
    private static final int WIDTH = 3;
    private static final int[] LENGTHS = {5, 1, 7};
    private static final int STEPS = 7;

    private ConvolutionFixtures() {}

    /** Zeros before and after each sequence. */
    private record Around(int before, int after) {}

    private enum Weights {
        PLAIN,
        NORMALISED
    }

    static List<Fixture> all() {
        return List.of(causal(), centred(), weightNorm());
    }

    private static Fixture causal() {
        return fixture(new Fixture("conv1d-causal"), 2, new Around(2 * (WIDTH - 1), 0), Weights.PLAIN);
    }

    private static Fixture centred() {
        return fixture(new Fixture("conv1d-centred"), 1, new Around(1, 1), Weights.PLAIN);
    }

    private static Fixture weightNorm() {
        return fixture(new Fixture("conv1d-weight-norm"), 1, new Around(WIDTH - 1, 0), Weights.NORMALISED);
    }

    private static Fixture fixture(Fixture fixture, int dilation, Around around, Weights weights) {
        fixture.with("dilation", dilation);
        var leaves = new LinkedHashMap<String, Tensor>();
        var input = fixture.input("input", 2, LENGTHS.length, STEPS, FEATURES);
        var weight = fixture.input("weight", 0.6, OUTPUTS, FEATURES, WIDTH);
        var bias = fixture.input("bias", 0.6, OUTPUTS);
        leaves.put("input", input);
        leaves.put("weight", weight);
        leaves.put("bias", bias);
        var w = weight;
        if (weights == Weights.NORMALISED) {
            var gain = fixture.input("gain", 2, OUTPUTS, 1, 1);
            leaves.put("gain", gain);
            var norms = weight.square()
                    .sum(new long[] {1, 2}, true, new ScalarTypeOptional())
                    .sqrt(); // [H,1,1]
            w = weight.mul(gain.div(norms));
        }
        fixture.put("lengths", Arrays.stream(LENGTHS).asDoubleStream().toArray(), LENGTHS.length);
        var outputs = new TensorVector();
        for (int b = 0; b < LENGTHS.length; b++) {
            var alone = input.select(0, b).narrow(0, 0, LENGTHS[b]).t(); // [F,T]
            var padded = constant_pad_nd(alone, around.before, around.after).unsqueeze(0); // [1,F,T']
            var one = new long[] {1};
            var y = conv1d(padded, w, new TensorOptional(bias), one, new long[] {0}, new long[] {dilation}, 1);
            outputs.push_back(constant_pad_nd(y.squeeze(0).t(), 0, 0, 0, STEPS - LENGTHS[b])); // [STEPS,H]
        }
        fixture.weighted("output", stack(outputs)).backward();
        leaves.forEach(fixture::gradient);
        return fixture;
    }
}
