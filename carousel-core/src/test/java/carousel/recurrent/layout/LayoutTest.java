package carousel.recurrent.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.LeakyRnn;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.Update;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 3;
    private static final Init INIT = Init.seed(1);

    private static List<Cell<?>> cells() {
        var cells = new ArrayList<Cell<?>>(List.of(
                Rnn.of(FEATURES, HIDDEN, Rnn.Activation.RELU, INIT),
                Lstm.of(FEATURES, HIDDEN, INIT),
                PeepholeLstm.of(FEATURES, HIDDEN, INIT),
                CoupledLstm.of(FEATURES, HIDDEN, INIT),
                ProjectedLstm.of(FEATURES, 4, HIDDEN, INIT)));
        for (var update : Update.values()) {
            cells.add(Gru.of(FEATURES, HIDDEN, update, INIT));
            cells.add(ResetBeforeGru.of(FEATURES, HIDDEN, update, INIT));
        }
        return cells;
    }

    private static <T> T randomised(T cell) {
        var init = Init.seed(7);
        return Tree.map(cell, weight -> init.uniform(1, weight.shape()));
    }

    private static void sameBits(Map<String, Tensor> found, Map<String, Tensor> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> {
            assertThat(found.get(name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(found.get(name).toArray()).as(name).isEqualTo(tensor.toArray());
        });
    }

    /** Which libraries have which cells. */
    private static boolean has(Layout layout, Cell<?> cell) {
        return switch (cell) {
            case PeepholeLstm _, CoupledLstm _ -> layout == Layout.ONNX;
            case ProjectedLstm _ -> layout == Layout.PYTORCH;
            case Gru _ -> layout != Layout.JOINED;
            case ResetBeforeGru _ -> layout == Layout.KERAS || layout == Layout.ONNX;
            default -> true;
        };
    }

    @ParameterizedTest
    @EnumSource
    void aCellComesBackToTheBit(Layout layout) {
        for (var like : cells()) {
            if (has(layout, like)) {
                var cell = randomised(like);
                var back = layout.read(layout.write(cell), like);
                assertThat(back).hasSameClassAs(cell);
                sameBits(Tree.flatten(back), Tree.flatten(cell));
            } else {
                assertThatThrownBy(() -> layout.write(like)).hasMessageContaining("has no");
            }
        }
    }

    /** From one library to the next, through all that have the cell. */
    @Test
    void oneModelGoesThroughAllLayouts() {
        for (var like : cells()) {
            Cell<?> cell = randomised(like);
            var expected = Tree.flatten(cell);
            for (var layout : Layout.values()) {
                if (has(layout, like)) {
                    cell = layout.read(layout.write(cell), like);
                }
            }
            sameBits(Tree.flatten(cell), expected);
        }
    }

    /** Each number says which gate, row and unit it is of. */
    @Test
    void gatesStandWhereEachLibraryHasThem() {
        var lstm = new Lstm(
                numbered(2, "ifgo"),
                numbered(1, "ifgo"),
                Tensor.of(numbered(1, "ifgo").toArray(), 4));
        assertThat(Layout.PYTORCH.write(lstm).get("weight_ih").toArray())
                .containsExactly(10, 11, 20, 21, 30, 31, 40, 41);
        assertThat(Layout.KERAS.write(lstm).get("kernel").toArray()).containsExactly(10, 20, 30, 40, 11, 21, 31, 41);
        assertThat(Layout.ONNX.write(lstm).get("W").toArray()).containsExactly(10, 11, 40, 41, 20, 21, 30, 31);
        assertThat(Layout.ONNX.write(lstm).get("B").toArray()).containsExactly(10, 40, 20, 30, 0, 0, 0, 0);
        assertThat(Layout.JOINED.write(lstm).get("weight").toArray())
                .containsExactly(20, 10, 40, 30, 21, 11, 41, 31, 20, 10, 40, 30);

        var b = Tensor.of(new float[] {10, 20, 30}, 3);
        var gru = new Gru(numbered(2, "rzn"), numbered(1, "rzn"), b, Tensor.of(new float[] {5}, 1), Update.KEEPS);
        assertThat(Layout.PYTORCH.write(gru).get("bias_hh").toArray()).containsExactly(0, 0, 5);
        assertThat(Layout.KERAS.write(gru).get("bias").toArray()).containsExactly(20, 10, 30, 0, 0, 5);
        assertThat(Layout.KERAS.write(gru).get("bias").shape()).containsExactly(2, 3);
        assertThat(Layout.ONNX.write(gru).get("R").toArray()).containsExactly(20, 10, 30);

        var peephole = new PeepholeLstm(lstm.wx(), lstm.wh(), lstm.b(), one(1), one(2), one(3));
        assertThat(Layout.ONNX.write(peephole).get("P").toArray()).containsExactly(1, 3, 2);
    }

    /** One unit; the columns are gates: 10 × gate + row. */
    private static Tensor numbered(int rows, String gates) {
        var values = new float[rows * gates.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * (i % gates.length() + 1) + i / gates.length();
        }
        return Tensor.of(values, rows, gates.length());
    }

    private static Tensor one(float value) {
        return Tensor.of(new float[] {value}, 1);
    }

    /** Two biases that others train become one, or stay two where the reset stands between them. */
    @Test
    void biasesAreAddedWhereOneIsEnough() {
        var weights = new LinkedHashMap<>(Layout.PYTORCH.write(Gru.of(2, 1, INIT)));
        weights.put("bias_ih", Tensor.of(new float[] {1, 2, 3}, 3));
        weights.put("bias_hh", Tensor.of(new float[] {10, 20, 30}, 3));
        var gru = Layout.PYTORCH.read(weights, Gru.of(2, 1, INIT));
        assertThat(gru.b().toArray()).containsExactly(11, 22, 3);
        assertThat(gru.bn().toArray()).containsExactly(30);
        var renews = Layout.PYTORCH.read(weights, Gru.of(2, 1, Update.RENEWS, INIT));
        assertThat(renews.b().toArray()).containsExactly(11, -22, 3);

        var before = new LinkedHashMap<>(Layout.ONNX.write(ResetBeforeGru.of(2, 1, Update.KEEPS, INIT)));
        before.put("B", Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 1, 6));
        assertThat(Layout.ONNX
                        .read(before, ResetBeforeGru.of(2, 1, Update.KEEPS, INIT))
                        .b()
                        .toArray())
                .containsExactly(22, 11, 33); // r z n of z r h
    }

    @Test
    void missingBiasesAreZero() {
        var weights = new LinkedHashMap<>(Layout.PYTORCH.write(Lstm.of(2, 3, INIT)));
        weights.remove("bias_ih");
        weights.remove("bias_hh");
        assertThat(Layout.PYTORCH.read(weights, Lstm.of(2, 3, INIT)).b().toArray())
                .containsOnly(0f);
    }

    @Test
    void wrongWeightsAreNamed() {
        var like = Lstm.of(2, 3, INIT);
        var weights = Layout.PYTORCH.write(like);
        var other = Lstm.of(2, 4, INIT);
        assertThatThrownBy(() -> Layout.PYTORCH.read(weights, other))
                .hasMessageContaining("weight 'weight_ih': given [12, 2], needed [16, 2]");
        assertThatThrownBy(() -> Layout.KERAS.read(weights, like)).hasMessageContaining("weight_ih");
        assertThatThrownBy(() -> Layout.KERAS.read(Map.of(), like)).hasMessageContaining("no weight 'kernel'");
        var leaky = LeakyRnn.of(2, 3, 0.5f, INIT);
        assertThatThrownBy(() -> Layout.PYTORCH.write(leaky)).hasMessageContaining("LeakyRnn");
    }

    /** Keras' equations and the textbook's in plain loops, on the weights that were written, six steps deep. */
    @Test
    void othersEquationsGiveTheSameOutputs() {
        for (var like : cells()) {
            var cell = randomised(like);
            if (has(Layout.KERAS, cell)) {
                same(cell, KerasLoops.outputs(cell, Layout.KERAS.write(cell), inputs()));
            }
            if (cell instanceof Lstm) {
                same(cell, JoinedLoops.outputs(Layout.JOINED.write(cell), inputs()));
            }
        }
    }

    private static double[][] inputs() {
        var inputs = new double[6][FEATURES];
        for (int t = 0; t < inputs.length; t++) {
            for (int k = 0; k < FEATURES; k++) {
                inputs[t][k] = (float) Math.sin(1 + 3 * t + 1.7 * k);
            }
        }
        return inputs;
    }

    private static void same(Cell<?> cell, double[]... expected) {
        var values = new float[expected.length * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) inputs()[i / FEATURES][i % FEATURES];
        }
        var sequence = new Sequence(Tensor.of(values, expected.length, FEATURES), Lengths.of(expected.length));
        var outputs = Recurrent.of(cell).apply(sequence).rows();
        for (int t = 0; t < expected.length; t++) {
            for (int j = 0; j < HIDDEN; j++) {
                assertThat((double) outputs.at(t, j))
                        .as("%s, step %d, unit %d", cell.getClass().getSimpleName(), t, j)
                        .isCloseTo(expected[t][j], Offset.offset(1e-6));
            }
        }
    }
}
