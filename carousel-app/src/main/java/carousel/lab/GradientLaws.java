package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.CellLaws.lstm;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.kernel.Workers;
import carousel.lab.check.Bent;
import carousel.lab.check.Doubles;
import carousel.lab.check.Findings;
import carousel.lab.check.Law;
import carousel.lab.check.Mutant;
import carousel.lab.check.Runs;
import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dense;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.SequenceLayer;
import carousel.recurrent.Cell;
import carousel.recurrent.Execution;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Gradients;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Back-propagation through time: what it computes, and that no way of running it changes a bit. Safe for many threads. */
final class GradientLaws {
    private static final int STEPS = 6;

    private GradientLaws() {}

    static List<Law<?>> all() {
        return List.of(
                derivatives(),
                quotient(
                        title(
                                "gradient-elman",
                                "B1",
                                "Werbos 1990",
                                "back-propagation through an rnn = difference quotients in double"),
                        Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1)),
                        CellLaws::tanhEquation,
                        w -> new Mutant<>(w, (x, s) -> new Rnn.State(Bent.tanh(x.plus(s.h().matmul(w.wh())))))),
                quotient(
                        title(
                                "gradient-lstm",
                                "B1",
                                "Graves, Schmidhuber 2005",
                                "the full gradient of an lstm = difference quotients in double"),
                        Lstm.of(FEATURES, HIDDEN, Init.seed(1)),
                        GatedCellLaws::equation,
                        w -> new Mutant<>(w, (x, s) -> w.step(x, new Lstm.State(s.h(), s.c().detached())))),
                quotient(
                        title(
                                "gradient-gru",
                                "B1",
                                "Cho et al. 2014",
                                "the gradient of a gru = difference quotients in double"),
                        Gru.of(FEATURES, HIDDEN, Init.seed(1)),
                        GatedCellLaws::equation,
                        w -> new Mutant<>(w, (x, s) -> w.step(x, new Gru.State(Bent.leaking(s.h()))))),
                everyCell(),
                network(),
                execution(
                        title(
                                "compiled-is-eager",
                                "B1",
                                "docs/ARCHITECTURE.md",
                                "compiled steps and operation by operation: the same bits, forwards and backwards"),
                        Execution.COMPILED,
                        w -> new Mutant<>(
                                new Lstm(w.wx(), w.wh(), Tensor.zeros(4 * HIDDEN)),
                                (x, s) -> w.step(
                                        x.plus(s.h().matmul(w.wh())).plus(w.b()).minus(s.h().matmul(w.wh())), s))),
                execution(
                        title(
                                "checkpointed-is-kept",
                                "B4",
                                "Chen et al. 2016: every sqrt(T)-th state",
                                "activations computed a second time: the same bits, forwards and backwards"),
                        Execution.CHECKPOINTED,
                        w -> new Mutant<>(w, (x, s) -> {
                            var next = w.step(x, s);
                            return new Lstm.State(next.h(), next.c().times(1 + 0x1p-20f)); // as if kept in fewer bits
                        })),
                threads(),
                batch(),
                repeated(),
                tied());
    }

    private static Law<?> derivatives() {
        return title(
                        "activation-derivatives",
                        "B1",
                        "tanh' = 1 - tanh^2, sigmoid' = sigmoid (1 - sigmoid)",
                        "derivatives of the functions in gates")
                .<UnaryOperator<Tensor>>check(() -> Tensor::tanh, () -> Bent::tanh, (tanh, found) -> {
                    var x = Doubles.inputs(1, 30)[0];
                    var weight = Doubles.tensor(Doubles.times(3, x)).toWeight();
                    var y = Doubles.each(v -> 1 - Math.tanh(v) * Math.tanh(v), vector(weight));
                    found.same(
                            "tanh'",
                            y,
                            vector(Runs.gradients(() -> tanh.apply(weight).sum())
                                    .of(weight)),
                            1e-6);
                    var z = Doubles.each(v -> Doubles.sigmoid(v) * (1 - Doubles.sigmoid(v)), vector(weight));
                    found.same(
                            "sigmoid'",
                            z,
                            vector(Runs.gradients(() -> weight.sigmoid().sum()).of(weight)),
                            1e-6);
                });
    }

    /** Every weight's gradient against the change of the loss of the equation in double. */
    private static <C extends Cell<?>> Law<?> quotient(
            Law.Title title, C form, Function<C, CellLaws.Unrolling> equation, Function<C, Cell<?>> wrong) {
        return title.<Function<C, Cell<?>>>check(() -> cell -> cell, () -> wrong, (running, found) -> {
            var weights = Doubles.drawn(form, 7);
            var inputs = Doubles.inputs(STEPS, FEATURES);
            var layer = Recurrent.of(running.apply(weights));
            var gradients = Runs.gradients(
                    () -> Runs.weighed(layer.apply(Runs.sequence(inputs)).rows()));
            Tree.flatten(weights).forEach((name, weight) -> {
                var expected = new double[weight.size()];
                Arrays.setAll(
                        expected,
                        i -> slope(
                                weights,
                                weight,
                                i,
                                w -> Runs.weighed(equation.apply(w).outputs(inputs))));
                found.same("dL/d" + name, expected, vector(gradients.of(weight)), 2e-5);
            });
        });
    }

    /** How a loss changes with one element. */
    private static <C> double slope(C weights, Tensor weight, int i, Function<C, Double> loss) {
        var values = weight.toArray();
        var up = values.clone();
        var down = values.clone();
        up[i] += 1e-3f;
        down[i] -= 1e-3f;
        return (loss.apply(replaced(weights, weight, up)) - loss.apply(replaced(weights, weight, down)))
                / ((double) up[i] - down[i]);
    }

    private static <C> C replaced(C weights, Tensor weight, float... values) {
        return Tree.map(weights, old -> old == weight ? Tensor.weight(values, weight.shape()) : old);
    }

    private static Law<?> everyCell() {
        return title(
                        "gradient-every-cell",
                        "B1",
                        "d/de L(w + e g/||g||) = ||g||",
                        "every cell's loss rises along its gradient as fast as the gradient is long")
                .<UnaryOperator<Tensor>>check(() -> outputs -> outputs, () -> Bent::leaking, (through, found) -> {
                    for (var kind : CellKind.values()) {
                        var cell = Doubles.drawn(kind.of(FEATURES, HIDDEN, Init.seed(1)), 11);
                        var inputs = Runs.sequence(Doubles.inputs(STEPS, FEATURES));
                        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
                        rises(
                                name,
                                cell,
                                c -> through.apply(Recurrent.of(c).apply(inputs).rows()),
                                found);
                    }
                });
    }

    private static Law<?> network() {
        return title(
                        "network-gradient",
                        "A26",
                        "rnn, lstm, convolution, dense",
                        "the gradient of a chain of layers is that of the whole")
                .<UnaryOperator<SequenceLayer>>check(
                        () -> layer -> layer,
                        () -> layer -> sequence -> layer.apply(sequence.map(Bent::leaking)),
                        (middle, found) -> {
                            var init = Init.seed(1);
                            var model = Doubles.drawn(
                                    Chain.of(
                                            Recurrent.of(Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, init)),
                                            Recurrent.of(Lstm.of(HIDDEN, HIDDEN, init)),
                                            Conv1d.of(HIDDEN, HIDDEN, 3, Conv1d.Reach.CENTRED, init),
                                            Dense.of(HIDDEN, 2, init)),
                                    5);
                            var inputs = Runs.ragged(FEATURES, 6, 4);
                            rises(
                                    "rnn, lstm, convolution, dense",
                                    model,
                                    chain -> {
                                        var layers = new ArrayList<>(chain.layers());
                                        layers.set(1, middle.apply(layers.get(1)));
                                        return new Chain(layers).apply(inputs).rows();
                                    },
                                    found);
                        });
    }

    private static <C> void rises(String name, C model, Function<C, Tensor> outputs, Findings found) {
        var gradients = Runs.gradients(() -> Runs.weighed(outputs.apply(model)));
        double norm = gradients.norm();
        float step = 5e-3f;
        double up = moved(model, gradients, step / norm, outputs);
        double down = moved(model, gradients, -step / norm, outputs);
        found.equal(name, norm, (up - down) / (2 * step), 4e-3 * norm);
    }

    private static <C> double moved(C model, Gradients gradients, double by, Function<C, Tensor> outputs) {
        var there = Tree.map(
                model,
                w -> Tensor.weight(
                        Doubles.floats(Doubles.plus(vector(w), Doubles.times(by, vector(gradients.of(w))))),
                        w.shape()));
        return Runs.weighed(Doubles.matrix(outputs.apply(there)));
    }

    /** Outputs and gradients of one ragged batch. */
    private static float[] bits(Cell<?> cell, Lstm weights) {
        var layer = Recurrent.of(cell);
        var inputs = Runs.ragged(FEATURES, 30, 7, 0, 19, 30);
        var rows = layer.apply(inputs).rows().toArray();
        var gradients = Runs.gradients(() -> Runs.weighed(layer.apply(inputs).rows()));
        return join(
                rows,
                gradients.of(weights.wx()).toArray(),
                gradients.of(weights.wh()).toArray());
    }

    private static float[] join(float[]... parts) {
        var joined = new ArrayList<Float>();
        for (var part : parts) {
            for (float value : part) {
                joined.add(value);
            }
        }
        var values = new float[joined.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = joined.get(i) + 0f; // zeros have one sign
        }
        return values;
    }

    private static Law<?> execution(Law.Title title, Execution execution, Function<Lstm, Cell<?>> wrong) {
        return title.<Function<Lstm, Cell<?>>>check(() -> cell -> cell, () -> wrong, (run, found) -> {
            var w = lstm(3);
            var eager = Execution.EAGER.call(() -> bits(w, w));
            found.bits("outputs and gradients", eager, execution.call(() -> bits(run.apply(w), w)));
        });
    }

    private static Law<?> threads() {
        return title(
                        "threads",
                        "B18",
                        "work is split, sums never are",
                        "one, two and three threads: the same bits, forwards and backwards")
                .<BiFunction<Lstm, Integer, float[]>>check(
                        () -> (w, threads) -> bits(w, w), () -> GradientLaws::sharded, (gradient, found) -> {
                            var w = Doubles.drawn(Lstm.of(FEATURES, 24, Init.seed(1)), 3);
                            var one = gradient.apply(w, 1);
                            for (int threads = 2; threads <= 3; threads++) {
                                int count = threads;
                                try (var workers = Workers.of(threads)) {
                                    found.bits(threads + " threads", one, workers.call(() -> gradient.apply(w, count)));
                                }
                            }
                        });
    }

    /** As if each thread summed a part of the batch, and the parts were added. */
    private static float[] sharded(Lstm w, int threads) {
        var sum = Tensor.zeros(w.wh().shape());
        var inputs = Runs.ragged(FEATURES, 9, 7, 5, 8, 9, 6);
        for (int part = 0; part < threads; part++) {
            var layer = Recurrent.of(w);
            var gradient = Tensor.zeros(w.wh().shape());
            for (int b = part * 6 / threads; b < (part + 1) * 6 / threads; b++) {
                var rows = Runs.alone(inputs, b);
                var own = Runs.gradients(
                        () -> Runs.weighed(layer.apply(Runs.sequence(rows)).rows()));
                gradient = gradient.plus(own.of(w.wh()));
            }
            sum = sum.plus(gradient);
        }
        return sum.toArray();
    }

    private static Law<?> batch() {
        return title(
                        "batch-gradient",
                        "B18",
                        "weights by length",
                        "the gradient of a batch's mean loss is the mean of its sequences' gradients, each times its length")
                .<Function<Double, Double>>check(
                        () -> length -> length, () -> length -> 14.0 / 3, (weighting, found) -> {
                            var w = Doubles.drawn(Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1)), 3);
                            var layer = Recurrent.of(w);
                            var inputs = Runs.ragged(FEATURES, 3, 9, 2);
                            var expected = new double[w.wh().size()];
                            for (int b = 0; b < 3; b++) {
                                var rows = Runs.alone(inputs, b);
                                var own = Runs.gradients(() -> layer.apply(Runs.sequence(rows))
                                        .rows()
                                        .square()
                                        .mean());
                                double weight = weighting.apply((double) rows.length) / 14;
                                expected = Doubles.plus(expected, Doubles.times(weight, vector(own.of(w.wh()))));
                            }
                            var whole = Runs.gradients(
                                    () -> layer.apply(inputs).rows().square().mean());
                            found.same("dL/dwh", expected, vector(whole.of(w.wh())), 1e-6);
                        });
    }

    private static Law<?> repeated() {
        return title(
                        "embedding-gradient",
                        "C1",
                        "transpose of the one-hot product",
                        "a symbol's gradient is the sum over the places where it stands")
                .<BiFunction<Tensor, int[], Tensor>>check(() -> Tensor::gather, () -> Bent::gather, (lookup, found) -> {
                    var table = Embedding.of(5, FEATURES, Init.seed(1)).table();
                    int[] ids = {3, 0, 3, 4, 3};
                    var gradient = Runs.gradients(() -> Runs.weighed(lookup.apply(table, ids)))
                            .of(table);
                    var expected = new double[5][FEATURES];
                    for (int r = 0; r < ids.length; r++) {
                        for (int j = 0; j < FEATURES; j++) {
                            expected[ids[r]][j] += (float) Math.cos(0.7 * (r * FEATURES + j) + 0.3);
                        }
                    }
                    found.same("dL/dtable", expected, Doubles.matrix(gradient), 1e-6);
                });
    }

    private static Law<?> tied() {
        return title(
                        "tied-gradient",
                        "A4",
                        "Press, Wolf 2017",
                        "the gradient of a shared table is that of its use as input plus that of its use as output")
                .<UnaryOperator<Tensor>>check(() -> table -> table, () -> Tensor::detached, (output, found) -> {
                    var table = Embedding.shared(5, FEATURES, Init.seed(1)).table();
                    var one = table.toWeight();
                    var other = table.toWeight();
                    int[] ids = {3, 0, 4, 3};
                    int[] targets = {0, 4, 3, 1};
                    var apart = Runs.gradients(() -> one.gather(ids)
                            .tanh()
                            .matmulTransposed(other)
                            .negativeLogLikelihood(targets)
                            .sum());
                    var shared = Runs.gradients(() -> table.gather(ids)
                            .tanh()
                            .matmulTransposed(output.apply(table))
                            .negativeLogLikelihood(targets)
                            .sum());
                    found.same(
                            "dL/dtable",
                            Doubles.plus(vector(apart.of(one)), vector(apart.of(other))),
                            vector(shared.of(table)),
                            1e-6);
                });
    }
}
