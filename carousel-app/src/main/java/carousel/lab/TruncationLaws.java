package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.data.Lengths;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.SquaredError;
import carousel.recurrent.Causal;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What is summed over time: losses, windows of truncated back-propagation, influence. Safe for many threads. */
final class TruncationLaws {
    private static final int STEPS = 12;

    private TruncationLaws() {}

    static List<Law<?>> all() {
        return List.of(truncation(), horizon(), realTime(), placement(), masked());
    }

    private static Rnn rnn() {
        return Doubles.drawn(Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1)), 3);
    }

    /** dL/dwh by influence that is carried forward (Williams, Zipser 1989): p[j][a][b] = dh[j]/dwh[a][b]. */
    private static double[] influence(Rnn w, double[][] inputs, DoubleUnaryOperator carried) {
        var outputs = CellLaws.tanhEquation(w).outputs(inputs);
        var wh = Doubles.matrix(w.wh());
        var p = new double[HIDDEN][HIDDEN * HIDDEN];
        var gradient = new double[HIDDEN * HIDDEN];
        var before = new double[HIDDEN];
        for (int t = 0; t < inputs.length; t++) {
            var next = new double[HIDDEN][HIDDEN * HIDDEN];
            for (int j = 0; j < HIDDEN; j++) {
                double slope = 1 - outputs[t][j] * outputs[t][j];
                for (int q = 0; q < HIDDEN * HIDDEN; q++) {
                    double sum = q % HIDDEN == j ? before[q / HIDDEN] : 0;
                    for (int a = 0; a < HIDDEN; a++) {
                        sum += carried.applyAsDouble(p[a][q]) * wh[a][j];
                    }
                    next[j][q] = slope * sum;
                    gradient[q] += next[j][q] * (float) Math.cos(0.7 * (t * HIDDEN + j) + 0.3);
                }
            }
            p = next;
            before = outputs[t];
        }
        return gradient;
    }

    private static Law<?> realTime() {
        return title(
                        "rtrl-is-bptt",
                        "B2",
                        "Williams, Zipser 1989",
                        "influence carried forwards and errors carried backwards: the same gradient")
                .<DoubleUnaryOperator>check(() -> p -> p, () -> p -> 0, (carried, found) -> {
                    var w = rnn();
                    var inputs = Doubles.inputs(STEPS, FEATURES);
                    var layer = Recurrent.of(w);
                    var backwards = Runs.gradients(() ->
                            Runs.weighed(layer.apply(Runs.sequence(inputs)).rows()));
                    found.same("dL/dwh", influence(w, inputs, carried), vector(backwards.of(w.wh())), 2e-5);
                });
    }

    private static Law<?> truncation() {
        return title(
                        "truncated-full",
                        "B3",
                        "Williams, Peng 1990; k1 = k2 >= T",
                        "truncated back-propagation whose window holds the sequence is the full one")
                .check(() -> STEPS, () -> STEPS / 2, (window, found) -> {
                    var w = rnn();
                    var inputs = Doubles.inputs(STEPS, FEATURES);
                    found.same(
                            "dL/dwh, window " + window + " of 12",
                            influence(w, inputs, p -> p),
                            vector(windows(w, inputs, window)),
                            2e-5);
                });
    }

    /** The sum of the gradients of all windows; the state is carried on, its gradient is not. */
    private static Tensor windows(Rnn w, double[][] inputs, int window) {
        var layer = Recurrent.of(w);
        var state = layer.start(1);
        var sum = Tensor.zeros(w.wh().shape());
        for (int from = 0; from < inputs.length; from += window) {
            var rows = Runs.sequence(Arrays.copyOfRange(inputs, from, from + window));
            var begin = state;
            var factors = new float[window * HIDDEN];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = (float) Math.cos(0.7 * (from * HIDDEN + i) + 0.3);
            }
            var gradients = Runs.gradients(() -> layer.scan(rows, begin)
                    .outputs()
                    .rows()
                    .times(Tensor.of(factors, window, HIDDEN))
                    .sum());
            sum = sum.plus(gradients.of(w.wh()));
            state = layer.scan(rows, begin).last();
        }
        return sum;
    }

    private static Law<?> horizon() {
        return title(
                        "truncated-horizon",
                        "B3",
                        "Williams, Peng 1990",
                        "beyond the window the gradient is 0 to the bit, within it is not")
                .<UnaryOperator<Causal.State>>check(
                        () -> state -> Tree.map(state, Tensor::detached), () -> state -> state, (boundary, found) -> {
                            var norms = reach(Recurrent.of(rnn()), boundary, 8, STEPS);
                            for (int t = 0; t < STEPS; t++) {
                                if (t < 8) {
                                    found.exactly("||dL/dx(" + t + ")||, L at step 11, cut before 8", 0, norms[t]);
                                } else {
                                    found.atLeast("||dL/dx(" + t + ")||", 1e-6, norms[t]);
                                }
                            }
                        });
    }

    /** The norm of the gradient of the last output with respect to each step's input, cut before a step. */
    static double[] reach(Recurrent layer, UnaryOperator<Causal.State> boundary, int cut, int steps) {
        int features = FEATURES;
        var x = Doubles.tensor(Doubles.inputs(steps, features)).toWeight();
        var lengths = new int[] {cut, steps - cut};
        var gradients = Runs.gradients(() -> {
            var head = layer.scan(new Sequence(x.rows(0, cut), Lengths.of(lengths[0])), layer.start(1));
            var tail =
                    layer.scan(new Sequence(x.rows(cut, steps), Lengths.of(lengths[1])), boundary.apply(head.last()));
            return Runs.weighed(layer.output(tail.last()));
        });
        return Arrays.stream(Doubles.matrix(gradients.of(x)))
                .mapToDouble(Doubles::norm)
                .toArray();
    }

    private static Law<?> placement() {
        return title(
                        "loss-placement",
                        "B10",
                        "sum over steps",
                        "the gradient of the total loss is the sum of the gradients of each step's loss")
                .<BinaryOperator<Tensor>>check(() -> Tensor::plus, () -> (sum, next) -> next, (adding, found) -> {
                    var w = rnn();
                    var layer = Recurrent.of(w);
                    var inputs = Runs.sequence(Doubles.inputs(STEPS, FEATURES));
                    var sum = Tensor.zeros(w.wh().shape());
                    for (int t = 0; t < STEPS; t++) {
                        int step = t;
                        var own = Runs.gradients(
                                () -> layer.apply(inputs).step(step).square().sum());
                        sum = adding.apply(sum, own.of(w.wh()));
                    }
                    var total = Runs.gradients(
                            () -> layer.apply(inputs).rows().square().sum());
                    found.same("dL/dwh", vector(sum), vector(total.of(w.wh())), 1e-5);
                });
    }

    /** A loss of outputs and targets, of which some count. */
    private interface MaskedLoss {
        Tensor of(Tensor y, Tensor targets, Tensor counted);
    }

    private static Law<?> masked() {
        return title(
                        "loss-mask",
                        "B10",
                        "one mask for the loss",
                        "outputs that do not count give no loss and no gradient, whatever their targets")
                .<MaskedLoss>check(
                        () -> SquaredError::mean,
                        () -> (y, targets, counted) -> SquaredError.mean(y.times(counted), targets), // targets count
                        (loss, found) -> {
                            var w = rnn();
                            var inputs = Doubles.inputs(4, FEATURES);
                            var targets = Doubles.inputs(4, HIDDEN);
                            var others = Doubles.inputs(4, HIDDEN);
                            var counted = new double[4][HIDDEN];
                            for (int step = 0; step < 4; step++) {
                                boolean counts = step % 2 == 0;
                                Arrays.fill(counted[step], counts ? 1 : 0);
                                others[step] = counts ? targets[step] : new double[] {9, -9, 9, -9};
                            }
                            Function<double[][], Tensor> of = asked -> loss.of(
                                    Recurrent.of(w).apply(Runs.sequence(inputs)).rows(),
                                    Doubles.tensor(asked),
                                    Doubles.tensor(counted));
                            found.bits(
                                    "dL/dwh, other targets where nothing counts",
                                    Runs.gradients(() -> of.apply(targets))
                                            .of(w.wh())
                                            .toArray(),
                                    Runs.gradients(() -> of.apply(others))
                                            .of(w.wh())
                                            .toArray());
                            double expected = masked(CellLaws.tanhEquation(w).outputs(inputs), targets, counted);
                            found.equal("loss", expected, of.apply(others).item(), 1e-6);
                        });
    }

    /** The mean square of the errors that count. */
    private static double masked(double[][] y, double[][] targets, double[]... counted) {
        double sum = 0;
        double count = 0;
        for (int t = 0; t < y.length; t++) {
            for (int j = 0; j < y[t].length; j++) {
                sum += counted[t][j] * (y[t][j] - targets[t][j]) * (y[t][j] - targets[t][j]);
                count += counted[t][j];
            }
        }
        return sum / count;
    }
}
