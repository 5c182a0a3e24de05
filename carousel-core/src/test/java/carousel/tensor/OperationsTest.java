package carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OperationsTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 6;

    @TestFactory
    Stream<DynamicTest> everyOperationHasTheGradientOfItsEquation() {
        var operations = new LinkedHashMap<String, UnaryOperator<Tensor>>();
        var same = random(1, ROWS, COLUMNS);
        var row = random(2, COLUMNS);
        var column = random(3, ROWS, 1);
        var one = random(4, 1);
        for (var right : Map.of("equal", same, "row", row, "column", column, "element", one)
                .entrySet()) {
            operations.put("plus " + right.getKey(), x -> x.plus(right.getValue()));
            operations.put("minus " + right.getKey(), x -> right.getValue().minus(x));
            operations.put("times " + right.getKey(), x -> x.times(right.getValue()));
            operations.put("dividedBy " + right.getKey(), x -> x.dividedBy(right.getValue()));
            operations.put("divided " + right.getKey(), x -> right.getValue().dividedBy(x));
            operations.put("max " + right.getKey(), x -> x.max(right.getValue()));
        }
        operations.put("number", x -> x.times(3f).plus(2f).plus(-0.5f));
        operations.put("negate", Tensor::negate);
        operations.put("abs", Tensor::abs);
        operations.put("relu", Tensor::relu);
        operations.put("square", Tensor::square);
        operations.put("sqrt", x -> x.square().plus(1f).sqrt());
        operations.put("reciprocal", Tensor::reciprocal);
        operations.put("sigmoid", Tensor::sigmoid);
        operations.put("tanh", Tensor::tanh);
        operations.put("exp", Tensor::exp);
        operations.put("log", x -> x.square().log());
        operations.put("matmul", x -> x.matmul(random(5, COLUMNS, 40)));
        operations.put("matmul right", x -> random(6, 9, ROWS).matmul(x));
        operations.put("matmulTransposed", x -> x.matmulTransposed(random(7, 33, COLUMNS)));
        operations.put("matmulTransposed right", x -> random(8, 3, COLUMNS).matmulTransposed(x));
        operations.put("matmul twice", x -> x.matmul(random(9, COLUMNS, ROWS)).matmul(x));
        operations.put("copy", x -> x.copy().times(x));
        operations.put("rows", x -> x.rows(1, 4));
        operations.put("columns", x -> x.columns(2, 5));
        operations.put("split", x -> x.split(3)[0].times(x.split(3)[2]));
        operations.put("gather", x -> x.gather(3, 0, 3, 3));
        operations.put("concatColumns", x -> Tensor.concatColumns(x, same, x));
        operations.put("concatRows", x -> Tensor.concatRows(x, same, x));
        operations.put("rowSums", Tensor::rowSums);
        operations.put("mean", x -> x.times(x.mean()));
        operations.put("softmax", Tensor::softmax);
        operations.put("normalize", x -> x.normalize(1e-5f));
        operations.put("negativeLogLikelihood", x -> x.negativeLogLikelihood(0, 5, 2, 2, 1));
        operations.put(
                "output likelihood",
                x -> x.negativeLogLikelihood(random(12, COLUMNS, 7), random(13, 7), Orientation.PLAIN, 0, 6, 2, 2, 1));
        operations.put(
                "output likelihood of w",
                x -> random(14, 3, ROWS).negativeLogLikelihood(x, random(15, COLUMNS), Orientation.PLAIN, 0, 5, 2));
        operations.put(
                "output likelihood of transposed w",
                x -> random(14, 3, COLUMNS)
                        .negativeLogLikelihood(x, random(15, ROWS), Orientation.TRANSPOSED, 0, 4, 2));
        operations.put(
                "output likelihood of b",
                x -> random(14, 3, 4)
                        .negativeLogLikelihood(random(15, 4, ROWS * COLUMNS), x, Orientation.PLAIN, 0, 29, 2));
        var segments = new Segments(0, 2, 2, 5);
        operations.put("segment weights", x -> segments.softmax(x.rowSums()));
        operations.put("largest rows", segments::max);
        operations.put("mix rows", x -> segments.mix(x, random(10, ROWS, 1)));
        operations.put("mix weights", x -> segments.mix(random(11, ROWS, 4), x.rowSums()));
        operations.put("spread", x -> segments.spread(x.rows(0, 3)));
        operations.put(
                "mask", x -> x.mask(new Mask(new Step(1, 2), "site", 0.4f, 1 / 0.6f, new int[ROWS], new int[ROWS])));
        return operations.entrySet().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.getKey(), () -> check(operation.getValue())));
    }

    /** As a function of a weight, and of a value computed from one, with a loss in which every element matters differently. */
    private static void check(UnaryOperator<Tensor> operation) {
        var x = random(20, ROWS, COLUMNS).toWeight();
        Oracle.check(() -> weighted(operation.apply(x)));
        Oracle.check(() -> weighted(operation.apply(x.times(1.5f)).plus(0.1f).square()));
    }

    private static Tensor weighted(Tensor y) {
        return y.times(random(21, y.shape())).sum();
    }

    /** Values away from zero, where rectifier and absolute value have a kink. */
    private static Tensor random(long seed, int... shape) {
        var random = new Random(seed);
        var values = new float[Shapes.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextBoolean() ? 1 : -1) * (0.3f + 0.9f * random.nextFloat());
        }
        return Tensor.of(values, shape);
    }

    @Test
    void smallerOperandsAreRepeated() {
        var x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertThat(x.plus(Tensor.of(new float[] {10, 20}, 2)).toArray()).containsExactly(11, 22, 13, 24);
        assertThat(x.times(Tensor.of(new float[] {10, 20}, 2, 1)).toArray()).containsExactly(10, 20, 60, 80);
        assertThat(Tensor.scalar(1).minus(x).toArray()).containsExactly(0, -1, -2, -3);
    }

    @Test
    void aBatchMayBeEmpty() {
        var none = Tensor.zeros(0, 3);
        for (var smaller : new Tensor[] {random(1, 3), random(1, 1, 3), random(1, 1), random(1, 1, 1)}) {
            assertThat(none.plus(smaller).shape()).containsExactly(0, 3);
            assertThat(smaller.minus(none).shape()).containsExactly(0, 3);
        }
        assertThat(none.rowSums().times(none).shape()).containsExactly(0, 3);
    }

    /** Plain and transposed, with exponentials kept and, over several blocks of rows, computed again. */
    @Test
    void anOutputLayerAndItsLossInOneHaveTheBitsOfTheirParts() {
        int classes = 30_000;
        int rows = 150;
        var targets = new Random(3).ints(rows, 0, classes).toArray();
        var x = random(1, rows, 8).toWeight();
        var b = random(2, classes).toWeight();
        for (var orientation : Orientation.values()) {
            var w = (orientation == Orientation.PLAIN ? random(3, 8, classes) : random(3, classes, 8)).toWeight();
            var parts = Tape.run(
                    Step.evaluation(),
                    () -> Outcome.of(weighted((orientation == Orientation.PLAIN ? x.matmul(w) : x.matmulTransposed(w))
                            .plus(b)
                            .negativeLogLikelihood(targets))));
            for (int most : new int[] {0, rows * classes}) {
                var likelihood = new OutputLikelihood(orientation, targets, 0, most);
                var one = Tape.run(Step.evaluation(), () -> Outcome.of(weighted(Tensor.apply(likelihood, x, w, b))));
                assertThat(one.loss()).isEqualTo(parts.loss());
                for (var weight : new Tensor[] {x, w, b}) {
                    assertThat(one.gradients().of(weight).toArray())
                            .isEqualTo(parts.gradients().of(weight).toArray());
                }
            }
        }
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        var x = Tensor.zeros(2, 3);
        assertThatThrownBy(() -> x.plus(Tensor.zeros(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("plus: given [2] with [2, 3], needed");
        assertThatThrownBy(() -> x.matmul(Tensor.zeros(2, 3))).hasMessageContaining("inner axis is 3");
        assertThatThrownBy(() -> x.split(2)).hasMessageContaining("columns divisible by 2");
        assertThatThrownBy(() -> x.gather(2)).hasMessageContaining("row 2");
        assertThatThrownBy(() -> x.negativeLogLikelihood(1)).hasMessageContaining("one for each of the 2 rows");
        assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2)).hasMessageContaining("4 for shape [2, 2]");
    }

    @Test
    void anExactGateIsExactlyOne() {
        assertThat(Tensor.of(new float[] {100, -100, 30}, 3).sigmoid().toArray())
                .containsExactly(1, 0, 1);
        assertThat(Tensor.of(new float[] {Float.NaN}, 1).tanh().item()).isNaN();
    }
}
