package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.layer.LayerNorm;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Equations of cells in plain double loops, row by row, and what a running cell makes of the same inputs. */
final class Doubles {
    static final int FEATURES = 3;
    static final int HIDDEN = 4;
    private static final int STEPS = 6;

    private Doubles() {}

    /** Asymmetric inputs. */
    static double[][] inputs() {
        var inputs = new double[STEPS][FEATURES];
        for (int t = 0; t < STEPS; t++) {
            for (int k = 0; k < FEATURES; k++) {
                inputs[t][k] = (float) Math.sin(1 + 3 * t + 1.7 * k);
            }
        }
        return inputs;
    }

    /** Requires the cell's outputs at every step to be those of the equation: from input and state to the next state. */
    static void same(Cell<?> cell, double[][] start, BinaryOperator<double[][]> equation, int output) {
        var layer = Recurrent.of(cell);
        var state = layer.start(1);
        var expected = start;
        for (var x : inputs()) {
            state = layer.step(Tensor.of(floats(x), 1, FEATURES), state);
            expected = equation.apply(new double[][] {x}, expected);
            var found = layer.output(state).toArray();
            assertThat(found).hasSize(expected[output].length);
            for (int j = 0; j < found.length; j++) {
                assertThat((double) found[j])
                        .as("%s, unit %d", cell.getClass().getSimpleName(), j)
                        .isCloseTo(expected[output][j], org.assertj.core.data.Offset.offset(2e-6));
            }
        }
    }

    static <T> T weights(T cell) {
        return CellContract.randomised(cell, 2 + Tree.flatten(cell).size());
    }

    private static float[] floats(double... values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static double[] zeros() {
        return new double[HIDDEN];
    }

    /** x w. */
    static double[] product(double[] x, Tensor w) {
        var y = new double[w.columns()];
        for (int j = 0; j < y.length; j++) {
            for (int k = 0; k < x.length; k++) {
                y[j] += x[k] * w.at(k, j);
            }
        }
        return y;
    }

    static double[] vector(Tensor b) {
        var values = b.toArray();
        var doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    static double[] plus(double[]... all) {
        var sum = all[0];
        for (int i = 1; i < all.length; i++) {
            sum = both(sum, all[i], Double::sum);
        }
        return sum;
    }

    static double[] times(double[] a, double... b) {
        return both(a, b, (x, y) -> x * y);
    }

    private static double[] both(double[] a, double[] b, DoubleBinaryOperator f) {
        assertThat(a).hasSameSizeAs(b);
        var c = new double[a.length];
        Arrays.setAll(c, i -> f.applyAsDouble(a[i], b[i]));
        return c;
    }

    static double[] each(DoubleUnaryOperator f, double... a) {
        return Arrays.stream(a).map(f).toArray();
    }

    static double[] tanh(double... a) {
        return each(Math::tanh, a);
    }

    static double[] sigmoid(double... a) {
        return each(x -> 1 / (1 + Math.exp(-x)), a);
    }

    static double[] oneMinus(double... a) {
        return each(x -> 1 - x, a);
    }

    /** Equal blocks. */
    static double[][] split(int parts, double... a) {
        var blocks = new double[parts][];
        Arrays.setAll(blocks, i -> Arrays.copyOfRange(a, i * a.length / parts, (i + 1) * a.length / parts));
        return blocks;
    }

    static double[] normalised(LayerNorm norm, double... a) {
        double mean = Arrays.stream(a).average().orElseThrow();
        double variance =
                Arrays.stream(a).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        var y = each(x -> (x - mean) / Math.sqrt(variance + 1e-5), a);
        return plus(times(y, vector(norm.gain())), vector(norm.bias()));
    }
}
