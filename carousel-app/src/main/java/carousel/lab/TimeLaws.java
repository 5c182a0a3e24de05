package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.Doubles.vector;
import static carousel.lab.Law.title;

import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.Causal;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.SkipRnn;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How far back gradients reach, and what truncation makes of them. Safe for many threads. */
final class TimeLaws {
    /** A gate with this bias is open to the last bit; with its negative, closed. */
    private static final float OPEN = 200;

    private static final int STEPS = 12;

    private TimeLaws() {}

    static List<Law<?>> all() {
        return List.of(
                carousel(),
                forgetProduct(),
                unrolledContent(),
                chain(),
                growth(),
                bound(),
                isometry(),
                shortcut(),
                truncation(),
                horizon(),
                realTime(),
                placement(),
                masked());
    }

    private static Law<?> carousel() {
        return title("constant-error-carousel", "A9", "Hochreiter, Schmidhuber 1997", "with f = 1 and i = 0, dc(T)/dc(0) = 1 to the bit, over 10,000 steps")
                .check(() -> OPEN, () -> 10f, (forget, found) -> {
                    for (int steps : new int[] {1, 10, 100, 1000, 10_000}) {
                        var gradient = carousel(forget, steps);
                        double worst = 1;
                        for (double unit : gradient) {
                            worst = Math.abs(unit - 1) > Math.abs(worst - 1) ? unit : worst;
                        }
                        found.exactly("dc(" + steps + ")/dc(0), worst of " + HIDDEN + " units", 1, worst);
                    }
                });
    }

    /** dc(steps)/dc(0) of an LSTM with a forget gate of this bias and the input gate shut. */
    static double[] carousel(float forget, int steps) {
        var w = Doubles.drawn(Lstm.of(FEATURES, HIDDEN, Init.seed(1)), 3);
        var bias = Init.seed(1).blocks(HIDDEN, -OPEN, forget, 0, 0);
        var shut = new Tensor[] {Tensor.zeros(HIDDEN, HIDDEN), Tensor.zeros(HIDDEN, HIDDEN)};
        var all = w.wh().split(4);
        // the forget gate does not look at h, so that its bias alone decides
        var wh = Tensor.concatColumns(all[0], shut[0], all[2], all[3]);
        var input = w.wx().split(4);
        var wx = Tensor.concatColumns(input[0], Tensor.zeros(FEATURES, HIDDEN), input[2], input[3]);
        var layer = Recurrent.of(new Lstm(wx, wh, bias));
        var c = Init.seed(2).uniform(1, 1, HIDDEN);
        var start = new Causal.State(new Lstm.State(Tensor.zeros(1, HIDDEN), c));
        var inputs = Runs.sequence(Doubles.inputs(steps, FEATURES));
        return vector(Runs.gradients(() -> content(layer.scan(inputs, start)).sum()).of(c));
    }

    private static Tensor content(Causal.Scan scan) {
        return ((Lstm.State) scan.last().inner()).c();
    }

    private static Law<?> forgetProduct() {
        return title("forget-product", "A9", "Gers et al. 2000", "without recurrent weights, dc(T)/dc(0) is the product of the forget gates")
                .<Function<Lstm, Cell<?>>>check(
                        () -> cell -> cell,
                        () -> cell -> new Mutant<>(cell, (x, s) -> {
                            var next = cell.step(x, s);
                            return new Lstm.State(next.h(), next.c().plus(s.c().times(0.01f)));
                        }),
                        (running, found) -> {
                            var w = Doubles.drawn(Lstm.of(FEATURES, HIDDEN, Init.seed(1)), 3);
                            var cut = new Lstm(w.wx(), Tensor.zeros(HIDDEN, 4 * HIDDEN), w.b());
                            var layer = Recurrent.of(running.apply(cut));
                            var c = Init.seed(2).uniform(1, 1, HIDDEN);
                            var start = new Causal.State(new Lstm.State(Tensor.zeros(1, HIDDEN), c));
                            var inputs = Doubles.inputs(STEPS, FEATURES);
                            var expected = Doubles.each(unit -> 1, new double[HIDDEN]);
                            for (var x : inputs) {
                                var f = Doubles.split(4, CellLaws.affine(x, w.wx(), w.b()))[1];
                                expected = Doubles.times(expected, Doubles.sigmoids(f));
                            }
                            var gradient = Runs.gradients(
                                    () -> content(layer.scan(Runs.sequence(inputs), start)).sum());
                            found.same("dc(12)/dc(0)", expected, vector(gradient.of(c)), 1e-6);
                        });
    }

