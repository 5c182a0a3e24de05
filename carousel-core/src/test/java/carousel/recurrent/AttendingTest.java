package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.Sequence;
import carousel.layer.transformer.CausalStack;
import carousel.layer.transformer.NormPlace;
import carousel.layer.transformer.Shape;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttendingTest {
    private static final int UNITS = 6;
    private static final int HEADS = 3;
    private static final int REACH = 4;

    private static Attending layers(int layers, NormPlace norm) {
        var shape = new Shape(UNITS, HEADS, 5, Nonlinearity.TANH, norm, 0);
        var plain = new Attending(CausalStack.of(layers, REACH, shape, "layer", Init.seed(3)));
        var init = Init.seed(4);
        return Tree.map(plain, weight -> init.uniform(0.7f, weight.shape())); // biases and norms that do something
    }

    private static Sequence input(Lengths lengths) {
        return new Sequence(Init.seed(5).uniform(1, lengths.rows(), UNITS).constant(), lengths);
    }

    @ParameterizedTest
    @EnumSource(NormPlace.class)
    void theLayerIsItsEquation(NormPlace norm) {
        var lengths = Lengths.of(9, 3);
        var x = input(lengths);
        var layers = layers(1, norm);
        var y = layers.apply(x);
        for (int b = 0; b < 2; b++) {
            for (int t = 0; t < lengths.length(b); t++) {
                var expected = new Equation(layers, x, norm).output(b, t);
                var row =
                        y.rows().rows(lengths.row(b, t), lengths.row(b, t) + 1).toArray();
                for (int i = 0; i < UNITS; i++) {
                    assertThat((double) row[i]).isCloseTo(expected[i], within(2e-5));
                }
            }
        }
    }

    /** One layer in plain double loops. */
    private record Equation(SequencedMap<String, Tensor> w, Sequence x, NormPlace norm) {

        Equation(Attending layers, Sequence x, NormPlace norm) {
            this(Tree.flatten(layers), x, norm);
        }

        double[] output(int b, int t) {
            boolean before = norm == NormPlace.BEFORE;
            var z = sum(x(b, t), attention(b, t, before));
            z = before ? z : normal(z, "stack.layers.0.attention.around.norm");
            var f = before ? normal(z, "stack.layers.0.forward.around.norm") : z;
            f = dense(f, "stack.layers.0.forward.wide");
            f = dense(Arrays.stream(f).map(Math::tanh).toArray(), "stack.layers.0.forward.narrow");
            return normal(sum(z, f), before ? "stack.end.layers.0" : "stack.layers.0.forward.around.norm");
        }

        private double[] attention(int b, int t, boolean before) {
            var name = "stack.layers.0.attention.attention.";
            var seen = new double[UNITS];
            var q = dense(read(b, t, before), name + "query");
            int depth = UNITS / HEADS;
            for (int head = 0; head < HEADS; head++) {
                double total = 0;
                var mixed = new double[depth];
                for (int s = Math.max(0, t - REACH + 1); s <= t; s++) {
                    var k = dense(read(b, s, before), name + "key");
                    var v = dense(read(b, s, before), name + "value");
                    double score = -Math.pow(2, -8.0 * (head + 1) / HEADS) * (t - s);
                    for (int c = 0; c < depth; c++) {
                        score += q[head * depth + c] * k[head * depth + c] / Math.sqrt(depth);
                    }
                    total += Math.exp(score);
                    for (int c = 0; c < depth; c++) {
                        mixed[c] += Math.exp(score) * v[head * depth + c];
                    }
                }
                for (int c = 0; c < depth; c++) {
                    seen[head * depth + c] = mixed[c] / total;
                }
            }
            return dense(seen, name + "out");
        }

        private double[] read(int b, int t, boolean before) {
            return before ? normal(x(b, t), "stack.layers.0.attention.around.norm") : x(b, t);
        }

        private double[] x(int b, int t) {
            int row = x.lengths().row(b, t);
            var values = new double[UNITS];
            Arrays.setAll(values, i -> x.rows().at(row, i));
            return values;
        }

        private static double[] sum(double[] a, double... b) {
            var sum = a.clone();
            Arrays.setAll(sum, i -> a[i] + b[i]);
            return sum;
        }

        private double[] dense(double[] in, String name) {
            var matrix = w.get(name + ".w");
            var out = new double[matrix.columns()];
            for (int j = 0; j < out.length; j++) {
                out[j] = w.get(name + ".b").toArray()[j];
                for (int i = 0; i < in.length; i++) {
                    out[j] += in[i] * matrix.at(i, j);
                }
            }
            return out;
        }

        private double[] normal(double[] in, String name) {
            double mean = Arrays.stream(in).average().orElseThrow();
            double variance = Arrays.stream(in)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            var out = new double[in.length];
            var weights = w.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(name + "."))
                    .map(entry -> entry.getValue().toArray())
                    .toList();
            Arrays.setAll(
                    out, i -> (in[i] - mean) / Math.sqrt(variance + 1e-5) * weights.get(0)[i] + weights.get(1)[i]);
            return out;
        }
    }

    @ParameterizedTest
    @EnumSource(NormPlace.class)
    void gradientsAreRightAndFlowIntoTheState(NormPlace norm) {
        var layers = layers(2, norm);
        var first = new Sequence(Init.seed(6).uniform(1, 8, UNITS), Lengths.of(5, 0, 3));
        var second = input(Lengths.of(3, 2, 0));
        Oracle.check(() -> {
            var scan = layers.scan(first, layers.start(3));
            var on = layers.scan(second, scan.last());
            return on.outputs()
                    .rows()
                    .square()
                    .sum()
                    .plus(layers.output(on.last()).sum());
        });
    }

    @Test
    void stepByStepAndInPiecesAreTheBitsOfAllAtOnce() {
        var layers = layers(3, NormPlace.BEFORE);
        var lengths = Lengths.uniform(3, 40);
        var x = input(lengths);
        var whole = layers.scan(x, layers.start(3));
        for (var cuts : new int[][] {{1, 2, 3, 17, 39}, {16, 32}, {REACH - 1, REACH, 2 * REACH + 1}}) {
            var rows = new ArrayList<Tensor>();
            var state = layers.start(3);
            int from = 0;
            for (int to : Arrays.copyOf(cuts, cuts.length + 1)) {
                int end = to == 0 ? 40 : to;
                var piece = new Sequence(x.rows().rows(3 * from, 3 * end), Lengths.uniform(3, end - from));
                var scan = layers.scan(piece, state);
                rows.add(scan.outputs().rows());
                state = scan.last();
                from = end;
            }
            assertThat(Tensor.concatRows(rows.toArray(Tensor[]::new)).toArray())
                    .isEqualTo(whole.outputs().rows().toArray());
            assertThat(Tree.bytes(state)).isEqualTo(Tree.bytes(whole.last()));
        }
        var state = layers.start(3);
        for (int t = 0; t < 40; t++) {
            state = layers.step(x.step(t), state);
            assertThat(layers.output(state).toArray())
                    .isEqualTo(whole.outputs().step(t).toArray());
        }
        assertThat(Tree.bytes(state)).isEqualTo(Tree.bytes(whole.last()));
    }

    @Test
    void aSequenceHasTheSameBitsAloneAndBesideShorterOnes() {
        var layers = layers(2, NormPlace.BEFORE);
        var lengths = Lengths.of(0, 7, 2, 7, 1);
        var x = input(lengths);
        var start = Tree.map(layers.start(5), Tensor::detached);
        var before = layers.scan(input(Lengths.uniform(5, 3)), start).last();
        var together = layers.scan(x, before);
        for (int b = 0; b < 5; b++) {
            int sequence = b;
            var rows = new int[lengths.length(b)];
            Arrays.setAll(rows, t -> lengths.row(sequence, t));
            var alone = layers.scan(
                    new Sequence(x.rows().gather(rows), Lengths.uniform(1, rows.length)), Tree.rows(before, b));
            assertThat(alone.outputs().rows().toArray())
                    .isEqualTo(together.outputs().rows().gather(rows).toArray());
            assertThat(Tree.bytes(alone.last())).isEqualTo(Tree.bytes(Tree.rows(together.last(), b)));
        }
        assertThat(layers.scan(input(Lengths.of()), layers.start(0))
                        .outputs()
                        .rows()
                        .rows())
                .isZero();
    }

    /** L(N - 1) steps before are seen, and nothing earlier or later. */
    @Test
    void aStepSeesWhatTheLayersReach() {
        var layers = layers(2, NormPlace.BEFORE);
        int farthest = 2 * (REACH - 1);
        var x = input(Lengths.uniform(1, 20));
        var changed = x.rows().toArray();
        int at = 5;
        changed[at * UNITS + 1] += 0.5f;
        var before = layers.apply(x);
        var after = layers.apply(x.map(rows -> Tensor.of(changed, 20, UNITS)));
        for (int t = 0; t < 20; t++) {
            var same = assertThat(after.step(t).toArray()).as("step %d", t);
            if (t >= at && t <= at + farthest) {
                same.isNotEqualTo(before.step(t).toArray());
            } else {
                same.isEqualTo(before.step(t).toArray());
            }
        }
    }

    @Test
    void learningHasTheSameBitsForAnyNumberOfThreads() {
        var shape = new Shape(64, 4, 128, Nonlinearity.RELU, NormPlace.BEFORE, 0.2f);
        var layers = new Attending(CausalStack.of(2, 8, shape, "layer", Init.seed(3)));
        var lengths = Lengths.uniform(5, 33);
        var x = new Sequence(Init.seed(5).uniform(1, lengths.rows(), 64).constant(), lengths);
        var found = new ArrayList<List<float[]>>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                found.add(workers.call(() -> gradients(layers, x)));
            }
        }
        assertThat(found.get(1)).usingRecursiveComparison().isEqualTo(found.get(0));
        assertThat(found.get(2)).usingRecursiveComparison().isEqualTo(found.get(0));
    }

    private static List<float[]> gradients(Attending layers, Sequence x) {
        var result = Tape.run(new Step(1, 0), () -> {
            var scan = layers.scan(x, layers.start(5));
            return Outcome.of(scan.outputs().rows().square().sum(), scan.last());
        });
        try (var gradients = result.gradients()) {
            var all = new ArrayList<float[]>();
            Tree.leaves(result.kept()).forEach(leaf -> all.add(leaf.toArray()));
            Tree.flatten(layers)
                    .values()
                    .forEach(weight -> all.add(gradients.of(weight).toArray()));
            return all;
        }
    }

    @Test
    void aReachOfOneIsRefused() {
        var shape = new Shape(UNITS, HEADS, 5, Nonlinearity.TANH, NormPlace.BEFORE, 0);
        assertThatThrownBy(() -> CausalStack.of(1, 1, shape, "layer", Init.seed(1)))
                .hasMessageContaining("reach of 1");
    }
}
