package carousel.recurrent;

import static carousel.recurrent.Doubles.FEATURES;
import static carousel.recurrent.Doubles.HIDDEN;
import static carousel.recurrent.Doubles.each;
import static carousel.recurrent.Doubles.normalised;
import static carousel.recurrent.Doubles.oneMinus;
import static carousel.recurrent.Doubles.plus;
import static carousel.recurrent.Doubles.product;
import static carousel.recurrent.Doubles.same;
import static carousel.recurrent.Doubles.sigmoid;
import static carousel.recurrent.Doubles.split;
import static carousel.recurrent.Doubles.tanh;
import static carousel.recurrent.Doubles.times;
import static carousel.recurrent.Doubles.vector;
import static carousel.recurrent.Doubles.weights;
import static carousel.recurrent.Doubles.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.layer.Chain;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Window;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.FullPeepholeLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Jordan;
import carousel.recurrent.cell.LayerNormGru;
import carousel.recurrent.cell.LayerNormLstm;
import carousel.recurrent.cell.LeakyRnn;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.MinimalGatedUnit;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.SkipRnn;
import carousel.recurrent.cell.TimeDelay;
import carousel.recurrent.cell.Update;
import carousel.tensor.Orientation;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The running cells against their equations in plain double loops, on asymmetric weights, six steps deep. */
class CellEquationTest {
    private static final Init INIT = Init.seed(1);

    @ParameterizedTest
    @EnumSource(Rnn.Activation.class)
    void rnn(Rnn.Activation activation) {
        DoubleUnaryOperator f = switch (activation) {
            case TANH -> Math::tanh;
            case RELU -> x -> Math.max(0, x);
            case LOGISTIC -> x -> 1 / (1 + Math.exp(-x));
            case LINEAR -> x -> x;
        };
        var rnn = weights(Rnn.of(FEATURES, HIDDEN, activation, INIT));
        same(
                rnn,
                new double[][] {zeros()},
                (x, s) ->
                        new double[][] {each(f, plus(product(x[0], rnn.wx()), product(s[0], rnn.wh()), vector(rnn.b())))
                        },
                0);
    }

    @Test
    void jordan() {
        var jordan = weights(Jordan.of(FEATURES, HIDDEN, INIT));
        same(
                jordan,
                new double[][] {zeros()},
                (x, s) -> {
                    var h = tanh(plus(product(x[0], jordan.wx()), product(s[0], jordan.wy()), vector(jordan.b())));
                    return new double[][] {tanh(plus(product(h, jordan.wo()), vector(jordan.bo())))};
                },
                0);
    }

    @Test
    void leaky() {
        var leaky = weights(LeakyRnn.of(FEATURES, HIDDEN, 0.3f, INIT));
        same(
                leaky,
                new double[][] {zeros()},
                (x, s) -> {
                    var fresh = tanh(plus(product(x[0], leaky.wx()), product(s[0], leaky.wh()), vector(leaky.b())));
                    return new double[][] {plus(each(h -> (1 - 0.3f) * h, s[0]), each(h -> 0.3f * h, fresh))};
                },
                0);
    }

    @Test
    void skip() {
        var skip = weights(SkipRnn.of(FEATURES, HIDDEN, 2, INIT));
        same(
                skip,
                new double[][] {zeros(), zeros()},
                (x, s) -> new double[][] {
                    s[1], tanh(plus(product(x[0], skip.wx()), product(s[0], skip.wh()), vector(skip.b())))
                },
                1);
    }

    @Test
    void timeDelay() {
        var delay = weights(TimeDelay.of(FEATURES, HIDDEN, 3, INIT));
        same(
                delay,
                new double[][] {zeros(), zeros(), zeros()},
                (x, s) -> {
                    var said = split(3, product(x[0], delay.w()));
                    return new double[][] {tanh(plus(said[0], s[1], vector(delay.b()))), plus(said[1], s[2]), said[2]};
                },
                0);
    }