    /** c(T) = Σ over t of i(t) g(t) times all later forget gates: what a picture of the gates explains. */
    private static Law<?> unrolledContent() {
        return title("gate-activity", "A7", "unrolled content", "c(T) = sum over t of i(t) g(t) times all later forget gates")
                .<Function<Lstm, Cell<?>>>check(
                        () -> cell -> cell,
                        () -> cell -> new Mutant<>(cell, (x, s) -> {
                            var next = cell.step(x, s);
                            return new Lstm.State(next.h(), next.c().plus(s.c().times(0.01f)));
                        }),
                        (running, found) -> {
                            var w = Doubles.drawn(Lstm.of(FEATURES, HIDDEN, Init.seed(1)), 3);
                            var layer = Recurrent.of(running.apply(w));
                            var x = Doubles.inputs(STEPS, FEATURES);
                            var scan = layer.scan(Runs.sequence(x), layer.start(1));
                            var h = Doubles.matrix(scan.outputs().rows());
                            var expected = new double[HIDDEN];
                            var kept = Doubles.each(unit -> 1, new double[HIDDEN]);
                            for (int t = STEPS - 1; t >= 0; t--) {
                                var before = t == 0 ? new double[HIDDEN] : h[t - 1];
                                var sums = Doubles.plus(CellLaws.affine(x[t], w.wx(), w.b()), Doubles.product(before, w.wh()));
                                var gates = Doubles.split(4, sums);
                                var fresh = Doubles.times(Doubles.sigmoids(gates[0]), Doubles.tanh(gates[2]));
                                expected = Doubles.plus(expected, Doubles.times(kept, fresh));
                                kept = Doubles.times(kept, Doubles.sigmoids(gates[1]));
                            }
                            found.same("c(12)", expected, vector(content(scan)), 2e-6);
                        });
    }

    private static Law<?> chain() {
        return title("gradient-by-lag", "B5", "Bengio, Simard, Frasconi 1994", "dh(T)/dh(T-k) of a tanh rnn is the product of k one-step Jacobians, wh diag(1 - h^2)")
                .<Function<Rnn, Cell<?>>>check(
                        () -> cell -> cell,
                        () -> cell -> new Mutant<>(
                                cell, (x, s) -> new Rnn.State(Bent.tanh(x.plus(s.h().matmul(cell.wh()))))),
                        (running, found) -> {
                            var w = Doubles.drawn(Rnn.of(1, 8, Rnn.Activation.TANH, Init.seed(1)), 3);
                            var start = Doubles.inputs(1, 8)[0];
                            for (int k : new int[] {1, 2, 5, 20}) {
                                var product = Doubles.identity(8);
                                var h = start;
                                for (int step = 0; step < k; step++) {
                                    h = Doubles.tanh(Doubles.plus(Doubles.product(h, w.wh()), vector(w.b())));
                                    var slopes = Doubles.each(y -> 1 - y * y, h);
                                    var one = Arrays.stream(Doubles.matrix(w.wh()))
                                            .map(row -> Doubles.times(row, slopes))
                                            .toArray(double[][]::new);
                                    product = Doubles.product(product, one);
                                }
                                var jacobian = Jacobian.of(running.apply(w), 1, k, start);
                                found.same(
                                        "dh(T)/dh(T-" + k + ")", Doubles.transposed(product), jacobian, 1e-5);
                            }
                        });
    }

    static Rnn withRecurrence(Tensor wh, Rnn.Activation activation) {
        return new Rnn(Tensor.zeros(1, wh.rows()), wh, Tensor.zeros(wh.rows()), activation);
    }

