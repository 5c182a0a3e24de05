package carousel.baseline.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KalmanFilterTest {

    private static double[][] matrix(int rows, int columns, Random random) {
        var matrix = new double[rows][columns];
        for (var row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian() * 0.6;
            }
        }
        return matrix;
    }

    /** Symmetric with eigenvalues above 0.1. */
    private static double[][] covariance(int n, Random random) {
        var root = matrix(n, n, random);
        var c = new double[n][n];
        for (int i = 0; i < n; i++) {
            c[i][i] = 0.1;
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    c[i][j] += root[i][k] * root[j][k];
                }
            }
        }
        return c;
    }

    private static KalmanFilter drawn(int states, int outputs, Random random) {
        return new KalmanFilter(
                matrix(states, states, random),
                matrix(outputs, states, random),
                covariance(states, random),
                covariance(outputs, random),
                matrix(1, states, random)[0],
                covariance(states, random));
    }

    /** All states and observations of T steps as one normal vector: states first, step by step. */
    private record Dense(double[] mean, double[][] covariance) {

        static Dense of(KalmanFilter system, int steps) {
            int s = system.states();
            int d = system.outputs();
            int all = steps * (s + d);
            var mean = new double[all];
            var made = new double[all][all]; // of which noises each variable is made; there is one for each
            var noise = new double[all][all];
            for (int t = 0; t < steps; t++) {
                put(noise, t * s, t == 0 ? system.covariance() : system.noise());
                put(noise, steps * s + t * d, system.error());
                for (int i = 0; i < s; i++) {
                    made[t * s + i][t * s + i] = 1;
                    mean[t * s + i] = t == 0 ? system.mean()[i] : 0;
                    for (int j = 0; j < s && t > 0; j++) {
                        add(made, mean, t * s + i, system.transition()[i][j], (t - 1) * s + j);
                    }
                }
                for (int i = 0; i < d; i++) {
                    int row = steps * s + t * d + i;
                    made[row][row] = 1;
                    for (int j = 0; j < s; j++) {
                        add(made, mean, row, system.output()[i][j], t * s + j);
                    }
                }
            }
            return new Dense(mean, Matrix.around(made, noise));
        }

        private static void put(double[][] matrix, int at, double[]... block) {
            for (int i = 0; i < block.length; i++) {
                System.arraycopy(block[i], 0, matrix[at + i], at, block.length);
            }
        }

        /** Adds a multiple of one variable to another. */
        private static void add(double[][] made, double[] mean, int to, double factor, int from) {
            mean[to] += factor * mean[from];
            for (int k = 0; k < made.length; k++) {
                made[to][k] += factor * made[from][k];
            }
        }

        /** The rows from one place to another: conditioned on x, by elimination one after the other, with log p(x). */
        Conditioned given(int from, int to, double... x) {
            var m = mean.clone();
            var c = new double[m.length][];
            for (int i = 0; i < c.length; i++) {
                c[i] = covariance[i].clone();
            }
            double log = 0;
            for (int o = from; o < to; o++) {
                double error = x[o - from] - m[o];
                double variance = c[o][o];
                log -= (Math.log(2 * Math.PI * variance) + error * error / variance) / 2;
                var column = new double[c.length];
                for (int i = 0; i < c.length; i++) {
                    column[i] = c[i][o];
                }
                for (int i = 0; i < c.length; i++) {
                    m[i] += column[i] / variance * error;
                    for (int j = 0; j < c.length; j++) {
                        c[i][j] -= column[i] * column[j] / variance;
                    }
                }
            }
            return new Conditioned(m, c, log);
        }
    }

    private record Conditioned(double[] mean, double[][] covariance, double log) {
        double square(int i, int j) {
            return covariance[i][j] + mean[i] * mean[j];
        }
    }

    private static void assertState(double[] mean, double[][] covariance, Conditioned expected, int at) {
        for (int i = 0; i < mean.length; i++) {
            assertThat(mean[i]).isCloseTo(expected.mean[at + i], within(1e-8));
            for (int j = 0; j < mean.length; j++) {
                assertThat(covariance[i][j]).isCloseTo(expected.covariance[at + i][at + j], within(1e-8));
            }
        }
    }

    @Test
    void everythingIsThatOfOneDenseNormalVector() {
        for (int seed = 0; seed < 25; seed++) {
            var random = new Random(seed);
            int s = 1 + seed % 3;
            int d = 1 + seed % 2;
            int steps = 1 + random.nextInt(8);
            var system = drawn(s, d, random);
            var dense = Dense.of(system, steps);
            var x = matrix(steps, d, random);
            var flat = new double[steps * d];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = x[i / d][i % d];
            }
            var filtered = system.filter(x);
            var smoothed = system.smooth(x);
            var all = dense.given(steps * s, steps * (s + d), flat);
            assertThat(filtered.logLikelihood()).as("seed %d", seed).isCloseTo(all.log, within(1e-8));
            for (int t = 0; t < steps; t++) {
                var past = dense.given(steps * s, steps * s + t * d, flat);
                var now = dense.given(steps * s, steps * s + (t + 1) * d, flat);
                assertState(filtered.means()[t], filtered.covariances()[t], now, t * s);
                assertState(smoothed.means()[t], smoothed.covariances()[t], all, t * s);
                for (int i = 0; i < d; i++) {
                    assertThat(filtered.forecasts()[t][i]).isCloseTo(past.mean[steps * s + t * d + i], within(1e-8));
                }
                for (int i = 0; i < s * s && t > 0; i++) {
                    assertThat(smoothed.lagged()[t][i / s][i % s])
                            .isCloseTo(all.covariance[t * s + i / s][(t - 1) * s + i % s], within(1e-8));
                }
            }
        }
    }

    private static double[][] sampled(double memory, double noise, double error, int steps, Random random) {
        var x = new double[steps][1];
        double state = random.nextGaussian();
        for (int t = 0; t < steps; t++) {
            x[t][0] = 2 * state + error * random.nextGaussian();
            state = memory * state + noise * random.nextGaussian();
        }
        return x;
    }

    @Test
    void learningNeverLowersTheLikelihood() {
        var random = new Random(1);
        List<double[][]> series = new ArrayList<>(List.of(
                sampled(0.9, 0.5, 1, 40, random), sampled(0.9, 0.5, 1, 1, random), sampled(0.9, 0.5, 1, 25, random)));
        for (int states = 1; states <= 3; states++) {
            var system = KalmanFilter.drawn(states, series, states);
            double first = total(system, series);
            double before = first;
            for (int i = 0; i < 20; i++) {
                system = system.learned(series, 1);
                double after = total(system, series);
                assertThat(after).as("%d states, step %d", states, i).isGreaterThanOrEqualTo(before - 1e-9);
                before = after;
            }
            assertThat(before).isGreaterThan(first + 1);
            assertThat(system)
                    .isEqualTo(KalmanFilter.drawn(states, series, states).learned(series, 20));
        }
    }

    /** With one state and one output, from the moments of the dense vector given all observations. */
    @Test
    void aStepOfLearningIsItsFormula() {
        var random = new Random(4);
        var system = drawn(1, 1, random);
        var series = List.of(matrix(4, 1, random), matrix(1, 1, random), matrix(3, 1, random));
        double first = 0;
        double firsts = 0;
        double pairs = 0;
        double before = 0;
        double after = 0;
        double squares = 0;
        double mixed = 0;
        double observed = 0;
        for (var x : series) {
            int steps = x.length;
            var flat = Arrays.stream(x).mapToDouble(row -> row[0]).toArray();
            var all = Dense.of(system, steps).given(steps, 2 * steps, flat);
            first += all.mean[0];
            firsts += all.square(0, 0);
            for (int t = 0; t < steps; t++) {
                pairs += t > 0 ? all.square(t, t - 1) : 0;
                before += t > 0 ? all.square(t - 1, t - 1) : 0;
                after += t > 0 ? all.square(t, t) : 0;
                squares += all.square(t, t);
                mixed += x[t][0] * all.mean[t];
                observed += x[t][0] * x[t][0];
            }
        }
        var learned = system.learned(series, 1);
        assertThat(learned.transition()[0][0]).isCloseTo(pairs / before, within(1e-9));
        assertThat(learned.noise()[0][0]).isCloseTo((after - pairs * pairs / before) / 5, within(1e-9));
        assertThat(learned.output()[0][0]).isCloseTo(mixed / squares, within(1e-9));
        assertThat(learned.error()[0][0]).isCloseTo((observed - mixed * mixed / squares) / 8, within(1e-9));
        assertThat(learned.mean()[0]).isCloseTo(first / 3, within(1e-9));
        assertThat(learned.covariance()[0][0]).isCloseTo(firsts / 3 - first * first / 9, within(1e-9));
    }

    private static double total(KalmanFilter system, List<double[][]> series) {
        return series.stream()
                .mapToDouble(one -> system.filter(one).logLikelihood())
                .sum();
    }

    @Test
    void learningRecoversHowLongAStateLasts() {
        var random = new Random(2);
        var series = List.of(sampled(0.9, 0.5, 1, 1000, random), sampled(0.9, 0.5, 1, 1000, random));
        var system = KalmanFilter.drawn(1, series, 1).learned(series, 60);
        assertThat(system.transition()[0][0]).isCloseTo(0.9, within(0.03));
        assertThat(system.error()[0][0]).isCloseTo(1, within(0.2));
        double variance = system.noise()[0][0] * system.output()[0][0] * system.output()[0][0];
        assertThat(variance).isCloseTo(0.25 * 4, within(0.2));
    }

    @Test
    void aSeriesWithoutStepsKnowsNothing() {
        var system = drawn(2, 1, new Random(1));
        assertThat(system.filter().logLikelihood()).isZero();
        assertThat(system.smooth().means()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        double[][] one = {{1}};
        double[][] zero = {{0}};
        double[] mean = {0};
        assertThatThrownBy(() -> new KalmanFilter(one, one, one, one, mean, new double[][] {{1, 0}}))
                .hasMessageContaining("covariance")
                .hasMessageContaining("[1,1]");
        var system = new KalmanFilter(one, one, one, one, mean, one);
        assertThatThrownBy(() -> system.filter(new double[] {1, 2})).isInstanceOf(DataException.class);
        var exact = new KalmanFilter(one, zero, one, zero, mean, one);
        assertThatThrownBy(() -> exact.filter(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> KalmanFilter.drawn(1, List.of(), 1)).isInstanceOf(DataException.class);
    }
}
