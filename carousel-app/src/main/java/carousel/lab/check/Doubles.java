package carousel.lab.check;

import carousel.layer.Init;
import carousel.layer.LayerNorm;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic in plain loops over doubles: what laws expect. Safe for many threads. */
public final class Doubles {
    private Doubles() {}

    /** Asymmetric inputs [T,F] that a float holds exactly. */
    public static double[][] inputs(int steps, int features) {
        var inputs = new double[steps][features];
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < features; k++) {
                inputs[t][k] = (float) Math.sin(1 + 3 * t + 1.7 * k);
            }
        }
        return inputs;
    }

    /** The same form with uniformly drawn weights: none is zero or equal to another. */
    public static <T> T drawn(T tree, long seed) {
        var init = Init.seed(seed);
        return Tree.map(tree, tensor -> init.uniform(0.7f, tensor.shape()));
    }

    public static Tensor tensor(double[]... rows) {
        return Tensor.of(floats(flat(rows)), rows.length, rows[0].length);
    }

    public static float[] floats(double... values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    public static double[] flat(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    public static double[] vector(Tensor tensor) {
        return vector(tensor.toArray());
    }

    public static double[] vector(float... values) {
        var doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    public static double[][] matrix(Tensor tensor) {
        var rows = new double[tensor.rows()][];
        var values = vector(tensor);
        Arrays.setAll(rows, r -> Arrays.copyOfRange(values, r * tensor.columns(), (r + 1) * tensor.columns()));
        return rows;
    }

    /** x w. */
    public static double[] product(double[] x, Tensor w) {
        return product(x, matrix(w));
    }

    public static double[] product(double[] x, double[]... w) {
        var y = new double[w[0].length];
        for (int k = 0; k < x.length; k++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[k] * w[k][j];
            }
        }
        return y;
    }

    public static double[][] product(double[][] a, double[]... b) {
        return Arrays.stream(a).map(row -> product(row, b)).toArray(double[][]::new);
    }

    public static double[][] identity(int n) {
        var identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    public static double[][] transposed(double[]... a) {
        var b = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                b[j][i] = a[i][j];
            }
        }
        return b;
    }

    public static double[] plus(double[]... all) {
        var sum = all[0];
        for (int i = 1; i < all.length; i++) {
            sum = both(sum, all[i], Double::sum);
        }
        return sum;
    }

    public static double[] times(double[] a, double... b) {
        return both(a, b, (x, y) -> x * y);
    }

    public static double[] times(double factor, double... a) {
        return each(x -> factor * x, a);
    }

    private static double[] both(double[] a, double[] b, DoubleBinaryOperator f) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(a.length + " numbers and " + b.length);
        }
        var c = new double[a.length];
        Arrays.setAll(c, i -> f.applyAsDouble(a[i], b[i]));
        return c;
    }

    public static double[] each(DoubleUnaryOperator f, double... a) {
        return Arrays.stream(a).map(f).toArray();
    }

    public static double[] tanh(double... a) {
        return each(Math::tanh, a);
    }

    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    public static double[] sigmoids(double... a) {
        return each(Doubles::sigmoid, a);
    }

    public static double[] oneMinus(double... a) {
        return each(x -> 1 - x, a);
    }

    /** Equal blocks. */
    public static double[][] split(int parts, double... a) {
        var blocks = new double[parts][];
        Arrays.setAll(blocks, i -> Arrays.copyOfRange(a, i * a.length / parts, (i + 1) * a.length / parts));
        return blocks;
    }

    public static double[] concat(double[] a, double... b) {
        return flat(a, b);
    }

    public static double norm(double... a) {
        return Math.sqrt(Arrays.stream(a).map(x -> x * x).sum());
    }

    public static double mean(double... a) {
        return Arrays.stream(a).average().orElseThrow();
    }

    public static double variance(double... a) {
        double mean = mean(a);
        return mean(each(x -> (x - mean) * (x - mean), a));
    }

    public static double[] softmax(double... a) {
        double total = Arrays.stream(a).map(Math::exp).sum();
        return each(x -> Math.exp(x) / total, a);
    }

    public static double logSumExp(double... a) {
        return Math.log(Arrays.stream(a).map(Math::exp).sum());
    }

    public static double[] normalised(LayerNorm norm, double... a) {
        double mean = mean(a);
        double deviation = Math.sqrt(variance(a) + 1e-5);
        var y = each(x -> (x - mean) / deviation, a);
        return plus(times(y, vector(norm.gain())), vector(norm.bias()));
    }

    /** The largest singular value, by power iteration. */
    public static double spectralNorm(double[]... a) {
        var gram = product(a, transposed(a));
        var v = new double[gram.length];
        Arrays.setAll(v, i -> 1 + 0.1 * i);
        double value = 0;
        for (int i = 0; i < 2000; i++) {
            v = product(v, gram);
            value = norm(v);
            v = times(1 / value, v);
        }
        return Math.sqrt(value);
    }
}
