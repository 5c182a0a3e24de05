package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Highway;
import carousel.recurrent.cell.LearnedStart;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Residual;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.StateDropout;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Result;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Noise on states and weights: what it is while learning, and that nothing is left of it afterwards. */
class NoisyTest {
    private static final int HIDDEN = 8;
    private static final Step LEARNING = new Step(1, 0);
    private static final List<Noise> NOISES =
            List.of(new Noise.Zoneout(0.4f, "here"), new Noise.StateDropout(0.4f, "here"));
    private final Sequence sequence = CellContract.input(4, 0, 9, 1, 4);

    private static <T> T random(T layer) {
        return CellContract.randomised(layer, 4);
    }

    private static Cell<?> cell(CellKind kind) {
        return random(kind.of(CellContract.FEATURES, HIDDEN, Init.seed(3)));
    }

    private Result<Tensor> learned(Causal layer) {
        return Tape.run(LEARNING, () -> {
            var scan = layer.scan(sequence, layer.start(5));
            return Outcome.of(
                    CellContract.total(scan.outputs().rows()), scan.outputs().rows());
        });
    }

    /** The outputs while learning. */
    private static Tensor learned(SequenceLayer layer, Sequence input) {
        return Tape.run(LEARNING, () -> {
                    var rows = layer.apply(input).rows();
                    return Outcome.of(rows.sum(), rows);
                })
                .kept();
    }

    private static float[] bits(Supplier<Tensor> tensor) {
        return Tape.evaluate(tensor).toArray();
    }

    @Test
    void gradientsAreRightForEveryCell() {
        for (var kind : CellKind.values()) {
            for (var noise : NOISES) {
                var layer = new Noisy(cell(kind), noise);
                Oracle.check(
                        LEARNING, () -> CellContract.total(layer.apply(sequence).rows()));
            }
        }
    }

    @Test
    void compiledIsEagerToTheBit() {
        for (var kind : List.of(CellKind.RNN, CellKind.LSTM, CellKind.GRU, CellKind.LSTM_LAYER_NORM)) {
            for (var noise : NOISES) {
                var layer = new Noisy(cell(kind), noise);
                SameBits.check(layer, Execution.EAGER.call(() -> learned(layer)), learned(layer));
            }
            var dropped = new WeightDrop(Recurrent.of(cell(kind)), "wh", 0.3f, "here");
            SameBits.check(dropped, Execution.EAGER.call(() -> learned(dropped)), learned(dropped));
        }
    }

    @Test
    void aRateOfZeroChangesNoBit() {
        var cell = cell(CellKind.LSTM);
        var plain = learned(Recurrent.of(cell));
        for (var layer : List.of(
                new Noisy(cell, new Noise.Zoneout(0, "here")),
                new Noisy(cell, new Noise.StateDropout(0, "here")),
                new WeightDrop(Recurrent.of(cell), "wh", 0, "here"))) {
            assertThat(learned(layer).kept().toArray()).isEqualTo(plain.kept().toArray());
        }
    }

    @Test
    void zoneoutKeepsUnitsToTheBitAndTheirShareIsTheRate() {
        var tanh = random(Rnn.of(CellContract.FEATURES, 50, Rnn.Activation.TANH, Init.seed(1)));
        var layer = new Noisy(tanh, new Noise.Zoneout(0.3f, "here"));
        var input = CellContract.input(200);
        var outputs = learned(layer, input);
        var plain = Recurrent.of(tanh);
        int kept = 0;
        for (int t = 1; t < 200; t++) {
            int step = t;
            var before = outputs.rows(t - 1, t).detached();
            var renewed = Tape.evaluate(() -> plain.output(
                    plain.step(input.rows().rows(step, step + 1), new Causal.State(new Rnn.State(before)))));
            for (int u = 0; u < 50; u++) {
                boolean same = outputs.at(t, u) == before.at(0, u);
                kept += same ? 1 : 0;
                if (!same) {
                    assertThat(outputs.at(t, u))
                            .isCloseTo(renewed.at(0, u), within(1e-4f * (1 + Math.abs(renewed.at(0, u)))));
                }
            }
        }
        assertThat(kept / (199 * 50.0)).isBetween(0.28, 0.32);
    }

    @Test
    void anEvaluationIsTheAverageStep() {
        var cell = cell(CellKind.LSTM);
        var plain = Recurrent.of(cell);
        var zoneout = new Noisy(cell, new Noise.Zoneout(0.3f, "here"));
        var x = sequence.rows().rows(0, 5);
        var start = Tree.map(plain.start(5), part -> part.plus(0.5f).detached());
        var fresh = Tree.leaves(plain.step(x, start));
        var average = Tree.leaves(zoneout.step(x, start));
        for (int i = 0; i < fresh.size(); i++) {
            for (int u = 0; u < fresh.get(i).size(); u++) {
                assertThat(average.get(i).toArray()[u])
                        .isCloseTo(0.3f * 0.5f + 0.7f * fresh.get(i).toArray()[u], within(1e-6f));
            }
        }
        var dropout = new Noisy(cell, new Noise.StateDropout(0.3f, "here"));
        assertThat(bits(() -> dropout.apply(sequence).rows()))
                .isEqualTo(bits(() -> plain.apply(sequence).rows()));
        var weights = new WeightDrop(plain, "wh", 0.3f, "here");
        assertThat(bits(() -> weights.apply(sequence).rows()))
                .isEqualTo(bits(() -> plain.apply(sequence).rows()));
    }

