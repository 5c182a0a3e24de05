package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.CellLaws.lstm;
import static carousel.lab.check.Doubles.sigmoid;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.FullPeepholeLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.LeakyRnn;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.MinimalGatedUnit;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.SkipRnn;
import carousel.recurrent.cell.Update;
import carousel.tensor.Orientation;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Cells that become other cells, or something simpler, at a setting of their weights. Safe for many threads. */
final class LimitLaws {
    /** A gate with this bias is open to the last bit; with its negative, closed. */
    private static final float OPEN = 200;

    private static final int STEPS = 12;
    private static final double ROUNDING = 2e-6;

    private LimitLaws() {}

    static List<Law<?>> all() {
        return List.of(
                feedForward(),
                leakyOne(),
                stepResponse(),
                skipOne(),
                identityConstant(),
                coupledByWeights(),
                diagonalPeepholes(),
                projectionByIdentity(),
                updateConvention(),
                resetPlacement(),
                minimalIsTied(),
                forgetBias(),
                closedGates(),
                sizes());
    }

    private static double[][] inputs() {
        return Doubles.inputs(STEPS, FEATURES);
    }

    private static Rnn rnn() {
        return Doubles.drawn(Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1)), 3);
    }

    private static Law<?> feedForward() {
        return title(
                        "mlp1-rnn1",
                        "A6",
                        "weights of the state at zero",
                        "an rnn without recurrence is a dense layer, to the bit")
                .<UnaryOperator<Rnn>>check(
                        () -> w -> new Rnn(w.wx(), Tensor.zeros(HIDDEN, HIDDEN), w.b(), w.activation()),
                        () -> w -> new Rnn(w.wx(), Init.seed(1).constant(1e-3f, HIDDEN, HIDDEN), w.b(), w.activation()),
                        (cut, found) -> {
                            var w = rnn();
                            var dense = new Dense(w.wx(), w.b(), Orientation.PLAIN);
                            var expected = dense.apply(Doubles.tensor(inputs())).tanh();
                            found.bits("outputs", expected.toArray(), Runs.bits(cut.apply(w), inputs()));
                        });
    }

    private static Law<?> leakyOne() {
        return title("leaky-one", "A16", "h' = 0 h + 1 f", "a leaky unit with leak 1 is an rnn, to the bit")
                .check(() -> 1f, () -> 0.999f, (leak, found) -> {
                    var w = rnn();
                    var leaky = new LeakyRnn(w.wx(), w.wh(), w.b(), leak);
                    found.bits("outputs", Runs.bits(w, inputs()), Runs.bits(leaky, inputs()));
                });
    }

    private static Law<?> stepResponse() {
        return title(
                        "leaky-step-response",
                        "A16",
                        "discrete RC circuit",
                        "leak 1 - exp(-1/tau): h(t) = u (1 - exp(-t/tau))")
                .<DoubleUnaryOperator>check(
                        () -> tau -> 1 - Math.exp(-1 / tau),
                        () -> tau -> 1 / tau, // Euler's step, not the exact one
                        (leak, found) -> {
                            double tau = 8;
                            float u = 0.5f;
                            var leaky = new LeakyRnn(
                                    Tensor.zeros(1, 1), Tensor.zeros(1, 1), Tensor.of(new float[] {u}, 1), (float)
                                            leak.applyAsDouble(tau));
                            var h = Runs.outputs(leaky, new double[40][1]);
                            for (int t : new int[] {1, 8, 16, 40}) {
                                double expected = Math.tanh(u) * (1 - Math.exp(-t / tau));
                                found.equal("h(" + t + "), tau = 8 steps", expected, h[t - 1][0], 1e-6);
                            }
                        });
    }

    private static Law<?> skipOne() {
        return title("skip-one", "A16", "delay 1", "a skip network with delay 1 is an rnn, to the bit")
                .check(() -> 1, () -> 2, (delay, found) -> {
                    var w = rnn();
                    var skip = new SkipRnn(w.wx(), w.wh(), w.b(), delay);
                    found.bits("outputs", Runs.bits(w, inputs()), Runs.bits(skip, inputs()));
                });
    }

    private static Law<?> identityConstant() {
        return title(
                        "irnn-constant",
                        "A15",
                        "Le, Jaitly, Hinton 2015",
                        "at the start, without input, an irnn keeps its state to the bit")
                .<Function<Init, Rnn>>check(
                        () -> init -> Rnn.identity(FEATURES, HIDDEN, init),
                        () -> init -> new Rnn(
                                init.normal(1e-3f, FEATURES, HIDDEN),
                                init.orthogonal(HIDDEN, HIDDEN),
                                init.zeros(HIDDEN),
                                Rnn.Activation.RELU),
                        (made, found) -> {
                            var layer = Recurrent.of(made.apply(Init.seed(5)));
                            var before = Tensor.of(new float[] {0.1f, 2, 0, 3.7f}, 1, HIDDEN);
                            var start = Tree.map(layer.start(1), zeros -> before);
                            var scan = layer.scan(Runs.sequence(new double[1000][FEATURES]), start);
                            found.bits(
                                    "state after 1000 steps",
                                    before.toArray(),
                                    layer.output(scan.last()).toArray());
                        });
    }

    private static Law<?> coupledByWeights() {
        return title(
                        "coupled-by-weights",
                        "A7",
                        "sigmoid(-a) = 1 - sigmoid(a)",
                        "an lstm with f's weights = -i's has coupled gates")
                .check(() -> -1f, () -> 1f, (sign, found) -> {
                    var w = Doubles.drawn(CoupledLstm.of(FEATURES, HIDDEN, Init.seed(1)), 5);
                    UnaryOperator<Tensor> widened = tensor -> {
                        var blocks = tensor.split(3);
                        return Tensor.concatColumns(blocks[0], blocks[0].times(sign), blocks[1], blocks[2]);
                    };
                    var lstm = new Lstm(widened.apply(w.wx()), widened.apply(w.wh()), widened.apply(w.b()));
                    found.same("outputs", Runs.outputs(w, inputs()), Runs.outputs(lstm, inputs()), ROUNDING);
                });
    }

    private static Law<?> diagonalPeepholes() {
        return title(
                        "peephole-diagonal",
                        "A11",
                        "ONNX P[iof]",
                        "full peepholes with diagonal matrices are the diagonal ones")
                .<UnaryOperator<Tensor>>check(
                        () -> LimitLaws::diagonal, () -> LimitLaws::antidiagonal, (form, found) -> {
                            var w = Doubles.drawn(PeepholeLstm.of(FEATURES, HIDDEN, Init.seed(1)), 6);
                            var full = new FullPeepholeLstm(
                                    w.wx(),
                                    w.wh(),
                                    w.b(),
                                    Tensor.concatColumns(form.apply(w.pi()), form.apply(w.pf())),
                                    form.apply(w.po()));
                            found.same("outputs", Runs.outputs(w, inputs()), Runs.outputs(full, inputs()), ROUNDING);
                        });
    }

    private static Tensor diagonal(Tensor vector) {
        return Init.seed(1).identity(vector.size()).times(vector);
    }

    private static Tensor antidiagonal(Tensor vector) {
        return diagonal(vector).gather(3, 2, 1, 0);
    }

    private static Law<?> projectionByIdentity() {
        return title(
                        "projection-identity",
                        "A10",
                        "wp = I",
                        "a projected lstm that projects by the identity is an lstm, to the bit")
                .<Function<Init, Tensor>>check(
                        () -> init -> init.identity(HIDDEN),
                        () -> init -> init.identity(HIDDEN).gather(1, 0, 2, 3),
                        (projection, found) -> {
                            var w = lstm(4);
                            var projected = new ProjectedLstm(w.wx(), w.wh(), w.b(), projection.apply(Init.seed(1)));
                            found.bits("outputs", Runs.bits(w, inputs()), Runs.bits(projected, inputs()));
                        });
    }

    private static Law<?> updateConvention() {
        return title(
                        "gru-convention",
                        "A12",
                        "Chung et al. 2014; PyTorch",
                        "(1 - z) h + z n is (1 - z) n + z h with z's weights negated")
                .check(() -> -1f, () -> 1f, (sign, found) -> {
                    var w = Doubles.drawn(Gru.of(FEATURES, HIDDEN, Init.seed(1)), 8);
                    UnaryOperator<Tensor> turned = tensor -> {
                        var blocks = tensor.split(3);
                        return Tensor.concatColumns(blocks[0], blocks[1].times(sign), blocks[2]);
                    };
                    var chung = new Gru(
                            turned.apply(w.wx()), turned.apply(w.wh()), turned.apply(w.b()), w.bn(), Update.RENEWS);
                    found.same("outputs", Runs.outputs(w, inputs()), Runs.outputs(chung, inputs()), ROUNDING);
                });
    }

    private static Law<?> resetPlacement() {
        return title(
                        "gru-reset-open",
                        "A12",
                        "r = 1",
                        "with r open and bn = 0, reset before and after the product agree")
                .check(() -> OPEN, () -> 0f, (bias, found) -> {
                    var w = Doubles.drawn(Gru.of(FEATURES, HIDDEN, Init.seed(1)), 9);
                    var open = w.b().plus(Init.seed(1).blocks(HIDDEN, bias, 0, 0));
                    var after = new Gru(w.wx(), w.wh(), open, Tensor.zeros(HIDDEN), Update.KEEPS);
                    var blocks = w.wh().split(3);
                    var before = new ResetBeforeGru(
                            w.wx(), Tensor.concatColumns(blocks[0], blocks[1]), blocks[2], open, Update.KEEPS);
                    found.same("outputs", Runs.outputs(after, inputs()), Runs.outputs(before, inputs()), ROUNDING);
                });
    }

    private static Law<?> minimalIsTied() {
        return title(
                        "mgu-tied",
                        "A12",
                        "Zhou et al. 2016",
                        "a minimal gated unit is a gru whose two gates share weights")
                .check(() -> Update.RENEWS, () -> Update.KEEPS, (update, found) -> {
                    var w = Doubles.drawn(MinimalGatedUnit.of(FEATURES, HIDDEN, Init.seed(1)), 10);
                    UnaryOperator<Tensor> doubled = tensor -> {
                        var blocks = tensor.split(2);
                        return Tensor.concatColumns(blocks[0], blocks[0], blocks[1]);
                    };
                    var gru = new ResetBeforeGru(
                            doubled.apply(w.wx()),
                            Tensor.concatColumns(w.wf(), w.wf()),
                            w.wn(),
                            doubled.apply(w.b()),
                            update);
                    found.same("outputs", Runs.outputs(w, inputs()), Runs.outputs(gru, inputs()), ROUNDING);
                });
    }

    private static Law<?> forgetBias() {
        return title(
                        "forget-bias",
                        "B14",
                        "Gers et al. 2000; Jozefowicz et al. 2015",
                        "a fresh lstm without input forgets with sigmoid(1), in the bias alone")
                .<UnaryOperator<Lstm>>check(
                        () -> fresh -> fresh,
                        () -> fresh -> new Lstm(
                                fresh.wx(),
                                fresh.wh(),
                                fresh.b().plus(Init.seed(1).blocks(HIDDEN, 0, 1, 0, 0))),
                        (made, found) -> {
                            var lstm = made.apply(Lstm.of(FEATURES, HIDDEN, Init.seed(1)));
                            var one = Init.seed(1).constant(1, 1, HIDDEN);
                            var state = lstm.step(
                                    lstm.project(Tensor.zeros(1, FEATURES)),
                                    new Lstm.State(Tensor.zeros(1, HIDDEN), one));
                            found.same(
                                    "c after one step from c = 1",
                                    Doubles.each(unit -> sigmoid(1), new double[HIDDEN]),
                                    vector(state.c()),
                                    1e-6);
                        });
    }

    private static Law<?> closedGates() {
        return title("output-gate", "A7", "o = 0", "a closed output gate shows zero and keeps the content")
                .check(() -> -OPEN, () -> 0f, (bias, found) -> {
                    var w = lstm(4);
                    var shut = new Lstm(
                            w.wx(),
                            Tensor.zeros(HIDDEN, 4 * HIDDEN),
                            w.b().plus(Init.seed(1).blocks(HIDDEN, 0, 0, 0, bias)));
                    var open = new Lstm(w.wx(), shut.wh(), w.b());
                    var sequence = Runs.sequence(inputs());
                    var hidden =
                            Recurrent.of(shut).scan(sequence, Recurrent.of(shut).start(1));
                    var shown =
                            Recurrent.of(open).scan(sequence, Recurrent.of(open).start(1));
                    double largest = 0;
                    for (double h : vector(hidden.outputs().rows())) {
                        largest = Math.max(largest, Math.abs(h));
                    }
                    found.equal("largest |h|", 0, largest, Float.MIN_NORMAL);
                    found.bits(
                            "content after " + STEPS + " steps",
                            ((Lstm.State) shown.last().inner()).c().toArray(),
                            ((Lstm.State) hidden.last().inner()).c().toArray());
                });
    }

    private static Law<?> sizes() {
        BiFunction<Integer, Integer, Integer> gate = (f, h) -> f * h + h * h + h;
        return title("sizes", "A2", "shapes", "a cell with k gates has k (FH + HH + H) weights")
                .<ToLongFunction<Cell<?>>>check(
                        () -> Tree::count,
                        () -> cell -> Tree.count(cell) + 4 * 7, // as PyTorch counts: two biases for each gate
                        (count, found) -> {
                            int f = 5;
                            int h = 7;
                            var init = Init.seed(1);
                            found.exactly("rnn", gate.apply(f, h), count.applyAsLong(CellKind.RNN.of(f, h, init)));
                            found.exactly(
                                    "lstm", 4 * gate.apply(f, h), count.applyAsLong(CellKind.LSTM.of(f, h, init)));
                            found.exactly("mgu", 2 * gate.apply(f, h), count.applyAsLong(CellKind.MGU.of(f, h, init)));
                            found.exactly(
                                    "gru, with bn",
                                    3 * gate.apply(f, h) + h,
                                    count.applyAsLong(CellKind.GRU.of(f, h, init)));
                        });
    }
}
