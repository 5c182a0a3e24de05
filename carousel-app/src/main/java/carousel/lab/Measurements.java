package carousel.lab;

import carousel.data.Lengths;
import carousel.lab.check.Doubles;
import carousel.lab.check.Jacobian;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.Spectrum;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The curves behind some laws. Safe for many threads. */
public final class Measurements {
    private static final int UNITS = 128;

    private Measurements() {}

    private static double[] upTo(int count) {
        var x = new double[count];
        Arrays.setAll(x, i -> i);
        return x;
    }

    /** The norm of d h(T) / d x(T - k) by lag k, relative to lag 0. */
    public static List<Series> gradientsByLag() {
        int lags = 151;
        var init = Init.seed(1);
        var input = init.normal(0.2f, 8, UNITS);
        var lstm = Lstm.of(8, UNITS, init);
        return List.of(
                lag("RNN, spectral radius 0.9", lags, rnn(input, init.spectral(0.9f, UNITS))),
                lag("RNN, spectral radius 2", lags, rnn(input, init.spectral(2f, UNITS))),
                lag("LSTM, forget bias 1", lags, lstm),
                lag("LSTM, forget bias 5", lags, new Lstm(lstm.wx(), lstm.wh(), init.blocks(UNITS, 0, 5, 0, 0))));
    }

    private static Rnn rnn(Tensor wx, Tensor wh) {
        return new Rnn(wx, wh, Tensor.zeros(wh.rows()), Rnn.Activation.TANH);
    }

    private static Series lag(String name, int lags, Cell<?> cell) {
        int warmUp = 50;
        int steps = warmUp + lags;
        var norms = inputGradients(cell, 8, steps);
        var y = new double[lags];
        Arrays.setAll(y, k -> norms[steps - 1 - k] / norms[steps - 1]);
        return new Series(name, upTo(lags), y);
    }

    /** The norm of the gradient of the last output, over 16 random sequences, by each step's input. */
    private static double[] inputGradients(Cell<?> cell, int features, int steps) {
        int batch = 16;
        var layer = Recurrent.of(cell);
        var x = Init.seed(2).normal(1, batch * steps, features);
        var inputs = new Sequence(x, Lengths.uniform(batch, steps));
        var gradients = Runs.gradients(() -> Runs.weighed(layer.last(inputs)));
        var rows = Doubles.matrix(gradients.of(x));
        var norms = new double[steps];
        Arrays.setAll(norms, t -> Doubles.norm(Doubles.flat(Arrays.copyOfRange(rows, t * batch, (t + 1) * batch))));
        return norms;
    }

    /** d c(T) / d c(0) by T, for forget gates with these biases. */
    public static List<Series> carousel() {
        var curves = new ArrayList<Series>();
        curves.add(carousel("forget gate 1: the constant error carousel", 200));
        for (float bias : new float[] {8, 6, 4}) {
            curves.add(carousel("forget gate " + String.format(Locale.ROOT, "%.4f", Doubles.sigmoid(bias)), bias));
        }
        return curves;
    }

    private static Series carousel(String name, float bias) {
        double[] steps = {
            1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000,
            10_000
        };
        return new Series(
                name,
                steps,
                Arrays.stream(steps)
                        .map(t -> TimeLaws.carousel(bias, (int) t)[0])
                        .toArray());
    }

    /**
     * A recurrent matrix and what it does to gradients. Immutable.
     *
     * @param radius the largest magnitude of its eigenvalues
     * @param eigenvalues in the complex plane: real parts as x, imaginary parts as y
     * @param gradient the norm of d h(T) / d h(T - k) by lag k
     * @param predicted radius^k, begun where the gradient begins
     */
    public record Growth(double radius, Series eigenvalues, Series gradient, Series predicted) {}

    /** Linear networks of several spectral radii. */
    public static List<Growth> growth() {
        var growths = new ArrayList<Growth>();
        for (double radius : new double[] {0.9, 1, 1.1}) {
            growths.add(growth(radius));
        }
        return growths;
    }

    private static Growth growth(double radius) {
        var wh = Init.seed(6).spectral((float) radius, 48);
        var values = Spectrum.of(wh).values();
        var eigenvalues = new Series(
                "spectral radius " + radius,
                values.stream().mapToDouble(Spectrum.Value::real).toArray(),
                values.stream().mapToDouble(Spectrum.Value::imaginary).toArray());
        var cell = TimeLaws.withRecurrence(wh, Rnn.Activation.LINEAR);
        var lags = new double[40];
        Arrays.setAll(lags, i -> 4.0 * (i + 1));
        var norms = Arrays.stream(lags)
                .map(k -> Jacobian.norm(cell, 1, (int) k, new double[48]))
                .toArray();
        // the first steps mix all eigenvalues; from here on the largest are alone
        int from = 10;
        var predicted = new double[lags.length];
        Arrays.setAll(predicted, i -> norms[from] * Math.pow(radius, lags[i] - lags[from]));
        return new Growth(
                radius,
                eigenvalues,
                new Series("measured, radius " + radius, lags, norms),
                new Series("radius^k", lags, predicted));
    }

    /** The norm of the gradient of the last step's loss by each step's input; what is 0 to the bit is left out. */
    public static List<Series> horizon() {
        int steps = 64;
        var lstm = Lstm.of(CellLaws.FEATURES, 32, Init.seed(4));
        var layer = Recurrent.of(new Lstm(lstm.wx(), lstm.wh(), Init.seed(1).blocks(32, 0, 1, 0, 0)));
        var curves = new ArrayList<Series>();
        curves.add(new Series(
                "full back-propagation", upTo(steps), TruncationLaws.reach(layer, state -> state, steps / 2, steps)));
        for (int window : new int[] {40, 20, 10}) {
            int cut = steps - window;
            var norms = TruncationLaws.reach(layer, state -> Tree.map(state, Tensor::detached), cut, steps);
            curves.add(new Series(
                    "window of " + window + " steps",
                    Arrays.copyOfRange(upTo(steps), cut, steps),
                    Arrays.copyOfRange(norms, cut, steps)));
        }
        return curves;
    }
}
