package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Tensor;
import carousel.tensor.UntraceableException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    private static List<String> lines(Plan plan, String when) {
        return plan.parts().stream()
                .filter(part -> part.when().equals(when))
                .flatMap(part -> part.lines().stream())
                .toList();
    }

    /** What a step of each cell multiplies and computes, a letter each: product, loop, normalised rows. */
    private static String stages(CellKind kind) {
        return switch (kind) {
            case RNN, RNN_RELU, RNN_LOGISTIC, RNN_LINEAR, IRNN, LEAKY, LSTM, PEEPHOLE, LSTM_COUPLED, GRU -> "pl";
            case JORDAN, LSTM_PROJECTED, GRU_RESET_BEFORE, MGU -> "plpl";
            case PEEPHOLE_FULL -> "pplpl";
            case SKIP -> "lpl";
            case LSTM_LAYER_NORM -> "lprlrl";
            case GRU_LAYER_NORM -> "lpprrl";
        };
    }

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void everyBuiltInCellHasNoMoreStagesThanItsEquationsAskFor(CellKind kind) {
        var plan = plan(kind.of(FEATURES, HIDDEN, Init.seed(1)));
        assertThat(lines(plan, "all rows at once").getFirst()).startsWith("product [B,5]");
        assertThat(lines(plan, "each step").stream()
                        .map(line -> line.substring(0, 1))
                        .collect(Collectors.joining()))
                .isEqualTo(stages(kind));
        assertThat(lines(plan, "adjoint of each step")).anyMatch(line -> line.contains("transposed"));
        assertThat(lines(plan, "adjoint of each step").stream().filter(line -> line.startsWith("loop")))
                .hasSizeLessThanOrEqualTo(stages(kind).length());
    }

    @Test
    void theLstmsPlanReadsAsItsEquations() {
        assertThat(plan(Lstm.of(FEATURES, HIDDEN, Init.seed(1))).explain().lines())
                .containsExactly(
                        "all rows at once",
                        "  product [B,5] x [5,32], 160 multiply-adds a row",
                        "each step",
                        "  product [B,8] x [8,32], 256 multiply-adds a row",
                        "  loop    over 8 units: 9 add, 3 multiply, 3 sigmoid, 2 tanh; reads 416 bytes, writes 256 bytes a row",
                        "adjoint of each step",
                        "  loop    over 8 units: 2 add, 16 multiply, 5 subtract; reads 288 bytes, writes 160 bytes a row",
                        "  product [B,32] x [32,8] transposed, 256 multiply-adds a row",
                        "adjoint, all rows at once",
                        "  product [B,32] x [32,5] transposed, 160 multiply-adds a row",
                        "  loop    over 5 units: copy; reads 20 bytes, writes 20 bytes a row",
                        "gradients of weights, over all rows",
                        "  product for [8, 32]",
                        "  row for [32]",
                        "  product for [5, 32]",
                        "held by training",
                        "  4 bytes x (240 a row + 80 a sequence): 91 MB for 100 sequences of 1,000 steps; 3 MB when activations"
                                + " are checkpointed");
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
    void aProductOfAGateWaitsForIt() {
        var u = Init.seed(1).uniform(1, HIDDEN, HIDDEN);
        var w = Init.seed(2).uniform(1, HIDDEN, HIDDEN);
        var plan = plan(new Any(
                h -> h.matmul(u).sigmoid().times(h).matmul(w).plus(h.matmul(w)).tanh()));
        assertThat(lines(plan, "each step"))
                .extracting(line -> line.substring(0, 7).strip())
                .containsExactly("product", "product", "loop", "product", "loop");
    }

    @Test
    void equalValuesAreComputedOnceAndUnusedOnesNever() {
        var plan = plan(new Any(h -> {
            h.exp();
            return h.tanh().times(h.tanh());
        }));
        assertThat(lines(plan, "each step")).singleElement().asString().contains(": multiply, tanh;");
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
        refused(h -> h.matmul(w.tanh()), "it computes tanh of weights alone");
    }

    private static void refused(UnaryOperator<Tensor> f, String reason) {
        assertThatThrownBy(() -> plan(new Any(f)))
                .isInstanceOf(UntraceableException.class)
                .hasMessageContaining(reason);
    }
}
