package carousel.lab;

import static carousel.lab.check.Law.title;

import carousel.data.Lengths;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.layer.Init;
import carousel.layer.attention.MultiHead;
import carousel.layer.transformer.Positions;
import carousel.tensor.Blocks.Sight;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Attention of several heads, and where its rows stand. Safe for many threads. */
final class HeadLaws {
    private static final int UNITS = 4;
    private static final int ROWS = 9;

    private HeadLaws() {}

    static List<Law<?>> all() {
        return List.of(permutation(), causal(), oneHead(), rotation());
    }

    private static Tensor looked(MultiHead attention, Sight sight, Tensor rows) {
        var blocks = MultiHead.within(Lengths.uniform(1, rows.rows()), sight);
        return attention.look(rows, attention.keyed(rows), blocks);
    }

    private static MultiHead drawn(int heads) {
        return Doubles.drawn(MultiHead.of(UNITS, UNITS, heads, Init.seed(1)), 2);
    }

    private static Law<?> permutation() {
        return title(
                        "attention-permutation",
                        "D13",
                        "Lee et al. 2019",
                        "self-attention knows no order: rows in another order give outputs in that order")
                .check(() -> Sight.ALL, () -> Sight.PAST, (sight, found) -> {
                    int[] order = {4, 0, 8, 2, 7, 1, 3, 6, 5};
                    var attention = drawn(2);
                    var rows = Doubles.tensor(Doubles.inputs(ROWS, UNITS));
                    found.same(
                            "outputs",
                            Doubles.matrix(looked(attention, sight, rows).gather(order)),
                            Doubles.matrix(looked(attention, sight, rows.gather(order))),
                            2e-6);
                });
    }

    private static Law<?> causal() {
        return title(
                        "attention-causal",
                        "D13",
                        "Vaswani et al. 2017",
                        "behind the causal mask no output sees a later row, to the bit")
                .check(() -> Sight.PAST, () -> Sight.ALL, (sight, found) -> {
                    var attention = drawn(2);
                    var before = Doubles.inputs(ROWS, UNITS);
                    var after = Doubles.inputs(ROWS, UNITS);
                    after[6] = new double[] {9, 9, 9, 9};
                    found.bits(
                            "outputs before the changed row 6",
                            looked(attention, sight, Doubles.tensor(before))
                                    .rows(0, 6)
                                    .toArray(),
                            looked(attention, sight, Doubles.tensor(after))
                                    .rows(0, 6)
                                    .toArray());
                });
    }

    private static Law<?> oneHead() {
        return title(
                        "attention-one-head",
                        "D13",
                        "Vaswani et al. 2017",
                        "one head is softmax(q k' / sqrt(D)) v, mapped once more")
                .check(() -> 1, () -> 2, (heads, found) -> {
                    var attention = drawn(heads);
                    var rows = Doubles.inputs(ROWS, UNITS);
                    var expected = new double[ROWS][];
                    for (int i = 0; i < ROWS; i++) {
                        var q = mapped(
                                rows[i],
                                attention.query().w(),
                                attention.query().b());
                        var scores = new double[ROWS];
                        for (int j = 0; j < ROWS; j++) {
                            var k = mapped(
                                    rows[j],
                                    attention.key().w(),
                                    attention.key().b());
                            scores[j] = sum(Doubles.times(q, k)) / Math.sqrt(UNITS);
                        }
                        var weights = Doubles.softmax(scores);
                        var seen = new double[UNITS];
                        for (int j = 0; j < ROWS; j++) {
                            var v = mapped(
                                    rows[j],
                                    attention.value().w(),
                                    attention.value().b());
                            seen = Doubles.plus(seen, Doubles.times(weights[j], v));
                        }
                        expected[i] = mapped(
                                seen, attention.out().w(), attention.out().b());
                    }
                    var outputs = looked(attention, Sight.ALL, Doubles.tensor(rows));
                    found.same("outputs", expected, Doubles.matrix(outputs), 5e-6);
                });
    }

    private static double[] mapped(double[] x, Tensor w, Tensor b) {
        return Doubles.plus(Doubles.product(x, w), Doubles.vector(b));
    }

    private static double sum(double... all) {
        double sum = 0;
        for (double one : all) {
            sum += one;
        }
        return sum;
    }

    private static Law<?> rotation() {
        return title(
                        "position-rotation",
                        "D13",
                        "Vaswani et al. 2017",
                        "the place k further on is the place turned by angles that depend on k alone")
                .<IntUnaryOperator>check(() -> t -> t, () -> t -> t + t / 5, (place, found) -> {
                    int features = 6;
                    int further = 7;
                    var places = new Positions(features).of(60);
                    var expected = new double[20][features];
                    var outputs = new double[20][];
                    for (int t = 0; t < 20; t++) {
                        for (int i = 0; i < features; i += 2) {
                            double angle = further / Math.pow(10_000, (double) i / features);
                            double sine = places.at(place.applyAsInt(t), i);
                            double cosine = places.at(place.applyAsInt(t), i + 1);
                            expected[t][i] = sine * Math.cos(angle) + cosine * Math.sin(angle);
                            expected[t][i + 1] = cosine * Math.cos(angle) - sine * Math.sin(angle);
                        }
                        int other = place.applyAsInt(t + further);
                        outputs[t] = Doubles.vector(places.rows(other, other + 1));
                    }
                    found.same("places 7 to 26", expected, outputs, 1e-6);
                });
    }
}
