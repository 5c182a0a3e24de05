package carousel.lab;

import static carousel.lab.check.Doubles.plus;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.data.Lengths;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Chain;
import carousel.layer.Conv1d;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.layer.Memory;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.layer.Spectrum;
import carousel.tensor.Orientation;
import carousel.tensor.Outcome;
import carousel.tensor.Segments;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Layers without memory, and the weights they begin with. Safe for many threads. */
final class LayerLaws {
    private static final int FEATURES = 3;
    private static final int OUTPUTS = 4;

    private LayerLaws() {}

    static List<Law<?>> all() {
        return List.of(
                oneHot(),
                tied(),
                convolution(),
                causal(),
                receptiveField(),
                statistics(),
                invariance(),
                expectation(),
                coordinates(),
                attention(),
                spectral(),
                orthogonal(),
                glorot());
    }

    private static Law<?> oneHot() {
        return title(
                        "embedding-one-hot",
                        "A4",
                        "onehot(id) table",
                        "looking a symbol up is a product with its one-hot row, to the bit")
                .<BiFunction<Embedding, int[], Tensor>>check(
                        () -> Embedding::apply,
                        () -> (embedding, ids) -> embedding.apply(
                                Arrays.stream(ids).map(id -> (id + 1) % 5).toArray()),
                        (lookup, found) -> {
                            var embedding = Embedding.of(5, FEATURES, Init.seed(1));
                            int[] ids = {3, 0, 3, 4, 1};
                            var hot = new float[ids.length * 5];
                            for (int i = 0; i < ids.length; i++) {
                                hot[i * 5 + ids[i]] = 1;
                            }
                            var expected = Tensor.of(hot, ids.length, 5).matmul(embedding.table());
                            found.bits(
                                    "rows",
                                    expected.toArray(),
                                    lookup.apply(embedding, ids).toArray());
                        });
    }

    private static Law<?> tied() {
        return title(
                        "tied-output",
                        "A4",
                        "Press, Wolf 2017",
                        "a tied output layer's score is the dot product with the symbol's own vector")
                .<Function<Embedding, Dense>>check(
                        () -> embedding -> Dense.tied(embedding, Init.seed(1)),
                        () -> embedding -> new Dense(embedding.table(), Tensor.zeros(5), Orientation.PLAIN),
                        (made, found) -> {
                            var embedding = Embedding.shared(5, 5, Init.seed(1));
                            var x = Doubles.inputs(1, 5)[0];
                            var expected = Doubles.product(x, Doubles.transposed(Doubles.matrix(embedding.table())));
                            found.same(
                                    "scores",
                                    expected,
                                    vector(made.apply(embedding).apply(Doubles.tensor(x))),
                                    1e-6);
                        });
    }

    private static Law<?> convolution() {
        return title(
                        "convolution-sum",
                        "A29",
                        "van den Oord et al. 2016",
                        "y(t) = sum over k of x(t + (k - K + 1) d) w(k) + b")
                .check(() -> 2, () -> 3, (dilation, found) -> {
                    int width = 3;
                    var conv = Doubles.drawn(
                            Conv1d.dilated(FEATURES, OUTPUTS, width, dilation, Conv1d.Reach.CAUSAL, Init.seed(1)), 2);
                    var inputs = Doubles.inputs(9, FEATURES);
                    var expected = new double[9][];
                    for (int t = 0; t < 9; t++) {
                        expected[t] = vector(conv.b());
                        for (int k = 0; k < width; k++) {
                            int at = t + (k - width + 1) * 2;
                            if (at >= 0) {
                                var w = conv.w().rows(k * FEATURES, (k + 1) * FEATURES);
                                expected[t] = plus(expected[t], Doubles.product(inputs[at], w));
                            }
                        }
                    }
                    found.same("outputs, dilation 2", expected, Runs.outputs(conv, inputs), 2e-6);
                });
    }

    private static Law<?> causal() {
        return title(
                        "convolution-causal",
                        "A29",
                        "Bai, Kolter, Koltun 2018",
                        "a causal convolution does not see later steps, to the bit")
                .check(() -> Conv1d.Reach.CAUSAL, () -> Conv1d.Reach.CENTRED, (reach, found) -> {
                    var conv = Conv1d.dilated(FEATURES, OUTPUTS, 3, 2, reach, Init.seed(1));
                    var before = Doubles.inputs(12, FEATURES);
                    var after = Doubles.inputs(12, FEATURES);
                    after[7] = new double[] {9, 9, 9};
                    found.bits(
                            "outputs before the changed step 7",
                            conv.apply(Runs.sequence(before)).rows().rows(0, 7).toArray(),
                            conv.apply(Runs.sequence(after)).rows().rows(0, 7).toArray());
                });
    }

