package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.Init;
import carousel.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The running cells against their equations in plain double loops, on asymmetric weights, three steps deep. */
class CellEquationTest {
    private static final int FEATURES = 3;
    private static final int HIDDEN = 4;
    private static final int STEPS = 3;

    @Test
    void rnnIsItsEquation() {
        for (var activation : Rnn.Activation.values()) {
            var rnn = CellContract.randomised(Rnn.of(FEATURES, HIDDEN, activation, Init.seed(1)), 2);
            DoubleUnaryOperator f = switch (activation) {
                case TANH -> Math::tanh;
                case RELU -> x -> Math.max(0, x);
                case LOGISTIC -> CellEquationTest::sigmoid;
            };
            var h = new double[HIDDEN];
            for (var x : inputs()) {
                var before = h.clone();
                for (int j = 0; j < HIDDEN; j++) {
                    h[j] = f.applyAsDouble(product(x, rnn.wx(), j) + rnn.b().at(0, j) + product(before, rnn.wh(), j));
                }
            }
            same(run(rnn), h);
        }
    }

    @Test
    void lstmIsItsEquation() {
        var lstm = CellContract.randomised(Lstm.of(FEATURES, HIDDEN, Init.seed(1)), 3);
        var h = new double[HIDDEN];
        var c = new double[HIDDEN];
        for (var x : inputs()) {
            var before = h.clone();
            for (int j = 0; j < HIDDEN; j++) {
                double i = sigmoid(sum(lstm, x, before, j));
                double f = sigmoid(sum(lstm, x, before, HIDDEN + j));
                double g = Math.tanh(sum(lstm, x, before, 2 * HIDDEN + j));
                double o = sigmoid(sum(lstm, x, before, 3 * HIDDEN + j));
                c[j] = f * c[j] + i * g;
                h[j] = o * Math.tanh(c[j]);
            }
        }
        same(run(lstm), h);
    }

    private static double sum(Lstm lstm, double[] x, double[] h, int column) {
        return product(x, lstm.wx(), column) + lstm.b().at(0, column) + product(h, lstm.wh(), column);
    }

    @Test
    void gruIsItsEquation() {
        var gru = CellContract.randomised(Gru.of(FEATURES, HIDDEN, Init.seed(1)), 4);
        var h = new double[HIDDEN];
        for (var x : inputs()) {
            var before = h.clone();
            for (int j = 0; j < HIDDEN; j++) {
                double r = sigmoid(input(gru, x, j) + product(before, gru.wh(), j));
                double z = sigmoid(input(gru, x, HIDDEN + j) + product(before, gru.wh(), HIDDEN + j));
                double inner =
                        product(before, gru.wh(), 2 * HIDDEN + j) + gru.bn().at(0, j);
                double n = Math.tanh(input(gru, x, 2 * HIDDEN + j) + r * inner);
                h[j] = (1 - z) * n + z * before[j];
            }
        }
        same(run(gru), h);
    }

    private static double input(Gru gru, double[] x, int column) {
        return product(x, gru.wx(), column) + gru.b().at(0, column);
    }

    @Test
    void freshForgetGatesAreOpen() {
        var b = Lstm.of(FEATURES, HIDDEN, Init.seed(1)).b().toArray();
        for (int j = 0; j < 4 * HIDDEN; j++) {
            assertThat(b[j]).isEqualTo(j / HIDDEN == 1 ? 1f : 0f);
        }
    }

    /** The constant error carousel: with f = 1 and i = 0 the cell's content stands still, to the bit. */
    @Test
    void anOpenForgetGateKeepsTheContentForEver() {
        var b = new float[4 * HIDDEN];
        java.util.Arrays.fill(b, 0, HIDDEN, -100);
        java.util.Arrays.fill(b, HIDDEN, 2 * HIDDEN, 100);
        var lstm = new Lstm(
                Tensor.zeros(FEATURES, 4 * HIDDEN), Tensor.zeros(HIDDEN, 4 * HIDDEN), Tensor.of(b, 4 * HIDDEN));
        var c = Tensor.of(new float[] {0.1f, -0.7f, 1.3f, 5f}, 1, HIDDEN);
        var state = new Lstm.State(Tensor.zeros(1, HIDDEN), c);
        for (int t = 0; t < 1000; t++) {
            state = lstm.step(lstm.project(Tensor.zeros(1, FEATURES)), state);
        }
        assertThat(state.c().toArray()).isEqualTo(c.toArray());
    }

    private static double[][] inputs() {
        var inputs = new double[STEPS][FEATURES];
        for (int t = 0; t < STEPS; t++) {
            for (int k = 0; k < FEATURES; k++) {
                inputs[t][k] = (float) Math.sin(1 + 3 * t + 1.7 * k);
            }
        }
        return inputs;
    }

    private static float[] run(Cell<?> cell) {
        var rnn = Recurrent.of(cell);
        var state = rnn.start(1);
        for (var x : inputs()) {
            var values = new float[FEATURES];
            for (int k = 0; k < FEATURES; k++) {
                values[k] = (float) x[k];
            }
            state = rnn.step(Tensor.of(values, 1, FEATURES), state);
        }
        return rnn.output(state).toArray();
    }

    private static void same(float[] h, double[] expected) {
        for (int j = 0; j < HIDDEN; j++) {
            assertThat((double) h[j]).isCloseTo(expected[j], org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    private static double product(double[] x, Tensor w, int column) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * w.at(k, column);
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
