package carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.layer.Init;
import org.junit.jupiter.api.Test;

class SmoothingTest {
    private static final Init INIT = Init.seed(2);
    private static final Tensor X = INIT.uniform(1, 6, 5);
    private static final Tensor W = INIT.uniform(1, 5, 9);
    private static final Tensor B = INIT.uniform(1, 9);
    private static final int[] TARGETS = {3, 0, 8, 3, 1, 7};

    @Test
    void everyClassIsAskedForAndTheTargetMost() {
        var logits = X.matmul(W).plus(B);
        var losses = new Smoothing(0.2f).negativeLogLikelihood(logits, TARGETS);
        for (int r = 0; r < 6; r++) {
            double all = 0;
            for (int v = 0; v < 9; v++) {
                all += Math.exp(logits.at(r, v));
            }
            double expected = 0;
            for (int v = 0; v < 9; v++) {
                expected += (0.2 / 9 + (v == TARGETS[r] ? 0.8 : 0)) * (Math.log(all) - logits.at(r, v));
            }
            assertThat((double) losses.at(r, 0)).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void gradientsAreRightAndTheSameWithTheOutputLayer() {
        var smoothing = new Smoothing(0.2f);
        var weights = Tensor.of(new float[] {1, 2, -1, 0.5f, 3, 1}, 6, 1);
        Oracle.check(() -> smoothing
                .negativeLogLikelihood(X, W, B, Orientation.PLAIN, TARGETS)
                .times(weights)
                .sum());
        Oracle.check(() -> smoothing
                .negativeLogLikelihood(X.matmul(W).plus(B), TARGETS)
                .times(weights)
                .sum());
        assertThat(smoothing
                        .negativeLogLikelihood(X, W, B, Orientation.PLAIN, TARGETS)
                        .toArray())
                .isEqualTo(smoothing
                        .negativeLogLikelihood(X.matmul(W).plus(B), TARGETS)
                        .toArray());
    }

    @Test
    void aRateMustLeaveTheTargetSomething() {
        assertThatThrownBy(() -> new Smoothing(1)).hasMessageContaining("below 1");
        assertThat(new Smoothing(0)).isEqualTo(Smoothing.NONE);
    }
}
