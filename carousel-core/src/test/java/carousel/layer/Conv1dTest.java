package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Lengths;
import carousel.tensor.Oracle;
import carousel.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class Conv1dTest {
    private static final int FEATURES = 3;
    private static final Lengths LENGTHS = Lengths.of(5, 0, 9, 1);

    private static Sequence input() {
        return new Sequence(Init.seed(5).uniform(1, LENGTHS.rows(), FEATURES).detached(), LENGTHS);
    }

    @Test
    void isItsEquation() {
        for (var reach : Conv1d.Reach.values()) {
            for (int width = 1; width <= 4; width++) {
                for (int dilation = 1; dilation <= 3; dilation++) {
                    isItsEquation(Conv1d.dilated(FEATURES, 4, width, dilation, reach, Init.seed(width)));
                }
            }
        }
    }

    private static void isItsEquation(Conv1d conv) {
        var input = input();
        var outputs = conv.apply(input).rows();
        for (int b = 0; b < LENGTHS.batch(); b++) {
            for (int t = 0; t < LENGTHS.length(b); t++) {
                for (int j = 0; j < 4; j++) {
                    assertThat((double) outputs.at(LENGTHS.row(b, t), j))
                            .as("%s, sequence %d, step %d, unit %d", conv.reach(), b, t, j)
                            .isCloseTo(expected(conv, input.rows(), b, t, j), Offset.offset(1e-6));
                }
            }
        }
    }

    private static double expected(Conv1d conv, Tensor x, int b, int t, int j) {
        int before = conv.reach() == Conv1d.Reach.CAUSAL ? conv.width() - 1 : (conv.width() - 1) / 2;
        double sum = conv.b().at(0, j);
        for (int k = 0; k < conv.width(); k++) {
            int from = t + (k - before) * conv.dilation();
            if (from >= 0 && from < LENGTHS.length(b)) {
                for (int f = 0; f < FEATURES; f++) {
                    sum += x.at(LENGTHS.row(b, from), f) * conv.w().at(k * FEATURES + f, j);
                }
            }
        }
        return sum;
    }

    /** To the bit: a later input changes nothing before it. */
    @Test
    void aCausalConvolutionSeesNothingLater() {
        var conv = Conv1d.dilated(FEATURES, 4, 3, 2, Conv1d.Reach.CAUSAL, Init.seed(1));
        var lengths = Lengths.of(12);
        var values = Init.seed(2).uniform(1, 12, FEATURES).toArray();
        var before = conv.apply(new Sequence(Tensor.of(values, 12, FEATURES), lengths));
        values[7 * FEATURES] += 1;
        var after = conv.apply(new Sequence(Tensor.of(values, 12, FEATURES), lengths));
        assertThat(after.rows().rows(0, 7).toArray())
                .isEqualTo(before.rows().rows(0, 7).toArray());
        assertThat(after.rows().rows(7, 8).toArray())
                .isNotEqualTo(before.rows().rows(7, 8).toArray());
    }

    @Test
    void oneStepWideItIsADenseLayer() {
        var conv = Conv1d.of(FEATURES, 4, 1, Conv1d.Reach.CENTRED, Init.seed(1));
        var dense = new Dense(conv.w(), conv.b(), carousel.tensor.Orientation.PLAIN);
        assertThat(conv.apply(input()).rows().toArray())
                .isEqualTo(dense.apply(input()).rows().toArray());
    }

    @Test
    void gradientsAreRight() {
        var conv = Conv1d.dilated(FEATURES, 4, 3, 2, Conv1d.Reach.CENTRED, Init.seed(1));
        Oracle.check(() -> conv.apply(input()).rows().square().sum());
    }

    @Test
    void wrongSizesAreRefused() {
        assertThatThrownBy(() -> Conv1d.dilated(FEATURES, 4, 3, 0, Conv1d.Reach.CAUSAL, Init.seed(1)))
                .hasMessageContaining("dilation of at least 1");
    }
}
