package carousel.bench.golden;

import static org.bytedeco.pytorch.global.torch.kBool;
import static org.bytedeco.pytorch.global.torch.kDouble;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.MultiheadAttentionImpl;
import org.bytedeco.pytorch.Tensor;

/** {@code nn.MultiheadAttention} over ragged sequences; padded as {@link RecurrentFixtures} are, what is padding is masked. */
final class AttentionFixtures {
    private static final int UNITS = 6;
    private static final int HEADS = 2;
    private static final int[] LENGTHS = {5, 1, 7};
    private static final int[] SOURCES = {2, 6, 3};
    private static final List<String> WEIGHTS =
            List.of("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");

    private AttentionFixtures() {}

    /** Whether rows see later ones. */
    private enum Reach {
        ALL,
        PAST
    }

    static List<Fixture> all() {
        return List.of(
                self("attention-self", Reach.ALL), self("attention-causal", Reach.PAST), cross("attention-cross"));
    }

    private static Fixture self(String name, Reach reach) {
        var fixture = new Fixture(name);
        var leaves = new LinkedHashMap<String, Tensor>();
        var attention = attention(fixture, leaves);
        var input = input(fixture, "input", leaves, LENGTHS);
        var mask = reach == Reach.ALL ? new Tensor() : later();
        return looked(fixture, attention, input, input, mask, leaves, LENGTHS);
    }

    private static Fixture cross(String name) {
        var fixture = new Fixture(name);
        var leaves = new LinkedHashMap<String, Tensor>();
        var attention = attention(fixture, leaves);
        var input = input(fixture, "input", leaves, LENGTHS);
        var source = input(fixture, "source", leaves, SOURCES);
        return looked(fixture, attention, input, source, new Tensor(), leaves, SOURCES);
    }

    private static MultiheadAttentionImpl attention(Fixture fixture, Map<String, Tensor> leaves) {
        var attention = new MultiheadAttentionImpl(UNITS, HEADS);
        attention.to(kDouble(), false);
        var parameters = attention.named_parameters();
        for (var name : WEIGHTS) {
            var parameter = parameters.get(name);
            parameter.data().copy_(fixture.input(name, 0.9, parameter.shape()).detach());
            leaves.put(name, parameter);
        }
        fixture.with("heads", HEADS);
        return attention;
    }

    private static Tensor input(Fixture fixture, String name, Map<String, Tensor> leaves, int... lengths) {
        var input = fixture.input(name, 2, lengths.length, longest(lengths), UNITS);
        fixture.put(name + ".lengths", Arrays.stream(lengths).asDoubleStream().toArray(), lengths.length);
        leaves.put(name, input);
        return input;
    }

    private static int longest(int... lengths) {
        return Arrays.stream(lengths).max().orElseThrow();
    }

    private static Fixture looked(
            Fixture fixture,
            MultiheadAttentionImpl attention,
            Tensor input,
            Tensor source,
            Tensor mask,
            Map<String, Tensor> leaves,
            int... lengths) {
        var memory = source.transpose(0, 1);
        var padding = valid(lengths).eq(Tensor.create(0.0)).to(kBool());
        var looked = attention
                .forward(input.transpose(0, 1), memory, memory, padding, false, mask, true)
                .get0();
        var output = looked.transpose(0, 1).mul(valid(LENGTHS).unsqueeze(2)); // [B,T,E]
        fixture.weighted("output", output).backward();
        leaves.forEach(fixture::gradient);
        return fixture;
    }

    /** 1 within each sequence, 0 behind: [B,T]. */
    private static Tensor valid(int... lengths) {
        int steps = longest(lengths);
        var valid = new double[lengths.length * steps];
        for (int b = 0; b < lengths.length; b++) {
            Arrays.fill(valid, b * steps, b * steps + lengths[b], 1);
        }
        return Tensor.create(valid, lengths.length, steps);
    }

    /** What is added to the scores of rows that come later: [T,T]. */
    private static Tensor later() {
        int steps = longest(LENGTHS);
        var mask = new double[steps * steps];
        for (int t = 0; t < steps; t++) {
            Arrays.fill(mask, t * steps + t + 1, (t + 1) * steps, Double.NEGATIVE_INFINITY);
        }
        return Tensor.create(mask, steps, steps);
    }
}
