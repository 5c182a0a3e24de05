package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.check.Doubles.plus;
import static carousel.lab.check.Doubles.sigmoids;
import static carousel.lab.check.Doubles.split;
import static carousel.lab.check.Doubles.tanh;
import static carousel.lab.check.Doubles.times;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Mutant;
import carousel.lab.check.Runs;
import carousel.layer.Conv1d;
import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The same network written in other ways: closed forms, other libraries' layouts, other layers. Safe for many threads. */
final class FormLaws {
    private static final int STEPS = 8;
    private static final double ROUNDING = 2e-6;
    private static final String OURS = "ifgo";

    private FormLaws() {}

    static List<Law<?>> all() {
        return List.of(
                concatenated(),
                closedForm(),
                impulse(),
                layout(),
                knet(),
                biases(),
                convolution(),
                product(),
                oneUnitSoftmax());
    }

    private static double[][] inputs() {
        return Doubles.inputs(STEPS, FEATURES);
    }

    private static Law<?> concatenated() {
        return title(
                        "concatenated-form",
                        "A3",
                        "[W | R] [x; h]",
                        "one product of the joined matrices is the sum of two")
                .<BiFunction<Tensor, Tensor, Tensor>>check(
                        () -> (x, h) -> Tensor.concatColumns(x, h),
                        () -> (x, h) -> Tensor.concatColumns(h, x),
                        (join, found) -> {
                            var w = Doubles.drawn(Rnn.of(HIDDEN, HIDDEN, Rnn.Activation.TANH, Init.seed(1)), 2);
                            var x = Doubles.inputs(2, HIDDEN)[0];
                            var h = Doubles.inputs(2, HIDDEN)[1];
                            var joined = join.apply(Doubles.tensor(x), Doubles.tensor(h))
                                    .matmul(Tensor.concatRows(w.wx(), w.wh()));
                            var expected = plus(Doubles.product(x, w.wx()), Doubles.product(h, w.wh()));
                            found.same("sums", expected, vector(joined), 1e-6);
                        });
    }

    private static Rnn linear(Rnn.Activation activation) {
        return Doubles.drawn(Rnn.of(FEATURES, HIDDEN, activation, Init.seed(1)), 3);
    }

    private static Law<?> closedForm() {
        return title("linear-closed-form", "A5", "linear dynamical system", "h(T) = sum over k of (x(T-k) wx + b) wh^k")
                .check(() -> Rnn.Activation.LINEAR, () -> Rnn.Activation.TANH, (activation, found) -> {
                    var w = linear(activation);
                    var expected = new double[HIDDEN];
                    var power = Doubles.identity(HIDDEN);
                    for (int k = 0; k < STEPS; k++) {
                        var input = CellLaws.affine(inputs()[STEPS - 1 - k], w.wx(), w.b());
                        expected = plus(expected, Doubles.product(input, power));
                        power = Doubles.product(power, Doubles.matrix(w.wh()));
                    }
                    found.same("h(" + STEPS + ")", expected, Runs.outputs(w, inputs())[STEPS - 1], 2e-5);
                });
    }

    private static Law<?> impulse() {
        return title(
                        "linear-superposition",
                        "A5",
                        "linearity",
                        "the response to a sum of inputs is the sum of the responses")
                .check(() -> Rnn.Activation.LINEAR, () -> Rnn.Activation.RELU, (activation, found) -> {
                    var drawn = linear(activation);
                    var w = new Rnn(drawn.wx(), drawn.wh(), Tensor.zeros(HIDDEN), activation);
                    var sum = new double[STEPS][HIDDEN];
                    for (int t = 0; t < STEPS; t++) {
                        var one = new double[STEPS][FEATURES];
                        one[t] = inputs()[t];
                        var response = Runs.outputs(w, one);
                        for (int s = 0; s < STEPS; s++) {
                            sum[s] = plus(sum[s], response[s]);
                        }
                    }
                    found.same("sum of " + STEPS + " impulse responses", sum, Runs.outputs(w, inputs()), 2e-5);
                });
    }

    /** Blocks of columns in another order of gates. */
    private static Tensor reordered(Tensor tensor, String from, String to) {
        var blocks = tensor.split(4);
        return Tensor.concatColumns(
                to.chars().mapToObj(gate -> blocks[from.indexOf(gate)]).toArray(Tensor[]::new));
    }

    /** An LSTM that finds its gates where a library's order says. */
    private static double[][] lstm(String order, Tensor wx, Tensor wh, Tensor b) {
        CellLaws.Equation equation = (x, s) -> {
            var gates = split(4, plus(CellLaws.affine(x, wx, b), Doubles.product(s[0], wh)));
            var i = sigmoids(gates[order.indexOf('i')]);
            var f = sigmoids(gates[order.indexOf('f')]);
            var o = sigmoids(gates[order.indexOf('o')]);
            var c = plus(times(f, s[1]), times(i, tanh(gates[order.indexOf('g')])));
            return new double[][] {times(o, tanh(c)), c};
        };
        return CellLaws.Unrolling.of(2, equation).outputs(inputs());
    }

