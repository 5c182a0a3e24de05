package carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Sets of labels and numbers, beside the examples of scikit-learn's manual. */
class ScoresTest {

    private static boolean[][] decisions(String... rows) {
        var decisions = new boolean[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            decisions[i] = new boolean[rows[i].length()];
            for (int k = 0; k < rows[i].length(); k++) {
                decisions[i][k] = rows[i].charAt(k) == '1';
            }
        }
        return decisions;
    }

    @Test
    void labelsAreScoredAsInScikitLearn() {
        var scores = MultiLabel.of(decisions("000", "111", "011"), decisions("000", "111", "110"));
        assertThat(scores.labels().stream().mapToDouble(PrecisionRecall::f1).toArray())
                .containsExactly(new double[] {2 / 3.0, 1, 2 / 3.0}, within(1e-15));
        assertThat(scores.macroF1()).isCloseTo(7 / 9.0, within(1e-15));
        assertThat(scores.micro()).isEqualTo(new PrecisionRecall(4, 5, 5));
        assertThat(scores.microF1()).isCloseTo(0.8, within(1e-15));
        assertThat(scores.subsetAccuracy()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(scores.hammingLoss()).isCloseTo(2 / 9.0, within(1e-15));
        assertThat(MultiLabel.of(decisions("01", "11"), decisions("00", "00")).hammingLoss())
                .isEqualTo(0.75);
        assertThat(MultiLabel.of(decisions("01", "11"), decisions("11", "11")).subsetAccuracy())
                .isEqualTo(0.5);
    }

    @Test
    void aLabelThatIsNeverTrueHasF1Zero() {
        var scores = MultiLabel.of(decisions("10", "10"), decisions("10", "10"));
        assertThat(scores.macroF1()).isEqualTo(0.5);
        assertThat(scores.microF1()).isEqualTo(1);
        var none = MultiLabel.of(new boolean[0][], new boolean[0][]);
        assertThat(none.macroF1() + none.microF1() + none.subsetAccuracy() + none.hammingLoss())
                .isZero();
        assertThatThrownBy(() -> MultiLabel.of(decisions("10", "1"), decisions("10", "10")))
                .hasMessageContaining("example 1");
    }

    @Test
    void numbersAreScoredAsInScikitLearn() {
        var scores = Regression.of(new float[] {3, -0.5f, 2, 7}, new float[] {2.5f, 0, 2, 8});
        assertThat(scores.mae()).isEqualTo(0.5);
        assertThat(scores.mse()).isEqualTo(0.375);
        assertThat(scores.rmse()).isCloseTo(0.612, within(5e-4));
        assertThat(scores.r2()).isCloseTo(0.948, within(1e-3));
        assertThat(Regression.of(new float[] {1, 2, 3}, new float[] {2, 2, 2}).r2())
                .isZero();
        assertThat(Regression.of(new float[] {1, 2, 3}, new float[] {3, 2, 1}).r2())
                .isCloseTo(-3, within(1e-15));
    }

    @Test
    void equalTargetsAreExplainedOrNot() {
        var equal = new float[] {0.1f, 0.1f, 0.1f};
        assertThat(Regression.of(equal, equal)).isEqualTo(new Regression(0, 0, 1));
        assertThat(Regression.of(equal, new float[] {0.1f, 0.1f, 0.2f}).r2()).isZero();
        assertThatThrownBy(() -> Regression.of(new float[0], new float[0]))
                .hasMessageContaining("expected one or more");
        assertThatThrownBy(() -> Regression.of(equal, new float[2])).hasMessageContaining("2 predictions; expected 3");
    }
}
