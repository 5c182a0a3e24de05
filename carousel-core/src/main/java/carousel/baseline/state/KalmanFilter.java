package carousel.baseline.state;

import carousel.tensor.Step;
import carousel.text.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * A linear dynamical system with normal noise and its filter (Kalman 1960): what a linear recurrent network with a noisy
 * state is, solved exactly.
 *
 * <pre>
 * s(0) ~ N(mean, covariance)      s(t) ~ N(A s(t-1), Q)      x(t) ~ N(C s(t), R)
 *
 * expected  m' = A m, P' = A P A' + Q                         error  e = x - C m', E = C P' C' + R
 * then      m = m' + P' C' E⁻¹ e, P = P' - P' C' E⁻¹ C P'     log p(x) = sum of log N(e; 0, E)
 * </pre>
 *
 * <p>Everything is computed in double precision. Immutable as long as nobody writes into the arrays, safe for many threads.
 *
 * <pre>
 * var system = KalmanFilter.drawn(2, series, 1).learned(series, 50);
 * double log = system.filter(series.getFirst()).logLikelihood();
 * double[][] forecasts = system.filter(others).forecasts();
 * </pre>
 *
 * @param transition A [S,S]
 * @param output C [D,S]
 * @param noise Q [S,S]
 * @param error R [D,D], positive definite
 * @param mean [S] of the first state
 * @param covariance [S,S] of the first state
 */