    private static Law<?> layout() {
        return title(
                        "lstm-layouts",
                        "A7",
                        "PyTorch ifgo, Keras ifgo, ONNX iofg, Knet fiog",
                        "one lstm goes through every library's gate order and back")
                .<UnaryOperator<String>>check(() -> order -> order, () -> order -> OURS, (written, found) -> {
                    var w = CellLaws.lstm(4);
                    var expected = Runs.outputs(w, inputs());
                    for (var order : List.of("ifgo", "iofg", "fiog")) {
                        var to = written.apply(order);
                        var wx = reordered(w.wx(), OURS, to);
                        found.same(
                                "outputs in order " + order,
                                lstm(order, wx, reordered(w.wh(), OURS, to), reordered(w.b(), OURS, to)),
                                expected,
                                ROUNDING);
                        found.bits(
                                "and back",
                                w.wx().toArray(),
                                reordered(wx, order, OURS).toArray());
                    }
                });
    }

    private static Law<?> knet() {
        return title(
                        "lstm-knet",
                        "A8",
                        "row-major code over [x, h], order f i o c",
                        "gates = [x, h] * weight .+ bias is our lstm")
                .<UnaryOperator<double[][]>>check(
                        () -> parts -> parts,
                        () -> parts -> new double[][] {parts[1], parts[0]}, // [h, x]
                        (join, found) -> {
                            var w = Doubles.drawn(Lstm.of(HIDDEN, HIDDEN, Init.seed(1)), 4);
                            var weight = Doubles.matrix(reordered(Tensor.concatRows(w.wx(), w.wh()), OURS, "fiog"));
                            var bias = vector(reordered(w.b(), OURS, "fiog"));
                            var rows = Doubles.inputs(STEPS, HIDDEN);
                            CellLaws.Equation equation = (x, s) -> {
                                var joined = Doubles.flat(join.apply(new double[][] {x, s[0]}));
                                var gates = split(4, plus(Doubles.product(joined, weight), bias));
                                var c = plus(
                                        times(sigmoids(gates[0]), s[1]), times(sigmoids(gates[1]), tanh(gates[3])));
                                return new double[][] {times(sigmoids(gates[2]), tanh(c)), c};
                            };
                            found.same(
                                    "outputs",
                                    CellLaws.Unrolling.of(2, equation).outputs(rows),
                                    Runs.outputs(w, rows),
                                    ROUNDING);
                        });
    }

    private static Law<?> biases() {
        return title("two-biases", "A1", "PyTorch b_ih + b_hh", "two biases of one sum are their sum")
                .<UnaryOperator<Tensor>>check(() -> half -> half, () -> half -> half.negate(), (second, found) -> {
                    var w = linear(Rnn.Activation.TANH);
                    var half = w.b().times(0.5f);
                    var state = second.apply(half);
                    Cell<Rnn.State> two = new Mutant<>(
                            new Rnn(w.wx(), w.wh(), half, w.activation()),
                            (x, s) -> new Rnn.State(
                                    x.plus(s.h().matmul(w.wh()).plus(state)).tanh()));
                    found.same("outputs", Runs.outputs(w, inputs()), Runs.outputs(two, inputs()), ROUNDING);
                });
    }

    private static Law<?> convolution() {
        return title(
                        "rnn-is-conv1",
                        "B15",
                        "kernel of one step",
                        "an rnn without recurrence shares its weights over time as a convolution of width 1, to the bit")
                .check(() -> 1, () -> 2, (width, found) -> {
                    var w = linear(Rnn.Activation.LINEAR);
                    var cut = new Rnn(w.wx(), Tensor.zeros(HIDDEN, HIDDEN), w.b(), w.activation());
                    var kernel = new Tensor[width];
                    Arrays.fill(kernel, w.wx());
                    var conv = new Conv1d(Tensor.concatRows(kernel), w.b(), width, 1, Conv1d.Reach.CAUSAL);
                    var expected = conv.apply(Runs.sequence(inputs())).rows();
                    found.bits("outputs", expected.toArray(), Runs.bits(cut, inputs()));
                });
    }

    /** What the arithmetic promises of every product. */
    private static Law<?> product() {
        return title(
                        "product-chain",
                        "C1",
                        "docs/ARCHITECTURE.md",
                        "every element of a product is one chain of fused multiply-adds in rising k, to the bit")
                .<BiFunction<float[], float[], Float>>check(
                        () -> FormLaws::chain, () -> FormLaws::pairs, (sum, found) -> {
                            int m = 5;
                            int k = 77;
                            int n = 19;
                            var a = Init.seed(1).uniform(1, m, k);
                            var b = Init.seed(2).uniform(1, k, n);
                            var expected = new float[m * n];
                            for (int i = 0; i < expected.length; i++) {
                                var row = new float[k];
                                var column = new float[k];
                                for (int j = 0; j < k; j++) {
                                    row[j] = a.at(i / n, j);
                                    column[j] = b.at(j, i % n);
                                }
                                expected[i] = sum.apply(row, column);
                            }
                            found.bits(
                                    "product 5 x 77 x 19", expected, a.matmul(b).toArray());
                        });
    }

    private static float chain(float[] a, float... b) {
        float sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum = Math.fma(a[k], b[k], sum);
        }
        return sum;
    }

    /** Rounded twice for each element. */
    private static float pairs(float[] a, float... b) {
        float sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static Law<?> oneUnitSoftmax() {
        return title(
                        "one-unit-softmax",
                        "A3",
                        "exp(x) / exp(x)",
                        "a softmax over a single unit is always 1: use a sigmoid")
                .<UnaryOperator<Tensor>>check(() -> Tensor::softmax, () -> Tensor::sigmoid, (output, found) -> {
                    for (float x : new float[] {-50, -1, 0, 3, 80}) {
                        found.exactly(
                                "output for " + x,
                                1,
                                output.apply(Tensor.of(new float[] {x}, 1, 1)).item());
                    }
                });
    }
}
