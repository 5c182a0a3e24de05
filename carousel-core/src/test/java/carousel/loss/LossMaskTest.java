package carousel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LossMaskTest {
    private static final Lengths LENGTHS = Lengths.of(2, 3, 1); // packed: 1 0 2; rows: 0 1 2 | 3 4 | 5

    private static float[] gradient(Tensor weight, Supplier<Tensor> loss) {
        return Tape.run(Step.evaluation(), () -> Outcome.of(loss.get()))
                .gradients()
                .of(weight)
                .toArray();
    }

    @Test
    void rowsOfLastStepsOfEveryStepAndOfSome() {
        assertThat(LossMask.every(LENGTHS).rows()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(LossMask.last(LENGTHS).rows()).containsExactly(5, 4, 2);
        assertThat(LossMask.steps(LENGTHS, new int[] {1}, new int[] {0, 2}, new int[0])
                        .rows())
                .containsExactly(4, 0, 5);
        var packed = Init.seed(1).uniform(1, 6, 2);
        assertThat(LossMask.every(LENGTHS).of(packed)).isSameAs(packed);
    }

    @Test
    void theMeanOverEveryStepIsTheMeanOfItsParts() {
        var y = Init.seed(1).uniform(1, 6, 2);
        var some = LossMask.steps(LENGTHS, new int[] {1}, new int[] {0, 2}, new int[0]);
        var others = LossMask.steps(LENGTHS, new int[] {0}, new int[] {1}, new int[] {0});
        var all = SquaredError.mean(y, Tensor.zeros(6, 2)).item();
        var parts = SquaredError.mean(some.of(y), Tensor.zeros(3, 2)).item()
                + SquaredError.mean(others.of(y), Tensor.zeros(3, 2)).item();
        assertThat(all).isCloseTo(parts / 2, within(1e-6f));
    }

    @Test
    void whatDoesNotCountHasNoGradientAtAll() {
        var y = Init.seed(1).uniform(1, 6, 2);
        var mask = LossMask.steps(LENGTHS, new int[] {1}, new int[] {0, 2}, new int[0]);
        var dy = gradient(y, () -> CrossEntropy.mean(mask.of(y), 0, 1, 1));
        for (int row = 0; row < 6; row++) {
            boolean counts = row == 0 || row == 4 || row == 5;
            assertThat(dy[2 * row] != 0).isEqualTo(counts);
            assertThat(dy[2 * row + 1] != 0).isEqualTo(counts);
        }
        var units = Tensor.of(new float[] {1, 0, 0, 1, 0, 0}, 3, 2);
        var targets = Tensor.of(new float[] {1, 0, 1, 0, 1, 0}, 3, 2);
        for (var loss : java.util.List.<Supplier<Tensor>>of(
                () -> LogisticCrossEntropy.mean(mask.of(y), targets, units),
                () -> SquaredError.mean(mask.of(y), targets, units))) {
            var masked = gradient(y, loss);
            for (int i = 0; i < 12; i++) {
                assertThat(masked[i] != 0).as("element %d", i).isEqualTo(i == 8 || i == 1);
            }
            Oracle.check(loss);
        }
    }

    @Test
    void theMeanIsOverWhatCounts() {
        var y = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        var units = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
        assertThat(SquaredError.mean(y, Tensor.zeros(2, 2), units).item()).isEqualTo(8.5f);
        assertThat(SquaredError.mean(y, Tensor.zeros(2, 2), Tensor.zeros(2, 2)).item())
                .isZero();
    }

    @Test
    void logisticCrossEntropyIsTheLogProbabilityAndNeverOverflows() {
        float[] logits = {-200, -3, -0.5f, 0, 0.5f, 3, 200};
        for (float target : new float[] {0, 0.3f, 1}) {
            for (float z : logits) {
                double p = 1 / (1 + Math.exp(-z));
                double expected = target == 1 && z == -200 || target == 0 && z == 200
                        ? 200
                        : Math.abs(z) == 200
                                ? Math.max(z, 0) - z * target
                                : -target * Math.log(p) - (1 - target) * Math.log(1 - p);
                var weight = Tensor.weight(new float[] {z}, 1, 1);
                Supplier<Tensor> loss = () -> LogisticCrossEntropy.mean(weight, Tensor.of(new float[] {target}, 1, 1));
                assertThat((double) loss.get().item()).as("%s at %s", target, z).isCloseTo(expected, within(1e-5));
                assertThat((double) gradient(weight, loss)[0]).isCloseTo(p - target, within(1e-6));
            }
        }
    }
}
