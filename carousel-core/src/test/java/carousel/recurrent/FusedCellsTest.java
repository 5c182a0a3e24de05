package carousel.recurrent;

import carousel.layer.Init;
import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Steps that once were compiled wrongly: most of what they compute with is cut into blocks of several widths. */
class FusedCellsTest {
    private static final int HIDDEN = 6;

    /** The next state from the input, times a weight, and the state. */
    interface Step {
        Tensor apply(Tensor x, Tensor h, Written cell);
    }

    /** A cell whose step is a function. */
    record Written(Tensor w, Tensor u, Tensor v, Step step) implements Cell<Disturbed.State> {

        static Written of(int features, int hidden, Init init, Step step) {
            return new Written(
                    init.uniform(1, features, hidden),
                    init.uniform(1, hidden, hidden),
                    init.uniform(1, hidden, hidden),
                    step);
        }

        @Override
        public Disturbed.State start(int batch) {
            return new Disturbed.State(Tensor.zeros(batch, u.rows()));
        }

        @Override
        public Tensor project(Tensor rows) {
            return rows.matmul(w);
        }

        @Override
        public Disturbed.State step(Tensor x, Disturbed.State s) {
            return new Disturbed.State(step.apply(x, s.h(), this));
        }

        @Override
        public Tensor output(Disturbed.State s) {
            return s.h();
        }
    }

    private static void check(Step step) {
        ExecutionContract.check(
                (features, hidden, init) -> Written.of(features, hidden, init, step), HIDDEN, 5, 3, 0, 1);
    }

    @Test
    void aRepeatedFunctionIsKeptForBlocksOfAnyWidth() {
        check((x, h, cell) -> {
            var gate = x.plus(h.matmul(cell.u())).square().tanh();
            return gate.columns(1, 2).times(gate).matmul(cell.v()).tanh();
        });
    }

    @Test
    void aRepeatedFunctionIsSharedByLoopsOfAnyWidth() {
        check((x, h, cell) -> {
            var gate = h.columns(5, 6).plus(0.4f).tanh();
            var product = h.matmul(cell.u()).plus(x);
            var gated = product.times(gate);
            return Tensor.concatColumns(
                    gated.columns(0, 2).tanh(),
                    product.columns(3, 4).plus(gate).tanh(),
                    gated.matmul(cell.v()).columns(3, 6).tanh());
        });
    }

    /** The gradient of the projection is, as it stands, what the loop over steps has summed. */
    @Test
    void theAdjointOfTheProjectionReadsTheRowsOfAllSteps() {
        check((x, h, cell) -> h.plus(x.tanh().matmul(cell.v())).times(0.5f));
        check((x, h, cell) -> h.plus(x.tanh().matmul(cell.v()).columns(2, 3)).times(0.5f));
        check((x, h, cell) -> h.plus(x.softmax().matmul(cell.v()).columns(2, 3)).times(0.5f));
    }
}
