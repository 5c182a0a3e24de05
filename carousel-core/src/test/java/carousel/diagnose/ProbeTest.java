package carousel.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.diagnose.Diagnosis.Verdict;
import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Sequence;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Cell;
import carousel.recurrent.Merge;
import carousel.recurrent.Reading;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Reordered;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
    private static final int FEATURES = 3;
    private static final int HIDDEN = 12;

    private static Sequence input(int batch, int steps) {
        var rows = Init.seed(9).uniform(1, batch * steps, FEATURES).detached();
        return new Sequence(rows, Lengths.uniform(batch, steps));
    }

    private static Diagnosis of(Cell<?> cell, int steps) {
        return Probe.of(
                Recurrent.of(cell), input(4, steps), last -> last.square().sum());
    }

    private static Rnn rnn(Rnn.Activation activation, Tensor wh) {
        var fresh = Rnn.of(FEATURES, HIDDEN, activation, Init.seed(1));
        return new Rnn(fresh.wx(), wh, fresh.b(), activation);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.8f, 0.95f, 1f, 1.05f})
    void theSlopeOfALinearNetIsTheLogarithmOfItsSpectralRadius(float radius) {
        var diagnosis = of(rnn(Rnn.Activation.LINEAR, Init.seed(2).spectral(radius, HIDDEN)), 400);
        assertThat(diagnosis.slope())
                .isCloseTo(Math.log(radius), within(Math.max(1e-3, 0.01 * Math.abs(Math.log(radius)))));
        assertThat(diagnosis.layers().getFirst().radius()).isCloseTo(radius, within(1e-3));
    }

    @Test
    void aGeometricGradientHasTheMemoryOfItsSum() {
        var wh = Init.seed(2).orthogonal(HIDDEN, HIDDEN).times(0.9f).toWeight();
        var diagnosis = of(rnn(Rnn.Activation.LINEAR, wh), 200);
        assertThat(diagnosis.memory()).isEqualTo((int) Math.ceil(Math.log(0.01) / Math.log(0.9)));
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.VANISHES);
        assertThat(diagnosis.advice().getFirst()).contains("about 44 of 200 steps");
    }

    @Test
    void verdictsFollowTheGradient() {
        var q = Init.seed(2).orthogonal(HIDDEN, HIDDEN);
        assertThat(of(rnn(Rnn.Activation.LINEAR, q), 100).verdict()).isEqualTo(Verdict.REMEMBERS);
        var exploding = of(rnn(Rnn.Activation.LINEAR, q.times(1.1f).toWeight()), 100);
        assertThat(exploding.verdict()).isEqualTo(Verdict.EXPLODES);
        assertThat(exploding.advice().getFirst()).contains("--clip");
        assertThat(of(rnn(Rnn.Activation.TANH, q.times(0.7f).toWeight()), 100).verdict())
                .isEqualTo(Verdict.VANISHES);
    }

    @Test
    void openForgetGatesRemember() {
        var fresh = Lstm.of(FEATURES, HIDDEN, Init.seed(1));
        var b = new float[4 * HIDDEN];
        Arrays.fill(b, 0, HIDDEN, -20);
        Arrays.fill(b, HIDDEN, 2 * HIDDEN, 20);
        var layer = Recurrent.of(new Lstm(fresh.wx(), fresh.wh(), Tensor.weight(b, 4 * HIDDEN)));
        var diagnosis = Probe.of(layer, input(4, 100), Tensor::sum);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.REMEMBERS);
        var gates = diagnosis.layers().getFirst().gates();
        assertThat(gates).extracting(Diagnosis.Gate::name).containsExactly("input", "forget", "output");
        assertThat(gates.get(0).closed()).isEqualTo(1);
        assertThat(gates.get(1).open()).isEqualTo(1);
        assertThat(diagnosis.layers().getFirst().dead()).isEqualTo(HIDDEN);
        assertThat(diagnosis.advice()).anyMatch(line -> line.contains("input gates are closed 100 %"));
    }

    @ParameterizedTest
    @EnumSource(CellKind.class)
    void everyCellCanBeLookedAt(CellKind kind) {
        var below = Recurrent.of(kind.of(FEATURES, HIDDEN, Init.seed(1)));
        var above = Recurrent.of(kind.of(HIDDEN, HIDDEN, Init.seed(2)));
        var diagnosis = Probe.of(
                Stacked.of(List.of(below, above), 0.5f),
                input(3, 20),
                last -> last.square().sum());
        assertThat(diagnosis.layers()).hasSize(2);
        assertThat(diagnosis.gradient()).hasSize(20);
        assertThat(diagnosis.layers().getLast().radius()).isPositive();
        assertThat(diagnosis.advice()).isNotEmpty();
        for (var gate : diagnosis.layers().getFirst().gates()) {
            assertThat(gate.name()).doesNotContain("logistic " + (kind == CellKind.RNN_LOGISTIC ? "x" : ""));
            assertThat(gate.mean()).isBetween(0.0, 1.0);
        }
    }

    /** States that have grown past all numbers are what a diagnosis is for. */
    @Test
    void statesThatOverflowExplode() {
        var wild = Init.seed(2).orthogonal(HIDDEN, HIDDEN).times(1000).toWeight();
        var above = Recurrent.of(CellKind.LSTM.of(HIDDEN, HIDDEN, Init.seed(3)));
        var diagnosis = Probe.of(
                Stacked.of(List.of(Recurrent.of(rnn(Rnn.Activation.LINEAR, wild)), above), 0),
                input(3, 60),
                last -> last.square().sum());
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.EXPLODES);
        assertThat(diagnosis.layers().getFirst().radius()).isCloseTo(1000, within(1.0));
        assertThat(diagnosis.layers().getLast().radius()).isNaN();
        assertThat(diagnosis.advice().getFirst()).contains("the gradient grows");
    }

    @Test
    void sequencesMustHaveOneLength() {
        var ragged = new Sequence(Tensor.zeros(3, FEATURES), Lengths.of(1, 2));
        var layer = Recurrent.of(CellKind.GRU.of(FEATURES, HIDDEN, Init.seed(1)));
        assertThatThrownBy(() -> Probe.of(layer, ragged, Tensor::sum)).hasMessageContaining("equal length");
    }

    @Test
    void eachDirectionIsLookedAtByItself() {
        var one = Recurrent.of(Lstm.of(FEATURES, HIDDEN, Init.seed(1)));
        var other = Recurrent.of(Lstm.of(FEATURES, HIDDEN, Init.seed(2)));
        var input = input(4, 15);
        var reversed = input.map(rows -> rows.gather(input.lengths().reversal()));
        var both = Probe.of(new Bidirectional(one, other, Merge.CONCAT), input);
        var alone = List.of(Probe.of(one, input, Tensor::sum), Probe.of(other, reversed, Tensor::sum));
        assertThat(both.hasGradient()).isFalse();
        for (int i = 0; i < 2; i++) {
            var expected = alone.get(i).layers().getFirst();
            assertThat(both.layers().get(i).cell()).isEqualTo("Lstm " + (i == 0 ? "forward" : "backward"));
            assertThat(both.layers().get(i).gates()).isEqualTo(expected.gates());
            assertThat(both.layers().get(i).radius()).isEqualTo(expected.radius());
        }
        var backward = Probe.of(new Reordered(other, Reading.named("backward")), input);
        assertThat(backward.layers().getFirst().gates())
                .isEqualTo(both.layers().get(1).gates());
        var above = Recurrent.of(Lstm.of(2 * HIDDEN, HIDDEN, Init.seed(3)));
        var chain = Probe.of(Chain.of(new Bidirectional(one, other, Merge.CONCAT), above), input);
        var read = new Bidirectional(one, other, Merge.CONCAT).apply(input);
        assertThat(chain.layers().getLast())
                .isEqualTo(Probe.of(above, read).layers().getFirst());
        assertThatThrownBy(() -> Probe.of(Nonlinearity.TANH, input)).hasMessageContaining("no recurrent layers");
    }
}
