package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Lengths;
import carousel.tensor.Oracle;
import carousel.tensor.Orientation;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final int FEATURES = 3;
    private static final Lengths LENGTHS = Lengths.of(5, 0, 9, 1);

    private static Sequence input() {
        return new Sequence(Init.seed(5).uniform(1, LENGTHS.rows(), FEATURES).detached(), LENGTHS);
    }

    @Test
    void showsTheLastStepsTheOldestFirst() {
        var input = input();
        var seen = new Window(3).apply(input).rows();
        assertThat(seen.shape()).containsExactly(15, 9);
        for (int b = 0; b < LENGTHS.batch(); b++) {
            for (int t = 0; t < LENGTHS.length(b); t++) {
                for (int k = 0; k < 3; k++) {
                    for (int f = 0; f < FEATURES; f++) {
                        int from = t - 2 + k;
                        assertThat(seen.at(LENGTHS.row(b, t), k * FEATURES + f))
                                .isEqualTo(from < 0 ? 0 : input.rows().at(LENGTHS.row(b, from), f));
                    }
                }
            }
        }
    }

    /** To the bit, for every width; a window of one step in front of a dense layer is that layer. */
    @Test
    void withADenseLayerItIsACausalConvolution() {
        for (int width = 1; width <= 6; width++) {
            var conv = Conv1d.of(FEATURES, 4, width, Conv1d.Reach.CAUSAL, Init.seed(1));
            var dense = new Dense(conv.w(), conv.b(), Orientation.PLAIN);
            var windowed = Chain.of(new Window(width), dense);
            var expected = conv.apply(input()).rows().toArray();
            assertThat(windowed.apply(input()).rows().toArray()).isEqualTo(expected);
            if (width == 1) {
                assertThat(dense.apply(input()).rows().toArray()).isEqualTo(expected);
            }
        }
    }

    @Test
    void gradientsAreRight() {
        var init = Init.seed(2);
        var first = Dense.of(2 * FEATURES, 5, init);
        var below = Dense.of(FEATURES, FEATURES, init);
        var network = Chain.of(below, new Window(2), first, Nonlinearity.TANH, Dense.of(5, 2, init));
        Oracle.check(() -> network.apply(input()).rows().square().sum());
    }

    @Test
    void noStepsAreRefused() {
        assertThatThrownBy(() -> new Window(0)).hasMessageContaining("width of at least 1 step, got 0");
    }
}