    private static Law<?> growth() {
        return title("gradient-growth", "B5", "Pascanu, Mikolov, Bengio 2013", "a linear rnn's gradient grows by log of the spectral radius in each step")
                .<Function<Double, Tensor>>check(
                        () -> radius -> Init.seed(6).spectral(radius.floatValue(), 24),
                        () -> radius -> Init.seed(6).spectral(radius.floatValue() * 1.02f, 24),
                        (made, found) -> {
                            for (double radius : new double[] {0.9, 1.1}) {
                                var cell = withRecurrence(made.apply(radius), Rnn.Activation.LINEAR);
                                double near = Jacobian.norm(cell, 1, 100, new double[24]);
                                double far = Jacobian.norm(cell, 1, 600, new double[24]);
                                double slope = Math.log(far / near) / 500;
                                found.equal(
                                        "slope of log ||dh(T)/dh(T-k)||, radius " + radius,
                                        Math.log(radius),
                                        slope,
                                        0.01 * Math.abs(Math.log(radius)));
                            }
                        });
    }

    private static Law<?> bound() {
        return title("gradient-bound", "B5", "Pascanu, Mikolov, Bengio 2013", "a logistic rnn's gradient over k steps is at most (||W|| / 4)^k")
                .check(() -> Rnn.Activation.LOGISTIC, () -> Rnn.Activation.LINEAR, (activation, found) -> {
                    var wh = Init.seed(7).uniform(0.9f, 16, 16);
                    double norm = Doubles.spectralNorm(Doubles.matrix(wh));
                    for (int k : new int[] {1, 2, 5, 10, 20}) {
                        var jacobian = Jacobian.of(withRecurrence(wh, activation), 1, k, Doubles.inputs(1, 16)[0]);
                        found.atMost(
                                "||dh(T)/dh(T-" + k + ")||, ||W|| / 4 = " + (float) (norm / 4),
                                Math.pow(norm / 4, k),
                                Doubles.spectralNorm(jacobian));
                    }
                });
    }

    private static Law<?> isometry() {
        return title("orthogonal-isometry", "B7", "Saxe, McClelland, Ganguli 2014", "an orthogonal linear rnn neither shrinks nor stretches gradients, over 1000 steps")
                .<Function<Init, Tensor>>check(
                        () -> init -> init.orthogonal(16, 16), () -> init -> init.spectral(1, 16), (made, found) -> {
                            var cell = withRecurrence(made.apply(Init.seed(8)), Rnn.Activation.LINEAR);
                            for (int k : new int[] {1, 10, 100, 1000}) {
                                var j = Jacobian.of(cell, 1, k, new double[16]);
                                found.same(
                                        "J' J for J = dh(T)/dh(T-" + k + ")",
                                        Doubles.identity(16),
                                        Doubles.product(Doubles.transposed(j), j),
                                        1e-6 * k + 1e-6);
                            }
                        });
    }

    private static Law<?> shortcut() {
        return title("skip-path", "A16", "Lin et al. 1996", "with delay d, a gradient over T steps takes T / d of them: w^(T/d)")
                .check(() -> 4, () -> 2, (delay, found) -> {
                    float w = 0.5f;
                    var skip = new SkipRnn(
                            Tensor.zeros(1, 1), Tensor.of(new float[] {w}, 1, 1), Tensor.zeros(1), delay);
                    var layer = Recurrent.of(skip);
                    var first = Tensor.weight(new float[] {0}, 1, 1);
                    var past = new java.util.ArrayList<>(java.util.Collections.nCopies(delay, Tensor.zeros(1, 1)));
                    past.set(delay - 1, first); // h(0); the next ones come after it
                    var start = new Causal.State(new SkipRnn.State(past));
                    for (int steps : new int[] {4, 8, 24}) {
                        var gradient = Runs.gradients(() -> layer.output(
                                        layer.scan(Runs.sequence(new double[steps][1]), start).last())
                                .sum());
                        found.exactly("dh(" + steps + ")/dh(0)", Math.pow(w, steps / 4), gradient.of(first).item());
                    }
                });
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
        return title("rtrl-is-bptt", "B2", "Williams, Zipser 1989", "influence carried forwards and errors carried backwards: the same gradient")
                .<DoubleUnaryOperator>check(() -> p -> p, () -> p -> 0, (carried, found) -> {
                    var w = rnn();
                    var inputs = Doubles.inputs(STEPS, FEATURES);
                    var layer = Recurrent.of(w);
                    var backwards = Runs.gradients(
                            () -> Runs.weighed(layer.apply(Runs.sequence(inputs)).rows()));
                    found.same("dL/dwh", influence(w, inputs, carried), vector(backwards.of(w.wh())), 2e-5);
                });
    }