    /** Against a loop over the steps of one sequence that applies one mask to the output of each. */
    @Test
    void recurrentDropoutHidesTheSameUnitsAtAllSteps() {
        var cell = (Lstm) cell(CellKind.LSTM);
        var one = CellContract.input(6);
        var noise = new Noise.StateDropout(0.5f, "here");
        var masks = noise.masks(cell, LEARNING, one.lengths()).toArray();
        assertThat(masks).containsOnly(0f, 2f);
        var outputs = learned(new Noisy(cell, noise), one);
        var mask = Tensor.of(Arrays.copyOf(masks, HIDDEN), 1, HIDDEN);
        var state = cell.start(1);
        for (int t = 0; t < 6; t++) {
            state = cell.step(
                    cell.project(one.step(t)), new Lstm.State(state.h().times(mask), state.c()));
            assertThat(outputs.rows(t, t + 1).toArray()).isEqualTo(state.h().toArray());
        }
    }

    /** To the bit: a way around a cell adds its input and changes nothing of what the cell sees of itself. */
    @Test
    void recurrentDropoutReachesTheCellInsideAWayAround() {
        var cell = random(Lstm.of(HIDDEN, HIDDEN, Init.seed(3)));
        var noise = new Noise.StateDropout(0.5f, "here");
        var input = new Sequence(Init.seed(5).uniform(1, 6, HIDDEN).detached(), Lengths.of(6));
        var inside = learned(new Noisy(cell, noise), input);
        assertThat(inside.toArray())
                .isNotEqualTo(learned(Recurrent.of(cell), input).toArray());
        assertThat(learned(new Noisy(new Residual<>(cell), noise), input).toArray())
                .isEqualTo(input.rows().plus(inside).toArray());
        var highway = Highway.of(cell, HIDDEN, Init.seed(4));
        assertThat(learned(new Noisy(highway, noise), input).toArray())
                .isNotEqualTo(learned(Recurrent.of(highway), input).toArray());
    }

    /** Without weights nothing is left of the last output but what the cell keeps of it by itself. */
    @Test
    void recurrentDropoutSuitsCellsThatSeeTheirOutputInProductsAlone() {
        for (var kind : CellKind.values()) {
            var cell = Tree.map(cell(kind), weight -> Tensor.zeros(weight.shape()));
            assertThat(StateDropout.suits(kind)).as("%s", kind).isEqualTo(!keepsItsOutput(cell));
        }
    }

    private static <S extends Record> boolean keepsItsOutput(Cell<S> cell) {
        var start = cell.start(1);
        var shown = cell.output(start);
        var other = Tree.map(start, tensor -> tensor == shown ? tensor.plus(1f) : tensor);
        var x = cell.project(Tensor.zeros(1, CellContract.FEATURES));
        return !Arrays.equals(
                cell.output(cell.step(x, start)).toArray(),
                cell.output(cell.step(x, other)).toArray());
    }

    @Test
    void variationalDropoutIsConstantOverTimeAndDifferentForEachExample() {
        var ones = CellContract.input(9, 9, 9).map(rows -> rows.times(0f).plus(1f));
        var rows = learned(Dropout.variational(0.5f, "here"), ones);
        for (int t = 1; t < 9; t++) {
            assertThat(rows.rows(3 * t, 3 * t + 3).toArray())
                    .isEqualTo(rows.rows(0, 3).toArray());
        }
        assertThat(rows.rows(0, 1).toArray()).isNotEqualTo(rows.rows(1, 2).toArray());
    }

    @Test
    void droppedWeightsAreZeroForAllStepsAndTheirGradientsToo() {
        var cell = (Lstm) cell(CellKind.LSTM);
        var gradient = learned(new WeightDrop(Recurrent.of(cell), "wh", 0.5f, "here"))
                .gradients()
                .of(cell.wh())
                .toArray();
        long zeros = 0;
        for (float g : gradient) {
            zeros += g == 0 ? 1 : 0;
        }
        assertThat(zeros / (double) gradient.length).isBetween(0.4, 0.6);
        assertThatThrownBy(() -> new WeightDrop(Recurrent.of(cell), "uh", 0.5f, "here"))
                .hasMessageContaining("no weight is called uh")
                .hasMessageContaining("cell.wh");
    }

    @Test
    void aLearnedStartHasAGradientAndIsTheFirstState() {
        for (var kind : CellKind.values()) {
            var layer = Recurrent.of(learnedStart(cell(kind)));
            Oracle.check(
                    LEARNING, () -> CellContract.total(layer.apply(sequence).rows()));
        }
        var cell = random(learnedStart(cell(CellKind.GRU)));
        var first = ((LearnedStart<?>) cell).first();
        for (var tensor : Tree.leaves(cell.start(3))) {
            assertThat(tensor.rows(2, 3).toArray())
                    .isEqualTo(Tree.leaves(first).getFirst().toArray());
        }
    }

    private static <S extends Record> Cell<S> learnedStart(Cell<S> cell) {
        return LearnedStart.of(cell);
    }

    @Test
    void ratesAreChecked() {
        assertThatThrownBy(() -> new Noise.Zoneout(1, "here")).hasMessageContaining("zoneout");
        assertThatThrownBy(() -> new Noise.StateDropout(-1, "here")).hasMessageContaining("recurrent dropout");
    }
}
