package carousel.baseline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

    private static Measured drawn(int rows, int features, double noise, long seed) {
        var random = new Random(seed);
        var x = new float[rows][features];
        var y = new double[rows];
        for (int r = 0; r < rows; r++) {
            y[r] = 1000 + noise * random.nextGaussian();
            for (int j = 0; j < features; j++) {
                x[r][j] = (float) (3 + random.nextGaussian() * (1 + j));
                y[r] += x[r][j] * (j - 2);
            }
        }
        return new Measured(SparseRows.dense(x), y);
    }

    /** The gradient by each weight and by the bias: -2 sum of error x + 2 penalty w, and -2 sum of error. */
    @Test
    void theGradientIsZeroAtTheOptimum() {
        var train = drawn(80, 6, 1, 1);
        for (double penalty : new double[] {0.01, 10, 1000}) {
            var model = RidgeRegression.of(train, penalty);
            var values = model.values(train.rows());
            var gradient = new double[7];
            for (int r = 0; r < 80; r++) {
                for (int j = 0; j < 6; j++) {
                    gradient[j] +=
                            (values[r] - train.targets()[r]) * train.rows().values()[r * 6 + j];
                }
                gradient[6] += values[r] - train.targets()[r];
            }
            for (int j = 0; j < 6; j++) {
                assertThat(gradient[j] + penalty * model.weight(j)).isCloseTo(0, within(1e-2)); // of 10⁶ at the origin
            }
            assertThat(gradient[6]).isCloseTo(0, within(1e-2));
        }
    }

    /** Of rows x = 0, 1, 2 with y = 1, 2, 6: centred x = -1, 0, 1 and y = -2, -1, 3, so w = 5 / (2 + penalty). */
    @Test
    void aCaseSolvedByHand() {
        var train = new Measured(SparseRows.dense(new float[] {0}, new float[] {1}, new float[] {2}), 1, 2, 6);
        var model = RidgeRegression.of(train, 3);
        assertThat(model.weight(0)).isCloseTo(1, within(1e-7));
        assertThat(model.values(SparseRows.dense(new float[] {11}))[0]).isCloseTo(3 + 10, within(1e-6));
        assertThat(model.loss(train)).isCloseTo((1 + 1 + 4) / 3.0, within(1e-7));
    }

    @Test
    void theChosenPenaltyIsTheFirstThatOtherRowsLikeBest() {
        var train = drawn(30, 20, 60, 3);
        var valid = drawn(300, 20, 60, 4);
        var chosen = RidgeRegression.chosen(train, valid);
        double best = RidgeRegression.of(train, chosen.penalty()).loss(valid);
        assertThat(chosen.loss(valid)).isCloseTo(best, within(1e-2 * best));
        assertThat(best)
                .isLessThan(RidgeRegression.of(train, chosen.penalty() * 4).loss(valid));
        assertThat(best)
                .isLessThan(RidgeRegression.of(train, chosen.penalty() / 4).loss(valid));
    }

    @Test
    void runsAreEqualToTheBit() {
        var train = drawn(50, 5, 1, 5);
        assertThat(Arrays.equals(
                        RidgeRegression.of(train, 1).values(train.rows()),
                        RidgeRegression.of(train, 1).values(train.rows())))
                .isTrue();
    }

    @Test
    void whatCannotBeIsRefused() {
        var rows = SparseRows.dense(new float[] {1});
        assertThatThrownBy(() -> new Measured(rows, 1, 2)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new Measured(rows, Double.NaN)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> RidgeRegression.of(new Measured(rows, 1), -1)).hasMessageContaining("penalty -1.0");
    }
}
