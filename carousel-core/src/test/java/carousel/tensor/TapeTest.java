package carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TapeTest {
    private final Tensor w = Tensor.weight(new float[] {2, 3}, 2);

    @Test
    void returnsLossGradientsAndCopiesOfWhatIsKept() {
        var result = Tape.run(Step.evaluation(), () -> {
            var squares = w.square();
            return Outcome.of(squares.sum(), squares);
        });
        assertThat(result.loss()).isEqualTo(13f);
        assertThat(result.gradients().of(w).toArray()).containsExactly(4, 6);
        assertThat(result.kept().toArray()).containsExactly(4, 9);
    }

    @Test
    void aTensorOfAFinishedTapeThrows() {
        var leaked = new AtomicReference<Tensor>();
        Tape.run(Step.evaluation(), () -> {
            leaked.set(w.square());
            return Outcome.of(leaked.get().sum());
        });
        assertThatThrownBy(() -> leaked.get().toArray()).hasMessageContaining("finished tape");
        assertThatThrownBy(() -> leaked.get().plus(1f)).hasMessageContaining("finished tape");
    }

    @Test
    void nothingIsRecordedOutsideATape() {
        var y = w.square();
        assertThat(y.tracked()).isFalse();
        assertThat((Object) Tape.evaluate(() -> w.square()))
                .satisfies(kept -> assertThat(((Tensor) kept).tracked()).isFalse());
    }

    @Test
    void gradientsStopAtDetachedTensors() {
        var result = Tape.run(
                Step.evaluation(),
                () -> Outcome.of(w.square().detached().times(w).sum()));
        assertThat(result.gradients().of(w).toArray()).containsExactly(4, 9);
    }

    @Test
    void aWeightOutsideTheLossHasAZeroGradient() {
        var other = Tensor.weight(new float[] {1}, 1);
        var gradients = Tape.run(Step.evaluation(), () -> Outcome.of(w.sum())).gradients();
        assertThat(gradients.contains(other)).isFalse();
        assertThat(gradients.of(other).toArray()).containsExactly(0);
    }

    @Test
    void tenThousandStepsNeedNoStack() {
        var one = Tensor.weight(new float[] {1f}, 1);
        var result = Tape.run(Step.evaluation(), () -> {
            var x = one;
            for (int i = 0; i < 10_000; i++) {
                x = x.times(1f);
            }
            return Outcome.of(x.sum());
        });
        assertThat(result.gradients().of(one).item()).isEqualTo(1f);
    }

    @Test
    void tapesDoNotNestButAnEvaluationMay() {
        assertThatThrownBy(() -> Tape.run(Step.evaluation(), () -> {
                    Tape.run(Step.evaluation(), () -> Outcome.of(w.sum()));
                    return Outcome.of(w.sum());
                }))
                .hasMessageContaining("Tape.run inside Tape.run");
        var result = Tape.run(Step.evaluation(), () -> {
            var metric = Tape.evaluate(() -> w.sum());
            return Outcome.of(w.sum(), metric);
        });
        assertThat(result.kept().item()).isEqualTo(5f);
    }

    @Test
    void anEndedStepAllocatesAlmostNothingTheNextTime() {
        var big = Tensor.weight(new float[200_000], 200_000);
        for (int i = 0; i < 200; i++) {
            square(big);
        }
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        square(big);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 * 1024);
    }

    private static void square(Tensor weight) {
        Tape.run(Step.evaluation(), () -> Outcome.of(weight.square().sum()))
                .gradients()
                .close();
    }

    @Test
    void aChangeMovesTheVersionOnAndPacksAnew() {
        var m = Tensor.weight(new float[] {1, 2, 3, 4}, 2, 2);
        var x = Tensor.of(new float[] {1, 1}, 1, 2);
        assertThat(x.matmul(m).toArray()).containsExactly(4, 6);
        m.change((values, from, to) -> values[0] = 10);
        assertThat(m.version()).isEqualTo(1);
        assertThat(x.matmul(m).toArray()).containsExactly(13, 6);
        assertThat(x.matmulTransposed(m).toArray()).containsExactly(12, 7);
    }

    @Test
    void drawsDependOnEveryCoordinateAndLookUniform() {
        var step = new Step(1, 2);
        long key = Step.key(step.key("a"), 3, 4);
        assertThat(key)
                .isNotEqualTo(Step.key(step.key("b"), 3, 4))
                .isNotEqualTo(Step.key(step.next().key("a"), 3, 4))
                .isNotEqualTo(Step.key(new Step(2, 2).key("a"), 3, 4))
                .isNotEqualTo(Step.key(step.key("a"), 4, 3));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            float u = Step.uniform(key, i);
            assertThat(u).isBetween(0f, Math.nextDown(1f));
            sum += u;
            squares += (u - 0.5) * (u - 0.5);
        }
        assertThat(sum / 100_000).isBetween(0.495, 0.505);
        assertThat(squares / 100_000).isBetween(1 / 12.0 - 0.002, 1 / 12.0 + 0.002);
    }

    @Test
    void whatWasKeptCanBeRecycledAndThenThrows() {
        var w = Tensor.weight(new float[] {1, 2}, 2);
        var kept = Tape.run(Step.evaluation(), () -> Outcome.of(w.sum(), w.times(3f)))
                .kept();
        var copy = kept.detached();
        Tape.recycle(kept);
        Tape.recycle(kept);
        assertThatThrownBy(kept::toArray)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("recycled");
        assertThat(copy.toArray()).containsExactly(3, 6);
        assertThat(w.toArray()).containsExactly(1, 2);
    }

    @Test
    void zerosAreSharedAndDoNotChange() {
        var zeros = Tensor.zeros(2, 3);
        assertThatThrownBy(() -> zeros.change((values, from, to) -> values[0] = 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Tensor.zeros(6).toArray()).containsOnly(0f);
    }

    /** What is returned has its own values, whichever way it came about, and its buffer is not handed out again. */
    @Test
    void anEvaluationsResultOutlivesItsTape() {
        record Both(Tensor one, Tensor same, Tensor weight, Tensor constant) {}
        var weight = Tensor.weight(new float[] {1, 2}, 2);
        var constant = Tensor.of(new float[] {3, 4}, 2);
        var results = new ArrayList<Both>();
        for (int n = 1; n <= 3; n++) {
            float factor = n;
            results.add(Tape.evaluate(() -> {
                weight.times(100f); // its buffer is used again
                var product = weight.times(factor);
                return new Both(product, product, weight, constant);
            }));
        }
        for (int n = 1; n <= 3; n++) {
            var both = results.get(n - 1);
            assertThat(both.one.toArray()).containsExactly(n, 2 * n);
            assertThat(both.same.toArray()).containsExactly(n, 2 * n);
            assertThat(both.weight.toArray()).containsExactly(1, 2);
            assertThat(both.weight).isNotSameAs(weight);
            assertThat(both.constant).isSameAs(constant);
        }
        Tape.recycle(results.getFirst().one);
        assertThatThrownBy(() -> results.getFirst().one.toArray()).hasMessageContaining("recycled");
        assertThat(results.getFirst().same.toArray()).containsExactly(1, 2);
    }
}