    @Test
    void aTimeDelayIsAWindowBelowADenseLayer() {
        var delay = CellContract.randomised(TimeDelay.of(CellContract.FEATURES, 3, 4, INIT), 5);
        var blocks = delay.w().split(4);
        var oldestFirst = Tensor.concatRows(blocks[3], blocks[2], blocks[1], blocks[0]);
        var dense = new Dense(oldestFirst, delay.b(), Orientation.PLAIN);
        var sequence = CellContract.input(7, 1, 3, 0, 4);
        var windowed = Chain.of(new Window(4), dense, Nonlinearity.TANH).apply(sequence);
        var outputs = Recurrent.of(delay).apply(sequence).rows().toArray();
        assertThat(outputs).containsExactly(windowed.rows().toArray(), within(1e-5f));
        assertThatThrownBy(() -> TimeDelay.of(2, 3, 0, INIT)).hasMessageContaining("width of at least 1 step, got 0");
    }

    @Test
    void lstm() {
        var lstm = weights(Lstm.of(FEATURES, HIDDEN, INIT));
        same(
                lstm,
                new double[][] {zeros(), zeros()},
                (x, s) -> {
                    var gates = split(4, plus(product(x[0], lstm.wx()), product(s[0], lstm.wh()), vector(lstm.b())));
                    var c = plus(times(sigmoid(gates[1]), s[1]), times(sigmoid(gates[0]), tanh(gates[2])));
                    return new double[][] {times(sigmoid(gates[3]), tanh(c)), c};
                },
                0);
    }

    @Test
    void peepholeLstm() {
        var lstm = weights(PeepholeLstm.of(FEATURES, HIDDEN, INIT));
        same(
                lstm,
                new double[][] {zeros(), zeros()},
                (x, s) -> {
                    var gates = split(4, plus(product(x[0], lstm.wx()), product(s[0], lstm.wh()), vector(lstm.b())));
                    var i = sigmoid(plus(gates[0], times(vector(lstm.pi()), s[1])));
                    var f = sigmoid(plus(gates[1], times(vector(lstm.pf()), s[1])));
                    var c = plus(times(f, s[1]), times(i, tanh(gates[2])));
                    var o = sigmoid(plus(gates[3], times(vector(lstm.po()), c)));
                    return new double[][] {times(o, tanh(c)), c};
                },
                0);
    }

    @Test
    void fullPeepholeLstm() {
        var lstm = weights(FullPeepholeLstm.of(FEATURES, HIDDEN, INIT));
        same(
                lstm,
                new double[][] {zeros(), zeros()},
                (x, s) -> {
                    var gates = split(4, plus(product(x[0], lstm.wx()), product(s[0], lstm.wh()), vector(lstm.b())));
                    var seen = split(2, product(s[1], lstm.wc()));
                    var i = sigmoid(plus(gates[0], seen[0]));
                    var f = sigmoid(plus(gates[1], seen[1]));
                    var c = plus(times(f, s[1]), times(i, tanh(gates[2])));
                    var o = sigmoid(plus(gates[3], product(c, lstm.wo())));
                    return new double[][] {times(o, tanh(c)), c};
                },
                0);
    }

