package carousel.recurrent;

import carousel.Golden;
import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.Update;
import carousel.recurrent.layout.Layout;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cells against ONNX Runtime, with weights in ONNX's layout: outputs and last states over ragged sequences. */
class OnnxGoldenTest {
    private static final int FEATURES = 5;
    private static final int HIDDEN = 6;
    private static final double TOLERANCE = 1e-6;
    private static final Init INIT = Init.seed(1);

    @ParameterizedTest
    @EnumSource(names = {"TANH", "RELU"})
    void simpleNetworkIsOnnx(Rnn.Activation activation) {
        check(
                activation == Rnn.Activation.TANH ? "onnx-rnn-tanh" : "onnx-rnn-relu",
                Rnn.of(FEATURES, HIDDEN, activation, INIT));
    }

    @Test
    void lstmIsOnnx() {
        check("onnx-lstm", Lstm.of(FEATURES, HIDDEN, INIT));
    }

    @Test
    void peepholeLstmIsOnnx() {
        check("onnx-lstm-peephole", PeepholeLstm.of(FEATURES, HIDDEN, INIT));
    }

    /** The weights of the forget gate are there, but it is 1 - i. */
    @Test
    void coupledLstmIsOnnx() {
        check("onnx-lstm-coupled", CoupledLstm.of(FEATURES, HIDDEN, INIT));
    }

    @ParameterizedTest
    @EnumSource
    void gruIsOnnx(Update update) {
        check("onnx-gru", Gru.of(FEATURES, HIDDEN, update, INIT));
    }

    @ParameterizedTest
    @EnumSource
    void gruWithResetBeforeIsOnnx(Update update) {
        check("onnx-gru-reset-before", ResetBeforeGru.of(FEATURES, HIDDEN, update, INIT));
    }

    @Test
    void bothDirectionsOfPeepholeLstmAreOnnx() {
        checkBoth("onnx-lstm-bidirectional", PeepholeLstm.of(FEATURES, HIDDEN, INIT));
    }

    @Test
    void bothDirectionsOfGruAreOnnx() {
        checkBoth("onnx-gru-bidirectional", Gru.of(FEATURES, HIDDEN, INIT));
    }

    private static void check(String name, Cell<?> like) {
        var theirs = Theirs.read(name);
        var layer = Recurrent.of(theirs.cell(like, 0));
        var zeros = layer.start(theirs.lengths.batch());
        var first = new LinkedHashMap<String, Tensor>();
        Tree.flatten(zeros).keySet().forEach(path -> first.put(path, theirs.state("initial_" + letter(path), 0)));
        var scan = layer.scan(theirs.input(), Tree.with(zeros, first));
        theirs.golden.same("Y", scan.outputs().rows(), theirs.outputs(0), TOLERANCE);
        Tree.flatten(scan.last())
                .forEach((path, state) -> theirs.golden.same(
                        "Y_" + letter(path), state, theirs.state("Y_" + letter(path), 0), TOLERANCE));
    }

    private static String letter(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static void checkBoth(String name, Cell<?> like) {
        var theirs = Theirs.read(name);
        var layer = Bidirectional.of(theirs.cell(like, 0), theirs.cell(like, 1));
        var both = layer.both(theirs.input());
        theirs.golden.same("Y forward", both.forward().rows(), theirs.outputs(0), TOLERANCE);
        theirs.golden.same("Y backward", both.backward().rows(), theirs.outputs(1), TOLERANCE);
        var last = Tensor.concatColumns(theirs.state("Y_h", 0), theirs.state("Y_h", 1));
        theirs.golden.same("Y_h", layer.last(theirs.input()), last, TOLERANCE);
    }

    /** Tensors by ONNX's names: X [T,B,F], Y [T,D,B,H], states [D,B,H], weights with a first axis of directions D. */
    private record Theirs(Golden golden, Lengths lengths) {

        static Theirs read(String name) {
            var golden = Golden.read(name);
            return new Theirs(golden, Lengths.of(golden.whole("sequence_lens")));
        }

        <C extends Cell<?>> C cell(C like, int direction) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            Layout.ONNX.write(like).forEach((name, form) -> {
                int size = form.size();
                var values = golden.of(name).toArray();
                weights.put(
                        name,
                        Tensor.of(Arrays.copyOfRange(values, direction * size, (direction + 1) * size), form.shape()));
            });
            return Layout.ONNX.read(weights, like);
        }

        Sequence input() {
            return new Sequence(steps("X", 0, 1), lengths);
        }

        Tensor outputs(int direction) {
            return steps("Y", direction, golden.of("Y").shape()[1]);
        }

        private Tensor steps(String name, int direction, int directions) {
            var rows = new int[lengths.rows()];
            for (int b = 0; b < lengths.batch(); b++) {
                for (int t = 0; t < lengths.length(b); t++) {
                    rows[lengths.row(b, t)] = (t * directions + direction) * lengths.batch() + lengths.caller(b);
                }
            }
            return golden.of(name).gather(rows);
        }

        Tensor state(String name, int direction) {
            var rows = new int[lengths.batch()];
            Arrays.setAll(rows, b -> direction * rows.length + lengths.caller(b));
            return golden.of(name).gather(rows);
        }
    }
}
