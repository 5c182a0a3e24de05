package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.tensor.Tensor;
import carousel.tensor.UntraceableException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a step's plan says about the cells, and which cells have none. */
class PlanTest {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 8;

    private static Plan plan(Cell<?> cell) {
        return Recurrent.of(cell).plans(FEATURES).getFirst();
    }

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void everyBuiltInCellIsOneProductAndOneGroup(CellKind kind) {
        var plan = plan(kind.of(FEATURES, HIDDEN, Init.seed(1)));
        int gates = kind == CellKind.LSTM ? 4 : kind == CellKind.GRU ? 3 : 1;
        var stages = plan.stages().stream()
                .filter(stage -> !stage.products().isEmpty())
                .toList();
        assertThat(stages).hasSize(1);
        assertThat(stages.getFirst().products()).hasSize(1);
        assertThat(plan.multiplyAdds()).isEqualTo((long) HIDDEN * gates * HIDDEN);
        assertThat(plan.stages().getLast().group()).isNotEmpty();
    }

    @Test
    void theLstmsPlanReadsAsItsEquations() {
        assertThat(plan(Lstm.of(FEATURES, HIDDEN, Init.seed(1))).explain().lines())
                .containsExactly(
                        "stage 0  product [B,8] x [8,32], 256 multiply-adds a row",
                        "stage 0  group   4 columns, copy, 2 plus, 3 sigmoid, 2 tanh, 3 times; reads 288 bytes, writes 96 bytes"
                                + " a row");
    }

    /** h' = f(h): whatever a test puts in. */
    private record Any(UnaryOperator<Tensor> f) implements Cell<Any.State> {
        record State(Tensor h) {}

        @Override
        public State start(int batch) {
            return new State(Tensor.zeros(batch, HIDDEN));
        }

        @Override
        public State step(Tensor x, State s) {
            return new State(f.apply(s.h()));
        }

        @Override
        public Tensor output(State s) {
            return s.h();
        }
    }

    @Test
    void productsOfTheSameStateAreJoinedAndThoseOfAGateWait() {
        var u = Init.seed(1).uniform(1, HIDDEN, HIDDEN);
        var w = Init.seed(2).uniform(1, HIDDEN, HIDDEN);
        var plan = plan(new Any(
                h -> h.matmul(u).sigmoid().times(h).matmul(w).plus(h.matmul(w)).tanh()));
        assertThat(plan.stages()).hasSize(2);
        assertThat(plan.stages().get(0).products()).singleElement().satisfies(joined -> {
            assertThat(joined.products()).hasSize(2);
            assertThat(joined.outer()).isEqualTo(2 * HIDDEN);
        });
        assertThat(plan.stages().get(0).group()).hasSize(2); // sigmoid, times: what the second product waits for
        assertThat(plan.stages().get(1).products()).hasSize(1);
    }

    @Test
    void equalOperationsAreOneAndUnusedOnesNone() {
        var plan = plan(new Any(h -> {
            h.exp();
            return h.tanh().times(h.tanh());
        }));
        assertThat(plan.explain()).contains("copy, tanh, times;");
    }

    // ---- cells that misbehave

    @Test
    void aStepThatReadsAWeightHasNoPlan() {
        var w = Init.seed(1).uniform(1, HIDDEN, HIDDEN);
        refused(h -> w.at(0, 0) > 0 ? h.tanh() : h.sigmoid(), "it reads the values of a tensor [8, 8]");
    }

    @Test
    void aStepThatReadsItsStateHasNoPlan() {
        refused(h -> h.at(0, 0) > 0 ? h.tanh() : h.sigmoid(), "it reads the values of a tensor");
    }

    @Test
    void aStepThatCountsItsCallsHasNoPlan() {
        var calls = new AtomicInteger();
        refused(h -> h.times(calls.incrementAndGet()), "does not do the same each time");
    }

    @Test
    void aStepThatLooksAtTheClockHasNoPlan() {
        refused(h -> h.times(System.nanoTime() % 1000), "does not do the same each time");
    }

    @Test
    void aStepThatDrawsARandomNumberHasNoPlan() {
        var random = new Random(1);
        refused(h -> h.plus(random.nextFloat()), "does not do the same each time");
    }

    @Test
    void aStepThatBranchesOnTheNumberOfRowsHasNoPlan() {
        refused(h -> h.rows() > 2 ? h.tanh() : h.tanh().tanh(), "does not do the same each time");
    }

    @Test
    void aProductWithSomethingComputedHasNoPlan() {
        var w = Init.seed(1).uniform(1, HIDDEN, HIDDEN);
        refused(h -> h.matmul(w.tanh()), "right side is computed within the step");
    }

    private static void refused(UnaryOperator<Tensor> f, String reason) {
        assertThatThrownBy(() -> plan(new Any(f)))
                .isInstanceOf(UntraceableException.class)
                .hasMessageContaining(reason);
    }
}