    private static Law<?> truncation() {
        return title("truncated-full", "B3", "Williams, Peng 1990; k1 = k2 >= T", "truncated back-propagation whose window holds the sequence is the full one")
                .check(() -> STEPS, () -> STEPS / 2, (window, found) -> {
                    var w = rnn();
                    var inputs = Doubles.inputs(STEPS, FEATURES);
                    found.same("dL/dwh, window " + window + " of 12", influence(w, inputs, p -> p), vector(windows(w, inputs, window)), 2e-5);
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
        return title("truncated-horizon", "B3", "Williams, Peng 1990", "beyond the window the gradient is 0 to the bit, within it is not")
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
            var head = layer.scan(new Sequence(x.rows(0, cut), carousel.data.Lengths.of(lengths[0])), layer.start(1));
            var tail = layer.scan(
                    new Sequence(x.rows(cut, steps), carousel.data.Lengths.of(lengths[1])),
                    boundary.apply(head.last()));
            return Runs.weighed(layer.output(tail.last()));
        });
        return Arrays.stream(Doubles.matrix(gradients.of(x))).mapToDouble(Doubles::norm).toArray();
    }

    private static Law<?> placement() {
        return title("loss-placement", "B10", "sum over steps", "the gradient of the total loss is the sum of the gradients of each step's loss")
                .<BinaryOperator<Tensor>>check(() -> Tensor::plus, () -> (sum, next) -> next, (adding, found) -> {
                    var w = rnn();
                    var layer = Recurrent.of(w);
                    var inputs = Runs.sequence(Doubles.inputs(STEPS, FEATURES));
                    var sum = Tensor.zeros(w.wh().shape());
                    for (int t = 0; t < STEPS; t++) {
                        int step = t;
                        var own = Runs.gradients(() -> layer.apply(inputs).step(step).square().sum());
                        sum = adding.apply(sum, own.of(w.wh()));
                    }
                    var total = Runs.gradients(() -> layer.apply(inputs).rows().square().sum());
                    found.same("dL/dwh", vector(sum), vector(total.of(w.wh())), 1e-5);
                });
    }

    private static Law<?> masked() {
        return title("loss-mask", "B10", "one mask for the loss", "steps that are masked out give no loss and no gradient, whatever their targets")
                .<BinaryOperator<Tensor>>check(
                        () -> Tensor::times,
                        () -> (losses, mask) -> losses.plus(mask.plus(-1f)), // subtracts a constant
                        (masking, found) -> {
                            var w = rnn();
                            var layer = Recurrent.of(w);
                            var inputs = Runs.sequence(Doubles.inputs(4, FEATURES));
                            var mask = Tensor.of(new float[] {1, 0, 1, 0}, 4, 1);
                            var one = Runs.gradients(() -> masking.apply(losses(layer, inputs, 0, 1, 2, 3), mask).sum());
                            var other = Runs.gradients(() -> masking.apply(losses(layer, inputs, 0, 3, 2, 0), mask).sum());
                            found.bits("dL/dwh, other targets at masked steps", one.of(w.wh()).toArray(), other.of(w.wh()).toArray());
                            var kept = losses(layer, inputs, 0, 1, 2, 3);
                            found.exactly(
                                    "loss of steps 0 and 2",
                                    kept.at(0, 0) + kept.at(2, 0),
                                    masking.apply(kept, mask).sum().item());
                        });
    }

    private static Tensor losses(Recurrent layer, Sequence inputs, int... targets) {
        return layer.apply(inputs).rows().negativeLogLikelihood(targets);
    }
}