    /** Full peepholes that are diagonal are the diagonal ones. */
    @Test
    void diagonalMatricesArePeepholes() {
        var diagonal = weights(PeepholeLstm.of(5, HIDDEN, INIT));
        var wc = Tensor.concatColumns(matrix(diagonal.pi()), matrix(diagonal.pf()));
        var full =
                new FullPeepholeLstm(diagonal.wx(), diagonal.wh(), diagonal.b(), wc.detached(), matrix(diagonal.po()));
        var sequence = CellContract.input(4, 9);
        var expected = Recurrent.of(diagonal).apply(sequence).rows().toArray();
        var found = Recurrent.of(full).apply(sequence).rows().toArray();
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6f));
        }
    }

    private static Tensor matrix(Tensor diagonal) {
        var values = new float[HIDDEN * HIDDEN];
        for (int j = 0; j < HIDDEN; j++) {
            values[j * HIDDEN + j] = diagonal.at(0, j);
        }
        return Tensor.weight(values, HIDDEN, HIDDEN);
    }

    @Test
    void coupledLstm() {
        var lstm = weights(CoupledLstm.of(FEATURES, HIDDEN, INIT));
        same(
                lstm,
                new double[][] {zeros(), zeros()},
                (x, s) -> {
                    var gates = split(3, plus(product(x[0], lstm.wx()), product(s[0], lstm.wh()), vector(lstm.b())));
                    var i = sigmoid(gates[0]);
                    var c = plus(times(oneMinus(i), s[1]), times(i, tanh(gates[1])));
                    return new double[][] {times(sigmoid(gates[2]), tanh(c)), c};
                },
                0);
    }

    @Test
    void projectedLstm() {
        var lstm = weights(ProjectedLstm.of(FEATURES, 6, HIDDEN, INIT));
        same(
                lstm,
                new double[][] {zeros(), new double[6]},
                (x, s) -> {
                    var gates = split(4, plus(product(x[0], lstm.wx()), product(s[0], lstm.wh()), vector(lstm.b())));
                    var c = plus(times(sigmoid(gates[1]), s[1]), times(sigmoid(gates[0]), tanh(gates[2])));
                    return new double[][] {product(times(sigmoid(gates[3]), tanh(c)), lstm.wp()), c};
                },
                0);
    }

    @Test
    void layerNormLstm() {
        var lstm = weights(LayerNormLstm.of(FEATURES, HIDDEN, INIT));
        same(
                lstm,
                new double[][] {zeros(), zeros()},
                (x, s) -> {
                    var gates = split(
                            4,
                            plus(
                                    normalised(lstm.nx(), product(x[0], lstm.wx())),
                                    normalised(lstm.nh(), product(s[0], lstm.wh()))));
                    var c = plus(times(sigmoid(gates[1]), s[1]), times(sigmoid(gates[0]), tanh(gates[2])));
                    return new double[][] {times(sigmoid(gates[3]), tanh(normalised(lstm.nc(), c))), c};
                },
                0);
    }

    @ParameterizedTest
    @EnumSource(Update.class)
    void gru(Update update) {
        var gru = weights(Gru.of(FEATURES, HIDDEN, update, INIT));
        same(
                gru,
                new double[][] {zeros()},
                (x, s) -> {
                    var input = split(3, plus(product(x[0], gru.wx()), vector(gru.b())));
                    var state = split(3, product(s[0], gru.wh()));
                    var r = sigmoid(plus(input[0], state[0]));
                    var z = sigmoid(plus(input[1], state[1]));
                    var n = tanh(plus(input[2], times(r, plus(state[2], vector(gru.bn())))));
                    return new double[][] {updated(update, z, s[0], n)};
                },
                0);
    }

    @ParameterizedTest
    @EnumSource(Update.class)
    void resetBeforeGru(Update update) {
        var gru = weights(ResetBeforeGru.of(FEATURES, HIDDEN, update, INIT));
        same(
                gru,
                new double[][] {zeros()},
                (x, s) -> {
                    var input = split(3, plus(product(x[0], gru.wx()), vector(gru.b())));
                    var state = split(2, product(s[0], gru.wg()));
                    var r = sigmoid(plus(input[0], state[0]));
                    var z = sigmoid(plus(input[1], state[1]));
                    var n = tanh(plus(input[2], product(times(r, s[0]), gru.wn())));
                    return new double[][] {updated(update, z, s[0], n)};
                },
                0);
    }

    private static double[] updated(Update update, double[] z, double[] h, double... n) {
        return switch (update) {
            case KEEPS -> plus(times(oneMinus(z), n), times(z, h));
            case RENEWS -> plus(times(oneMinus(z), h), times(z, n));
        };
    }

    /** One convention is the other with the update gate's weights and bias negated. */
    @Test
    void negatingTheUpdateGateIsTheOtherConvention() {
        var keeps = weights(Gru.of(5, HIDDEN, Update.KEEPS, INIT));
        var renews = new Gru(negated(keeps.wx()), negated(keeps.wh()), negated(keeps.b()), keeps.bn(), Update.RENEWS);
        var sequence = CellContract.input(4, 9);
        var expected = Recurrent.of(keeps).apply(sequence).rows().toArray();
        var found = Recurrent.of(renews).apply(sequence).rows().toArray();
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6f));
        }
    }

    /** The second of three blocks negated. */
    private static Tensor negated(Tensor weight) {
        var blocks = weight.split(3);
        blocks[1] = blocks[1].negate();
        return Tensor.concatColumns(blocks).detached();
    }

    @Test
    void layerNormGru() {
        var gru = weights(LayerNormGru.of(FEATURES, HIDDEN, INIT));
        var gates = gru.gates();
        var candidate = gru.candidate();
        same(
                gru,
                new double[][] {zeros()},
                (x, s) -> {
                    var rz = split(
                            2,
                            sigmoid(plus(
                                    normalised(gates.nx(), product(x[0], gates.wx())),
                                    normalised(gates.nh(), product(s[0], gates.wh())))));
                    var n = tanh(plus(
                            normalised(candidate.nx(), product(x[0], candidate.wx())),
                            times(rz[0], normalised(candidate.nh(), product(s[0], candidate.wh())))));
                    return new double[][] {updated(Update.KEEPS, rz[1], s[0], n)};
                },
                0);
    }

    @Test
    void minimalGatedUnit() {
        var unit = weights(MinimalGatedUnit.of(FEATURES, HIDDEN, INIT));
        same(
                unit,
                new double[][] {zeros()},
                (x, s) -> {
                    var input = split(2, plus(product(x[0], unit.wx()), vector(unit.b())));
                    var f = sigmoid(plus(input[0], product(s[0], unit.wf())));
                    var n = tanh(plus(input[1], product(times(f, s[0]), unit.wn())));
                    return new double[][] {updated(Update.RENEWS, f, s[0], n)};
                },
                0);
    }

    @Test
    void freshForgetGatesAreOpen() {
        var b = Lstm.of(FEATURES, HIDDEN, INIT).b().toArray();
        for (int j = 0; j < 4 * HIDDEN; j++) {
            assertThat(b[j]).isEqualTo(j / HIDDEN == 1 ? 1f : 0f);
        }
    }

    /** A fresh network of rectifiers with the identity stands still where nothing comes in. */
    @Test
    void aFreshIdentityNetworkRemembersEverything() {
        var irnn = Rnn.identity(FEATURES, HIDDEN, INIT);
        var h = Tensor.of(new float[] {0.1f, 0.7f, 1.3f, 5f}, 1, HIDDEN);
        var state = new Rnn.State(h);
        for (int t = 0; t < 100; t++) {
            state = irnn.step(irnn.project(Tensor.zeros(1, FEATURES)), state);
        }
        assertThat(state.h().toArray()).isEqualTo(h.toArray());
    }

    /** The constant error carousel: with f = 1 and i = 0 the cell's content stands still, to the bit. */
    @Test
    void anOpenForgetGateKeepsTheContentForEver() {
        var b = new float[4 * HIDDEN];
        Arrays.fill(b, 0, HIDDEN, -100);
        Arrays.fill(b, HIDDEN, 2 * HIDDEN, 100);
        var lstm = new Lstm(
                Tensor.zeros(FEATURES, 4 * HIDDEN), Tensor.zeros(HIDDEN, 4 * HIDDEN), Tensor.of(b, 4 * HIDDEN));
        var c = Tensor.of(new float[] {0.1f, -0.7f, 1.3f, 5f}, 1, HIDDEN);
        var state = new Lstm.State(Tensor.zeros(1, HIDDEN), c);
        for (int t = 0; t < 1000; t++) {
            state = lstm.step(lstm.project(Tensor.zeros(1, FEATURES)), state);
        }
        assertThat(state.c().toArray()).isEqualTo(c.toArray());
    }
}