    private static Law<?> receptiveField() {
        return title(
                        "receptive-field",
                        "A29",
                        "Bai, Kolter, Koltun 2018",
                        "dilations 1, 2, 4, 8 of width 2 see 1 + (1 + 2 + 4 + 8) = 16 steps")
                .<UnaryOperator<Integer>>check(() -> dilation -> dilation, () -> dilation -> 1, (chosen, found) -> {
                    var layers = new ArrayList<SequenceLayer>();
                    for (int dilation : new int[] {1, 2, 4, 8}) {
                        layers.add(new Conv1d(
                                Init.seed(1).constant(1, 2, 1),
                                Tensor.zeros(1),
                                2,
                                chosen.apply(dilation),
                                Conv1d.Reach.CAUSAL));
                    }
                    var impulse = new double[40][1];
                    impulse[3][0] = 1;
                    var response = Doubles.flat(Runs.outputs(new Chain(layers), impulse));
                    found.exactly(
                            "outputs that see one input",
                            16,
                            Arrays.stream(response).filter(y -> y != 0).count());
                    found.exactly("first of them", 0, first(response) - 3);
                });
    }

    private static int first(double... response) {
        int t = 0;
        while (response[t] == 0) {
            t++;
        }
        return t;
    }

    private static Law<?> statistics() {
        return title(
                        "layer-norm-statistics",
                        "A7",
                        "Ba, Kiros, Hinton 2016",
                        "a normalised row has mean 0 and variance v / (v + 1e-5)")
                .<UnaryOperator<Tensor>>check(
                        () -> rows -> LayerNorm.of(rows.columns(), Init.seed(1)).apply(rows),
                        () -> rows -> rows.dividedBy(rows.square()
                                .rowSums()
                                .times(1f / rows.columns())
                                .sqrt()),
                        (norm, found) -> {
                            var x = Doubles.inputs(1, 50)[0];
                            var y = vector(norm.apply(Doubles.tensor(x)));
                            double variance = Doubles.variance(x);
                            found.equal("mean", 0, Doubles.mean(y), 1e-6);
                            found.equal("variance", variance / (variance + 1e-5), Doubles.variance(y), 1e-5);
                        });
    }

    private static Law<?> invariance() {
        return title(
                        "layer-norm-invariance",
                        "A7",
                        "Ba, Kiros, Hinton 2016",
                        "scaling and shifting a whole row changes nothing")
                .<UnaryOperator<Tensor>>check(
                        () -> rows -> rows.normalize(0),
                        () -> rows -> rows.minus(rows.rowSums().times(1f / rows.columns())),
                        (norm, found) -> {
                            var x = Doubles.inputs(3, 20);
                            var moved = Arrays.stream(x)
                                    .map(row -> Doubles.each(v -> 4 * v + 16, row))
                                    .toArray(double[][]::new);
                            found.same(
                                    "rows",
                                    vector(norm.apply(Doubles.tensor(x))),
                                    vector(norm.apply(Doubles.tensor(moved))),
                                    1e-5);
                        });
    }

    /** A training step's view of rows. */
    private static float[] dropped(Sequence sequence, int update, UnaryOperator<Sequence> layer) {
        var weight = sequence.rows().toWeight();
        return Tape.run(new Step(7, update), () -> {
                    var rows = layer.apply(new Sequence(weight, sequence.lengths()))
                            .rows();
                    return Outcome.of(rows.sum(), rows);
                })
                .kept()
                .toArray();
    }

    private static Law<?> expectation() {
        return title(
                        "dropout-expectation",
                        "A1",
                        "Srivastava et al. 2014",
                        "survivors are scaled by 1 / (1 - p): the mean stays")
                .check(() -> 1f, () -> 0.7f, (scale, found) -> {
                    var dropout = Dropout.of(0.3f, "site");
                    var ones = new double[200][200];
                    Arrays.stream(ones).forEach(row -> Arrays.fill(row, 1));
                    var dropped = vector(dropped(
                            Runs.sequence(ones),
                            0,
                            sequence -> dropout.apply(sequence).map(rows -> rows.times(scale))));
                    found.equal("mean of 40,000 ones", 1, Doubles.mean(dropped), 4 * Math.sqrt(0.3 / 0.7 / 40000));
                    found.equal(
                            "part that is zero",
                            0.3,
                            Arrays.stream(dropped).filter(y -> y == 0).count() / 40000.0,
                            4 * Math.sqrt(0.3 * 0.7 / 40000));
                });
    }

