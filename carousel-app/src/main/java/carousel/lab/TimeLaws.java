package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.CellLaws.lstm;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.check.Bent;
import carousel.lab.check.Doubles;
import carousel.lab.check.Jacobian;
import carousel.lab.check.Law;
import carousel.lab.check.Mutant;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.recurrent.Causal;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.SkipRnn;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** How far back gradients reach. Safe for many threads. */
final class TimeLaws {
    /** A gate with this bias is open to the last bit; with its negative, closed. */
    private static final float OPEN = 200;

    private static final int STEPS = 12;

    private TimeLaws() {}

    static List<Law<?>> all() {
        return List.of(
                carousel(), forgetProduct(), unrolledContent(), chain(), growth(), bound(), isometry(), shortcut());
    }

    private static Law<?> carousel() {
        return title(
                        "constant-error-carousel",
                        "A9",
                        "Hochreiter, Schmidhuber 1997",
                        "with f = 1 and i = 0, dc(T)/dc(0) = 1 to the bit, over 10,000 steps")
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
        var w = lstm(3);
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
        return vector(
                Runs.gradients(() -> content(layer.scan(inputs, start)).sum()).of(c));
    }

    private static Tensor content(Causal.Scan scan) {
        return ((Lstm.State) scan.last().inner()).c();
    }

    /** The same LSTM, but some content passes around the forget gate. */
    private static Cell<?> leaking(Lstm cell) {
        return new Mutant<>(cell, (x, s) -> {
            var next = cell.step(x, s);
            return new Lstm.State(next.h(), next.c().plus(s.c().times(0.01f)));
        });
    }

    private static Law<?> forgetProduct() {
        return title(
                        "forget-product",
                        "A9",
                        "Gers et al. 2000",
                        "without recurrent weights, dc(T)/dc(0) is the product of the forget gates")
                .<Function<Lstm, Cell<?>>>check(() -> cell -> cell, () -> TimeLaws::leaking, (running, found) -> {
                    var w = lstm(3);
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
                    var gradient = Runs.gradients(() ->
                            content(layer.scan(Runs.sequence(inputs), start)).sum());
                    found.same("dc(12)/dc(0)", expected, vector(gradient.of(c)), 1e-6);
                });
    }

    /** c(T) = Σ over t of i(t) g(t) times all later forget gates: what a picture of the gates explains. */
    private static Law<?> unrolledContent() {
        return title(
                        "gate-activity",
                        "A7",
                        "unrolled content",
                        "c(T) = sum over t of i(t) g(t) times all later forget gates")
                .<Function<Lstm, Cell<?>>>check(() -> cell -> cell, () -> TimeLaws::leaking, (running, found) -> {
                    var w = lstm(3);
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
        return title(
                        "gradient-by-lag",
                        "B5",
                        "Bengio, Simard, Frasconi 1994",
                        "dh(T)/dh(T-k) of a tanh rnn is the product of k one-step Jacobians, wh diag(1 - h^2)")
                .<Function<Rnn, Cell<?>>>check(
                        () -> cell -> cell,
                        () -> cell ->
                                new Mutant<>(cell, (x, s) -> new Rnn.State(Bent.tanh(x.plus(s.h().matmul(cell.wh()))))),
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
                                found.same("dh(T)/dh(T-" + k + ")", Doubles.transposed(product), jacobian, 1e-5);
                            }
                        });
    }

    static Rnn withRecurrence(Tensor wh, Rnn.Activation activation) {
        return new Rnn(Tensor.zeros(1, wh.rows()), wh, Tensor.zeros(wh.rows()), activation);
    }

    private static Law<?> growth() {
        return title(
                        "gradient-growth",
                        "B5",
                        "Pascanu, Mikolov, Bengio 2013",
                        "a linear rnn's gradient grows by log of the spectral radius in each step")
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
        return title(
                        "gradient-bound",
                        "B5",
                        "Pascanu, Mikolov, Bengio 2013",
                        "a logistic rnn's gradient over k steps is at most (||W|| / 4)^k")
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
        return title(
                        "orthogonal-isometry",
                        "B7",
                        "Saxe, McClelland, Ganguli 2014",
                        "an orthogonal linear rnn neither shrinks nor stretches gradients, over 1000 steps")
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
        return title(
                        "skip-path",
                        "A16",
                        "Lin et al. 1996",
                        "with delay d, a gradient over T steps takes T / d of them: w^(T/d)")
                .check(() -> 4, () -> 2, (delay, found) -> {
                    float w = 0.5f;
                    var skip =
                            new SkipRnn(Tensor.zeros(1, 1), Tensor.of(new float[] {w}, 1, 1), Tensor.zeros(1), delay);
                    var layer = Recurrent.of(skip);
                    var first = Tensor.weight(new float[] {0}, 1, 1);
                    var past = new ArrayList<>(Collections.nCopies(delay, Tensor.zeros(1, 1)));
                    past.set(delay - 1, first); // h(0); the next ones come after it
                    var start = new Causal.State(new SkipRnn.State(past));
                    for (int steps : new int[] {4, 8, 24}) {
                        var gradient =
                                Runs.gradients(() -> layer.output(layer.scan(Runs.sequence(new double[steps][1]), start)
                                                .last())
                                        .sum());
                        found.exactly(
                                "dh(" + steps + ")/dh(0)",
                                Math.pow(w, steps / 4),
                                gradient.of(first).item());
                    }
                });
    }
}
