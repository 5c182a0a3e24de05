package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.CellLaws.lstm;
import static carousel.lab.check.Law.title;

import carousel.data.Lengths;
import carousel.lab.check.Doubles;
import carousel.lab.check.Findings;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Chain;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Causal;
import carousel.recurrent.Cell;
import carousel.recurrent.Merge;
import carousel.recurrent.Reading;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Reordered;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/** In which order steps are read, by how many layers, and that batches do not mix. Safe for many threads. */
final class OrderLaws {
    private static final int[] RAGGED = {4, 0, 7, 1, 4};
    private static final double ROUNDING = 2e-6;

    private OrderLaws() {}

    static List<Law<?>> all() {
        return List.of(
                reverse(),
                merges(),
                padding(),
                rowAlone(),
                forward(),
                outputsStay(),
                permutations(),
                middleOut(),
                stack(),
                causal(),
                splitting());
    }

    private static Rnn rnn(int seed) {
        return Doubles.drawn(Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1)), seed);
    }

    private static double[][] turned(double[]... rows) {
        return List.of(rows).reversed().toArray(double[][]::new);
    }

    /** What an RNN's equation makes of rows. */
    private static double[][] unrolled(Rnn w, double[]... rows) {
        CellLaws.Equation equation = (x, s) -> new double[][] {
            Doubles.tanh(Doubles.plus(CellLaws.affine(x, w.wx(), w.b()), Doubles.product(s[0], w.wh())))
        };
        return CellLaws.Unrolling.of(equation).outputs(rows);
    }

    private static Law<?> reverse() {
        return title(
                        "bidirectional-reverse",
                        "A23",
                        "Schuster, Paliwal 1997",
                        "the backward half is a run over each sequence turned round by its own length")
                .<BiFunction<Cell<?>, Cell<?>, SequenceLayer>>check(
                        () -> Bidirectional::of,
                        () -> (one, other) -> sequence -> new Sequence(
                                Tensor.concatColumns(
                                        Recurrent.of(one).apply(sequence).rows(),
                                        Recurrent.of(other).apply(sequence).rows()),
                                sequence.lengths()),
                        (made, found) -> {
                            var one = rnn(1);
                            var other = rnn(2);
                            var sequence = Runs.ragged(FEATURES, RAGGED);
                            var both = made.apply(one, other).apply(sequence);
                            for (int b = 0; b < RAGGED.length; b++) {
                                if (sequence.lengths().length(b) > 0) {
                                    var rows = Runs.alone(sequence, b);
                                    var from = unrolled(one, rows);
                                    var to = turned(unrolled(other, turned(rows)));
                                    var expected = new double[rows.length][];
                                    Arrays.setAll(expected, t -> Doubles.concat(from[t], to[t]));
                                    found.same("sequence of " + rows.length, expected, Runs.alone(both, b), ROUNDING);
                                }
                            }
                        });
    }

    private static Law<?> merges() {
        return title(
                        "bidirectional-merges",
                        "A23",
                        "Keras merge_mode",
                        "concat, sum, mul, ave and none are those functions of both directions")
                .<UnaryOperator<Merge>>check(
                        () -> merge -> merge,
                        () -> merge -> merge == Merge.SUM ? Merge.MEAN : merge,
                        (chosen, found) -> {
                            var layer = Bidirectional.of(rnn(1), rnn(2));
                            var sequence = Runs.ragged(FEATURES, RAGGED);
                            var both = layer.both(sequence);
                            var one = Doubles.matrix(both.forward().rows());
                            var other = Doubles.matrix(both.backward().rows());
                            merged(layer, chosen.apply(Merge.SUM), sequence, one, other, Double::sum, found);
                            merged(layer, chosen.apply(Merge.PRODUCT), sequence, one, other, (a, b) -> a * b, found);
                            merged(layer, chosen.apply(Merge.MEAN), sequence, one, other, (a, b) -> (a + b) / 2, found);
                            var expected = new double[one.length][];
                            Arrays.setAll(expected, r -> Doubles.concat(one[r], other[r]));
                            var found4 =
                                    layer.withMerge(chosen.apply(Merge.CONCAT)).apply(sequence);
                            found.same("concat", expected, Doubles.matrix(found4.rows()), 0);
                            found.same(
                                    "none, forward",
                                    unrolled(rnn(1), Runs.alone(sequence, 0)),
                                    Runs.alone(both.forward(), 0),
                                    ROUNDING);
                        });
    }

    private static void merged(
            Bidirectional layer,
            Merge merge,
            Sequence sequence,
            double[][] one,
            double[][] other,
            DoubleBinaryOperator function,
            Findings found) {
        var expected = new double[one.length][HIDDEN];
        for (int r = 0; r < one.length; r++) {
            for (int j = 0; j < HIDDEN; j++) {
                expected[r][j] = function.applyAsDouble(one[r][j], other[r][j]);
            }
        }
        var result = layer.withMerge(merge).apply(sequence).rows();
        found.same(merge.name().toLowerCase(Locale.ROOT), expected, Doubles.matrix(result), 1e-7);
    }

    /** The last output of each sequence, shortest way; wrong: of a batch filled up with zeros, after the padding. */
    private static Law<?> padding() {
        return title(
                        "padding",
                        "B17",
                        "lengths instead of padding",
                        "the last state of a sequence in a ragged batch is its own, to the bit")
                .<UnaryOperator<Sequence>>check(() -> sequence -> sequence, () -> OrderLaws::padded, (batch, found) -> {
                    var layer = Recurrent.of(lstm(3));
                    var sequence = Runs.ragged(FEATURES, RAGGED);
                    var given = batch.apply(sequence);
                    var last = Doubles.matrix(layer.last(given));
                    for (int b = 0; b < RAGGED.length; b++) {
                        var rows = Runs.alone(sequence, b);
                        var alone = rows.length == 0
                                ? new float[HIDDEN]
                                : layer.last(Runs.sequence(rows)).toArray();
                        found.bits("sequence of " + rows.length, alone, Doubles.floats(last[b]));
                    }
                });
    }

    private static Sequence padded(Sequence sequence) {
        var lengths = sequence.lengths();
        var full = Lengths.uniform(lengths.batch(), lengths.steps());
        var rows = new double[full.rows()][sequence.rows().columns()];
        for (int b = 0; b < lengths.batch(); b++) {
            var own = Runs.alone(sequence, b);
            for (int t = 0; t < own.length; t++) {
                rows[full.row(b, t)] = own[t];
            }
        }
        return new Sequence(Doubles.tensor(rows), full);
    }

    private static Law<?> rowAlone() {
        return title(
                        "row-alone",
                        "B17",
                        "batches do not mix",
                        "the outputs of a sequence are the same in every batch, to the bit")
                .<UnaryOperator<SequenceLayer>>check(
                        () -> layer -> layer,
                        () -> layer -> sequence -> layer.apply(sequence.map(OrderLaws::centred)),
                        (around, found) -> {
                            var layer = around.apply(Recurrent.of(Doubles.drawn(Gru.of(FEATURES, 9, Init.seed(1)), 3)));
                            var sequence = Runs.ragged(FEATURES, 5, 5, 3, 8, 2, 5, 7, 1, 1, 4, 6, 8, 2, 3, 3, 5, 4, 8);
                            var outputs = layer.apply(sequence);
                            for (int b : new int[] {0, 5, 17}) {
                                var rows = Runs.alone(sequence, b);
                                found.bits(
                                        "row " + b + " of 18",
                                        layer.apply(Runs.sequence(rows)).rows().toArray(),
                                        Doubles.floats(Doubles.flat(Runs.alone(outputs, b))));
                            }
                        });
    }

    /** Each column minus its mean over the batch. */
    private static Tensor centred(Tensor rows) {
        var ones = Init.seed(1).constant(1f / rows.rows(), 1, rows.rows());
        return rows.minus(ones.matmul(rows));
    }

    private static Law<?> forward() {
        return title(
                        "reading-forward",
                        "A24",
                        "order 0, 1, 2, ...",
                        "read in forward order, a layer is unchanged, to the bit")
                .check(() -> Reading.FORWARD, () -> Reading.BACKWARD, (reading, found) -> {
                    var layer = Recurrent.of(rnn(1));
                    var sequence = Runs.ragged(FEATURES, RAGGED);
                    found.bits(
                            "outputs",
                            layer.apply(sequence).rows().toArray(),
                            new Reordered(layer, reading).apply(sequence).rows().toArray());
                });
    }

    private static List<Reading> readings() {
        return List.of(Reading.FORWARD, Reading.BACKWARD, Reading.MIDDLE_OUT, Reading.strided(3), Reading.permuted(5));
    }

    private static Law<?> outputsStay() {
        return title(
                        "reading-inverse",
                        "A24",
                        "a permutation and its inverse",
                        "in any reading order, outputs stand at the steps that were read, to the bit")
                .<BiFunction<SequenceLayer, Reading, SequenceLayer>>check(
                        () -> Reordered::new,
                        () -> (layer, reading) -> sequence -> {
                            int[] rows = reading.order(sequence.lengths().rows());
                            return layer.apply(sequence.map(all -> all.gather(rows))); // nobody puts them back
                        },
                        (made, found) -> {
                            var dense = Doubles.drawn(Dense.of(FEATURES, HIDDEN, Init.seed(1)), 2);
                            var sequence = Runs.ragged(FEATURES, 9);
                            for (var reading : readings()) {
                                found.bits(
                                        "order " + Arrays.toString(reading.order(9)),
                                        dense.apply(sequence).rows().toArray(),
                                        made.apply(dense, reading)
                                                .apply(sequence)
                                                .rows()
                                                .toArray());
                            }
                        });
    }

    private static Law<?> permutations() {
        return title(
                        "reading-permutation",
                        "A24",
                        "each step once",
                        "every reading order visits each step exactly once, at all lengths to 60")
                .<UnaryOperator<Reading>>check(
                        () -> reading -> reading,
                        () -> reading -> length -> Arrays.stream(reading.order(length))
                                .map(t -> t / 2 * 2)
                                .toArray(),
                        (given, found) -> {
                            for (var reading : readings()) {
                                int missed = 0;
                                for (int length = 0; length <= 60; length++) {
                                    var order = given.apply(reading).order(length);
                                    missed += length
                                            - (int) Arrays.stream(order)
                                                    .distinct()
                                                    .count();
                                }
                                found.exactly(
                                        "steps never read, order of 5: " + Arrays.toString(reading.order(5)),
                                        0,
                                        missed);
                            }
                        });
    }

    private static Law<?> middleOut() {
        return title("reading-middle-out", "A24", "m, m+1, m-1, m+2, ...", "the distance from the middle never falls")
                .check(() -> Reading.MIDDLE_OUT, () -> Reading.FORWARD, (reading, found) -> {
                    for (int length : new int[] {1, 2, 7, 8}) {
                        var order = reading.order(length);
                        double falls = 0;
                        for (int i = 1; i < length; i++) {
                            double middle = (length - 1) / 2.0;
                            falls = Math.max(falls, Math.abs(order[i - 1] - middle) - Math.abs(order[i] - middle));
                        }
                        found.atMost("length " + length + ", largest step back to the middle", 0, falls);
                    }
                });
    }

    private static Law<?> stack() {
        return title(
                        "stack-is-chain",
                        "A25",
                        "layer over layer",
                        "a stack of L layers is L layers one after the other, to the bit")
                .<UnaryOperator<List<Recurrent>>>check(
                        () -> layers -> layers, () -> List::reversed, (stacked, found) -> {
                            var layers = List.of(
                                    Recurrent.of(Doubles.drawn(Lstm.of(HIDDEN, HIDDEN, Init.seed(1)), 1)),
                                    Recurrent.of(Doubles.drawn(Gru.of(HIDDEN, HIDDEN, Init.seed(1)), 2)),
                                    Recurrent.of(Doubles.drawn(Lstm.of(HIDDEN, HIDDEN, Init.seed(1)), 3)));
                            var sequence = Runs.ragged(HIDDEN, RAGGED);
                            found.bits(
                                    "outputs of 3 layers",
                                    new Chain(new ArrayList<>(layers))
                                            .apply(sequence)
                                            .rows()
                                            .toArray(),
                                    Stacked.of(stacked.apply(layers).subList(0, 3), 0)
                                            .apply(sequence)
                                            .rows()
                                            .toArray());
                        });
    }

    private static Law<?> causal() {
        return title(
                        "recurrence-is-causal",
                        "A1",
                        "time's arrow",
                        "an output does not change with inputs after it, to the bit")
                .<BiFunction<Cell<?>, Cell<?>, SequenceLayer>>check(
                        () -> (one, other) -> Stacked.of(List.of(Recurrent.of(one), Recurrent.of(other)), 0),
                        () -> (one, other) -> Bidirectional.of(one, other).withMerge(Merge.SUM),
                        (made, found) -> {
                            var square =
                                    Doubles.drawn(Rnn.of(FEATURES, FEATURES, Rnn.Activation.TANH, Init.seed(1)), 5);
                            var layer = made.apply(square, Doubles.drawn(square, 6));
                            var before = Doubles.inputs(10, FEATURES);
                            var after = Doubles.inputs(10, FEATURES);
                            Arrays.fill(after, 6, 10, new double[] {5, -5, 5});
                            found.bits("outputs before step 6", first(layer, 6, before), first(layer, 6, after));
                        });
    }

    private static float[] first(SequenceLayer layer, int steps, double[]... rows) {
        return layer.apply(Runs.sequence(rows)).rows().rows(0, steps).toArray();
    }

    private static Law<?> splitting() {
        return title(
                        "state-is-enough",
                        "B3",
                        "the state carries all of the past",
                        "a sequence cut anywhere, its state carried on, gives the same bits")
                .<UnaryOperator<Causal.State>>check(
                        () -> state -> state,
                        () -> state -> Tree.map(state, half -> half.times(0.999f)),
                        (carried, found) -> {
                            var layer = Recurrent.of(lstm(3));
                            var inputs = Doubles.inputs(20, FEATURES);
                            var whole =
                                    layer.apply(Runs.sequence(inputs)).rows().toArray();
                            for (int cut : new int[] {1, 7, 19}) {
                                var head =
                                        layer.scan(Runs.sequence(Arrays.copyOfRange(inputs, 0, cut)), layer.start(1));
                                var tail = layer.scan(
                                        Runs.sequence(Arrays.copyOfRange(inputs, cut, 20)), carried.apply(head.last()));
                                var rows = Tensor.concatRows(
                                        head.outputs().rows(), tail.outputs().rows());
                                found.bits("cut after " + cut, whole, rows.toArray());
                            }
                        });
    }
}