    private static Law<?> coordinates() {
        return title(
                        "dropout-coordinates",
                        "A1",
                        "a mask is a function of seed, update, site, example, time, unit",
                        "an example's mask is the same in every batch, to the bit, and new in every update")
                .<Function<Sequence, Sequence>>check(
                        () -> Dropout.of(0.5f, "site")::apply,
                        () -> sequence -> Dropout.of(0.5f, "site")
                                .apply(new Sequence(
                                        sequence.rows(),
                                        Lengths.of(sequence.lengths().rows()))),
                        (layer, found) -> {
                            var batch = Runs.ragged(8, 6, 9);
                            var alone = Runs.ragged(8, 6);
                            UnaryOperator<Sequence> dropping = sequence ->
                                    new Sequence(layer.apply(sequence).rows(), sequence.lengths());
                            var together = new Sequence(
                                    Tensor.of(
                                            dropped(batch, 1, dropping),
                                            batch.lengths().rows(),
                                            8),
                                    batch.lengths());
                            var own = Runs.alone(together, batch.lengths().packed(0));
                            found.bits("example 0", dropped(alone, 1, dropping), Doubles.floats(Doubles.flat(own)));
                            int changed = 0;
                            var later = dropped(alone, 2, dropping);
                            for (int i = 0; i < later.length; i++) {
                                changed += later[i] == dropped(alone, 1, dropping)[i] ? 0 : 1;
                            }
                            found.atLeast("units of 48 that the next update's mask changes", 12, changed);
                        });
    }

    private static Law<?> attention() {
        return title(
                        "attention-weights",
                        "D9",
                        "Bahdanau et al. 2015",
                        "weights of each sentence sum to 1; the mix is their weighted mean")
                .<BiFunction<Memory, Tensor, Tensor>>check(
                        () -> Memory::weights,
                        () -> (memory, scores) -> new Memory(scores, new Segments(0, scores.rows())).weights(scores),
                        (weights, found) -> {
                            var memory = Memory.of(Runs.ragged(FEATURES, 4, 2, 3));
                            var scores = Doubles.tensor(Doubles.inputs(9, 1));
                            var w = vector(weights.apply(memory, scores));
                            var rows = Doubles.matrix(memory.rows());
                            var mixes = Doubles.matrix(memory.mix(weights.apply(memory, scores)));
                            var offsets = memory.segments().offsets();
                            for (int b = 0; b < 3; b++) {
                                var own = Arrays.copyOfRange(w, offsets[b], offsets[b + 1]);
                                var part = Arrays.copyOfRange(vector(scores), offsets[b], offsets[b + 1]);
                                found.equal(
                                        "sum of sentence " + b,
                                        1,
                                        Arrays.stream(own).sum(),
                                        1e-6);
                                var mixed = Doubles.product(
                                        Doubles.softmax(part), Arrays.copyOfRange(rows, offsets[b], offsets[b + 1]));
                                found.same("mix of sentence " + b, mixed, mixes[b], 1e-6);
                            }
                        });
    }

    private static Law<?> spectral() {
        return title(
                        "spectral-init",
                        "B7",
                        "largest magnitude of the eigenvalues",
                        "a spectral matrix has the radius asked for: ||W^k||^(1/k) tends to it")
                .<Function<Init, Tensor>>check(
                        () -> init -> init.spectral(0.9f, 40),
                        () -> init -> init.normal(0.2f, 40, 40),
                        (made, found) -> {
                            var w = made.apply(Init.seed(3));
                            found.equal(
                                    "radius by eigenvalues", 0.9, Spectrum.of(w).radius(), 1e-5);
                            var power = Doubles.matrix(w);
                            for (int doubling = 0; doubling < 11; doubling++) {
                                power = Doubles.product(power, power);
                            }
                            double root = Math.exp(Math.log(Doubles.norm(Doubles.flat(power))) / 2048);
                            found.equal("||W^2048||^(1/2048), Gelfand", 0.9, root, 3e-3);
                        });
    }

    private static Law<?> orthogonal() {
        return title("orthogonal-init", "B7", "Saxe, McClelland, Ganguli 2014", "Q' Q = I")
                .<Function<Init, Tensor>>check(
                        () -> init -> init.orthogonal(30, 20),
                        () -> init -> init.normal(0.18f, 30, 20),
                        (made, found) -> {
                            var q = Doubles.matrix(made.apply(Init.seed(4)));
                            found.same("Q' Q", Doubles.identity(20), Doubles.product(Doubles.transposed(q), q), 1e-5);
                        });
    }

    private static Law<?> glorot() {
        return title(
                        "glorot-variance",
                        "B7",
                        "Glorot, Bengio 2010",
                        "uniform weights have variance bound^2 / 3 = 2 / (rows + columns)")
                .<Function<Init, Tensor>>check(
                        () -> init -> init.glorot(300, 100),
                        () -> init -> init.uniform(Init.bound(100), 300, 100),
                        (made, found) -> {
                            var w = vector(made.apply(Init.seed(5)));
                            found.equal("mean", 0, Doubles.mean(w), 4 * Math.sqrt(0.005 / w.length));
                            found.equal("variance", 0.005, Doubles.variance(w), 4 * 0.005 * Math.sqrt(0.8 / w.length));
                        });
    }
}
