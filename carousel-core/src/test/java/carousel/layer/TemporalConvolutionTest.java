package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Lengths;
import carousel.layer.TemporalConvolution.Form;
import carousel.tensor.Oracle;
import carousel.tensor.Step;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TemporalConvolutionTest {
    private static final int FEATURES = 3;
    private static final int HIDDEN = 4;
    private static final Lengths LENGTHS = Lengths.of(5, 0, 9, 1);

    private static Sequence input() {
        return new Sequence(Init.seed(5).uniform(1, LENGTHS.rows(), FEATURES).detached(), LENGTHS);
    }

    private static TemporalConvolution network(int levels, int width) {
        return TemporalConvolution.of(new Form(FEATURES, HIDDEN, levels, width), 0, Init.seed(1));
    }

    /** Both convolutions, the rectifiers and the skip in plain double loops. */
    @Test
    void isItsEquation() {
        var init = Init.seed(9);
        var network = Tree.map(network(2, 3), weight -> init.uniform(0.7f, weight.shape()));
        var input = input();
        var outputs = network.apply(input).rows();
        for (int b = 0; b < LENGTHS.batch(); b++) {
            var expected = alone(input, b);
            for (var block : network.blocks()) {
                expected = equation(block, expected);
            }
            for (int t = 0; t < expected.length; t++) {
                for (int j = 0; j < HIDDEN; j++) {
                    assertThat((double) outputs.at(LENGTHS.row(b, t), j))
                            .isCloseTo(expected[t][j], Offset.offset(1e-6));
                }
            }
        }
    }

    private static double[][] alone(Sequence input, int b) {
        var steps = new double[LENGTHS.length(b)][FEATURES];
        for (int t = 0; t < steps.length; t++) {
            for (int f = 0; f < FEATURES; f++) {
                steps[t][f] = input.rows().at(LENGTHS.row(b, t), f);
            }
        }
        return steps;
    }

    private static double[][] equation(TemporalBlock block, double[]... x) {
        var y = convolved(block.second(), convolved(block.first(), x));
        for (int t = 0; t < x.length; t++) {
            for (int j = 0; j < HIDDEN; j++) {
                y[t][j] = Math.max(0, y[t][j] + around(block, x[t], j));
            }
        }
        return y;
    }

    private static double around(TemporalBlock block, double[] x, int j) {
        if (!(block.skip() instanceof Dense dense)) {
            return x[j];
        }
        double sum = dense.b().at(0, j);
        for (int f = 0; f < x.length; f++) {
            sum += x[f] * dense.w().at(f, j);
        }
        return sum;
    }

    private static double[][] convolved(WeightNormConv1d layer, double[]... x) {
        var conv = layer.conv();
        int features = conv.w().rows() / conv.width();
        var y = new double[x.length][HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            double squares = 0;
            for (int i = 0; i < conv.w().rows(); i++) {
                squares += conv.w().at(i, j) * conv.w().at(i, j);
            }
            double scale = layer.gain().at(0, j) / Math.sqrt(squares);
            for (int t = 0; t < x.length; t++) {
                double sum = 0;
                for (int i = 0; i < conv.w().rows(); i++) {
                    int from = t - (conv.width() - 1 - i / features) * conv.dilation();
                    sum += from < 0 ? 0 : x[from][i % features] * conv.w().at(i, j);
                }
                y[t][j] = Math.max(0, scale * sum + conv.b().at(0, j));
            }
        }
        return y;
    }

    /** To the bit: a later input changes nothing before it. */
    @Test
    void nothingLaterIsSeen() {
        var network = network(3, 2);
        var lengths = Lengths.of(20);
        var values = Init.seed(2).uniform(1, 20, FEATURES).toArray();
        var before = network.apply(new Sequence(Tensor.of(values, 20, FEATURES), lengths));
        values[11 * FEATURES] += 1;
        var after = network.apply(new Sequence(Tensor.of(values, 20, FEATURES), lengths));
        assertThat(after.rows().rows(0, 11).toArray())
                .isEqualTo(before.rows().rows(0, 11).toArray());
        assertThat(after.rows().rows(11, 12).toArray())
                .isNotEqualTo(before.rows().rows(11, 12).toArray());
    }

    /** Weights above zero let everything through: the last output sees exactly as far back as the formula says. */
    @Test
    void theReceptiveFieldIsThatOfTheFormula() {
        for (int levels = 1; levels <= 4; levels++) {
            for (int width = 1; width <= 4; width++) {
                var network = Tree.map(
                        network(levels, width), weight -> Tensor.weight(filled(weight.size()), weight.shape()));
                int seen = 1 + 2 * (width - 1) * ((1 << levels) - 1);
                assertThat(network.receptiveField()).isEqualTo(seen);
                int steps = seen + 3;
                var zeros = last(network, steps, -1);
                for (int t = 0; t < steps; t++) {
                    boolean inside = t >= steps - seen;
                    assertThat(Arrays.equals(last(network, steps, t), zeros)).isEqualTo(!inside);
                }
            }
        }
    }

    private static float[] filled(int size) {
        var values = new float[size];
        Arrays.fill(values, 0.5f);
        return values;
    }

    /** The last output where only step {@code t} is not zero. */
    private static float[] last(TemporalConvolution network, int steps, int t) {
        var values = new float[steps * FEATURES];
        if (t >= 0) {
            values[t * FEATURES] = 1;
        }
        var outputs = network.apply(new Sequence(Tensor.of(values, steps, FEATURES), Lengths.of(steps)));
        return outputs.rows().rows(steps - 1, steps).toArray();
    }

    /** To the bit. */
    @Test
    void aSequenceAloneIsTheSequenceInABatch() {
        var network = network(2, 3);
        var outputs = network.apply(input()).rows();
        for (int b = 0; b < LENGTHS.batch(); b++) {
            var rows = new int[LENGTHS.length(b)];
            for (int t = 0; t < rows.length; t++) {
                rows[t] = LENGTHS.row(b, t);
            }
            var alone = new Sequence(input().rows().gather(rows), Lengths.of(rows.length));
            assertThat(network.apply(alone).rows().toArray())
                    .isEqualTo(outputs.gather(rows).toArray());
        }
    }

    @Test
    void gradientsAreRightWithAndWithoutDropout() {
        var form = new Form(FEATURES, HIDDEN, 2, 2);
        var init = Init.seed(7);
        var network = Tree.map(TemporalConvolution.of(form, 0.3f, init), weight -> init.uniform(0.7f, weight.shape()));
        Oracle.check(() -> network.apply(input()).rows().square().sum());
        Oracle.check(
                new Step(3, 1), () -> network.apply(input()).rows().square().sum());
    }

    @Test
    void freshNormalisedWeightsAreTheWeightsAndTheirLengthDoesNotMatter() {
        var conv = Conv1d.of(FEATURES, HIDDEN, 3, Conv1d.Reach.CENTRED, Init.seed(1));
        var layer = WeightNormConv1d.of(conv);
        var longer = new Conv1d(conv.w().times(3).toWeight(), conv.b(), 3, 1, Conv1d.Reach.CENTRED);
        var expected = conv.apply(input()).rows().toArray();
        var fresh = layer.apply(input()).rows().toArray();
        var scaled =
                new WeightNormConv1d(longer, layer.gain()).apply(input()).rows().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(fresh[i]).isCloseTo(expected[i], Offset.offset(1e-6f));
            assertThat(scaled[i]).isCloseTo(expected[i], Offset.offset(1e-6f));
        }
    }

    @Test
    void noLevelsAreRefused() {
        assertThatThrownBy(() -> new Form(3, 4, 0, 2)).hasMessageContaining("0 levels");
    }
}
