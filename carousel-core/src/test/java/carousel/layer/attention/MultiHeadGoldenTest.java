package carousel.layer.attention;

import carousel.Golden;
import carousel.data.Lengths;
import carousel.layer.Dense;
import carousel.tensor.Blocks;
import carousel.tensor.Blocks.Sight;
import carousel.tensor.Orientation;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention of several heads against PyTorch's: outputs and every gradient, over ragged sequences. */
class MultiHeadGoldenTest {

    @ParameterizedTest
    @CsvSource({"attention-self, ALL", "attention-causal, PAST"})
    void attentionToTheOwnSequenceIsPyTorchs(String name, Sight sight) {
        var golden = Golden.read(name);
        var lengths = Lengths.of(golden.whole("input.lengths"));
        var input = steps(golden, "input", "", lengths).toWeight();
        check(golden, input, input, MultiHead.within(lengths, sight));
    }

    @Test
    void attentionToASourceIsPyTorchs() {
        var golden = Golden.read("attention-cross");
        var lengths = Lengths.of(golden.whole("input.lengths"));
        var sources = Lengths.of(golden.whole("source.lengths"));
        var input = steps(golden, "input", "", lengths).toWeight();
        var source = steps(golden, "source", "", sources).toWeight();
        var sentences = IntStream.range(0, lengths.batch())
                .map(b -> sources.packed(lengths.caller(b)))
                .toArray();
        check(golden, input, source, MultiHead.across(lengths, sources, sentences));
    }

    private static void check(Golden golden, Tensor input, Tensor source, Blocks blocks) {
        var attention = attention(golden);
        var lengths = Lengths.of(golden.whole("input.lengths"));
        var result = Tape.run(Step.evaluation(), () -> {
            var y = attention.look(input, attention.keyed(source), blocks);
            return Outcome.of(
                    y.times(steps(golden, "output", ".weight", lengths)).sum(), y);
        });
        golden.sameValues("output", result.kept(), steps(golden, "output", "", lengths));
        var gradients = result.gradients();
        golden.sameGradient("input", gradients.of(input), steps(golden, "input", ".grad", lengths));
        if (source != input) {
            var sources = Lengths.of(golden.whole("source.lengths"));
            golden.sameGradient("source", gradients.of(source), steps(golden, "source", ".grad", sources));
        }
        var dense = new Dense[] {attention.query(), attention.key(), attention.value()};
        for (int i = 0; i < 3; i++) {
            golden.sameGradient("weight " + i, gradients.of(dense[i].w()), part(golden, "in_proj_weight.grad", i));
            if (i != 1) {
                golden.sameGradient("bias " + i, gradients.of(dense[i].b()), bias(golden, "in_proj_bias.grad", i));
            }
        }
        golden.sameGradient("out weight", gradients.of(attention.out().w()), turned(golden.of("out_proj.weight.grad")));
        golden.sameGradient("out bias", gradients.of(attention.out().b()), golden.of("out_proj.bias.grad"));
    }

    private static MultiHead attention(Golden golden) {
        var dense = new Dense[3];
        Arrays.setAll(
                dense,
                i -> new Dense(
                        part(golden, "in_proj_weight", i).toWeight(),
                        bias(golden, "in_proj_bias", i).toWeight(),
                        Orientation.PLAIN));
        var out = new Dense(
                turned(golden.of("out_proj.weight")).toWeight(),
                golden.of("out_proj.bias").toWeight(),
                Orientation.PLAIN);
        return new MultiHead(dense[0], dense[1], dense[2], out, (int) golden.number("heads"));
    }

    /** Block i of [3E,E], transposed. */
    private static Tensor part(Golden golden, String name, int i) {
        var all = golden.of(name);
        int units = all.columns();
        return turned(all.rows(i * units, (i + 1) * units));
    }

    private static Tensor bias(Golden golden, String name, int i) {
        var all = golden.of(name).toArray();
        int units = all.length / 3;
        return Tensor.of(Arrays.copyOfRange(all, i * units, (i + 1) * units), units);
    }

    private static Tensor turned(Tensor matrix) {
        var values = new float[matrix.size()];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                values[j * matrix.rows() + i] = matrix.at(i, j);
            }
        }
        return Tensor.of(values, matrix.columns(), matrix.rows());
    }

    /** [B,T,F] in the caller's order to [N,F]. */
    private static Tensor steps(Golden golden, String name, String suffix, Lengths lengths) {
        var rows = new int[lengths.rows()];
        for (int b = 0; b < lengths.batch(); b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                rows[lengths.row(b, t)] = lengths.caller(b) * lengths.steps() + t;
            }
        }
        return golden.of(name + suffix).gather(rows);
    }
}