public record KalmanFilter(
        double[][] transition,
        double[][] output,
        double[][] noise,
        double[][] error,
        double[] mean,
        double[][] covariance) {

    public KalmanFilter {
        int states = mean.length;
        require("transition", states, states, transition);
        require("output", output.length, states, output);
        require("noise", states, states, noise);
        require("error", output.length, output.length, error);
        require("covariance", states, states, covariance);
    }

    private static void require(String what, int rows, int columns, double[]... matrix) {
        boolean fits = rows > 0 && columns > 0 && matrix.length == rows;
        for (var row : matrix) {
            fits &= row.length == columns;
        }
        if (!fits) {
            throw new IllegalArgumentException("kalman filter, " + what + ": given " + matrix.length
                    + " rows, needed a matrix [" + rows + "," + columns + "]");
        }
    }

    /**
     * What is known of the states from the observations up to each step. Immutable as long as nobody writes into the arrays.
     *
     * @param logLikelihood log p of all observations, in nats
     * @param means [T,S] of the states
     * @param covariances [T,S,S] of the states
     * @param forecasts [T,D] what was expected of each observation from those before it
     */
    public record Filtered(double logLikelihood, double[][] means, double[][][] covariances, double[][] forecasts) {}

    /** S. */
    public int states() {
        return mean.length;
    }

    /** D. */
    public int outputs() {
        return output.length;
    }

    /**
     * Reads observations [T,D].
     *
     * @throws ArithmeticException when a covariance E is not positive definite
     */
    public Filtered filter(double[]... observations) {
        int steps = observations.length;
        var means = new double[steps][];
        var covariances = new double[steps][][];
        var forecasts = new double[steps][];
        double log = 0;
        for (int t = 0; t < steps; t++) {
            var m = t == 0 ? mean : Matrix.times(transition, means[t - 1]);
            var p = t == 0 ? covariance : predicted(covariances[t - 1]);
            var reading = read(m, p, observations[t]);
            means[t] = reading.mean;
            covariances[t] = reading.covariance;
            forecasts[t] = reading.forecast;
            log += reading.log;
        }
        return new Filtered(log, means, covariances, forecasts);
    }

    /** What is left of one observation. */
    private record Read(double[] mean, double[][] covariance, double[] forecast, double log) {}

    private Read read(double[] m, double[][] p, double... observation) {
        if (observation.length != outputs()) {
            throw new DataException(
                    "kalman filter: " + observation.length + " numbers at a step; expected " + outputs());
        }
        var known = Matrix.times(output, p); // C P' [D,S]
        var factor = Cholesky.of(Matrix.plus(Matrix.times(known, Matrix.transposed(output)), 1, error)); // E
        var forecast = Matrix.times(output, m);
        var surprise = Matrix.plus(observation, -1, forecast);
        var gain = factor.solveRows(Matrix.transposed(known)); // P' C' E⁻¹ [S,D]
        double far = factor.distance(surprise);
        return new Read(
                Matrix.plus(m, 1, Matrix.times(gain, surprise)),
                Matrix.symmetric(Matrix.plus(p, -1, Matrix.times(gain, known))),
                forecast,
                -(outputs() * StrictMath.log(2 * Math.PI) + factor.logDeterminant() + far) / 2);
    }

    /** A P A' + Q. */
    private double[][] predicted(double[]... p) {
        return Matrix.plus(Matrix.around(transition, p), 1, noise);
    }

    /**
     * What is known of the states from all observations (Rauch, Tung, Striebel 1965). Immutable as long as nobody writes into
     * the arrays.
     *
     * @param means [T,S]
     * @param covariances [T,S,S]
     * @param lagged [T,S,S] of each state with the one before it; zeros for the first
     */
    public record Smoothed(double[][] means, double[][][] covariances, double[][][] lagged) {}

    /**
     * Looks back from the end of observations [T,D].
     *
     * @throws ArithmeticException when a covariance E or A P A' + Q is not positive definite
     */
    public Smoothed smooth(double[]... observations) {
        var filtered = filter(observations);
        var means = filtered.means().clone();
        var covariances = filtered.covariances().clone();
        var lagged = new double[means.length][states()][states()];
        for (int t = means.length - 2; t >= 0; t--) {
            var ahead = predicted(covariances[t]);
            var back = Cholesky.of(ahead).solveRows(Matrix.times(covariances[t], Matrix.transposed(transition)));
            lagged[t + 1] = Matrix.times(covariances[t + 1], Matrix.transposed(back));
            var news = Matrix.plus(means[t + 1], -1, Matrix.times(transition, means[t]));
            means[t] = Matrix.plus(means[t], 1, Matrix.times(back, news));
            var change = Matrix.around(back, Matrix.plus(covariances[t + 1], -1, ahead));
            covariances[t] = Matrix.symmetric(Matrix.plus(covariances[t], 1, change));
        }
        return new Smoothed(means, covariances, lagged);
    }

    /**
     * A system to learn from: slow states, of which each observation is a drawn mixture.
     *
     * @param series [T,D] each, of numbers around 0: nothing in x is constant
     */
    public static KalmanFilter drawn(int states, List<double[][]> series, long seed) {
        var sizes = Moments.sizes(series);
        long key = new Step(seed, 0).key("kalman");
        var output = new double[sizes.length][states];
        var error = new double[sizes.length][sizes.length];
        for (int d = 0; d < sizes.length; d++) {
            error[d][d] = sizes[d] / 2;
            for (int s = 0; s < states; s++) {
                output[d][s] = Math.sqrt(sizes[d]) * (2 * Step.uniform(Step.key(key, d, 0), s) - 1);
            }
        }
        var slow = Matrix.diagonal(0.9, states);
        var noise = Matrix.diagonal(1 - 0.9 * 0.9, states); // each state has variance 1 in the long run
        return new KalmanFilter(slow, output, noise, error, new double[states], Matrix.diagonal(1, states));
    }

    /**
     * The system after some steps of expectation maximisation (Shumway, Stoffer 1982), none of which lowers the likelihood of
     * the series.
     *
     * @throws ArithmeticException when a covariance is no longer positive definite
     */
    public KalmanFilter learned(List<double[][]> series, int steps) {
        var system = this;
        for (int i = 0; i < steps; i++) {
            var moments = new Moments(states(), outputs());
            for (var one : series) {
                moments.add(system.smooth(one), one);
            }
            system = moments.system(system);
        }
        return system;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KalmanFilter that && Arrays.deepEquals(parts(), that.parts());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(parts());
    }

    private Object[] parts() {
        return new Object[] {transition, output, noise, error, mean, covariance};
    }

    @Override
    public String toString() {
        return "KalmanFilter[" + states() + " states, " + outputs() + " outputs]";
    }
}
