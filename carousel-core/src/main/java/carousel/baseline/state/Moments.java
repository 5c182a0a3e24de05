package carousel.baseline.state;

import carousel.text.DataException;
import java.util.List;

/** What is expected of states, of pairs of states and of states with observations, summed over series. One thread at a time. */
final class Moments {
    private double[] first;
    private double[][] firstSquares;
    private double[][] pairs; // s(t) s(t-1)'
    private double[][] before; // s(t-1) s(t-1)'
    private double[][] after; // s(t) s(t)' of all t but the first
    private double[][] squares; // s(t) s(t)' of all t
    private double[][] mixed; // x(t) s(t)'
    private double[][] observed; // x(t) x(t)'
    private int series;
    private int steps;

    Moments(int states, int outputs) {
        first = new double[states];
        firstSquares = new double[states][states];
        pairs = new double[states][states];
        before = new double[states][states];
        after = new double[states][states];
        squares = new double[states][states];
        mixed = new double[outputs][states];
        observed = new double[outputs][outputs];
    }

    /** The mean square of each number of the observations [D], or 1 where that is 0. */
    static double[] sizes(List<double[][]> series) {
        var sizes = new double[0];
        int steps = 0;
        for (var one : series) {
            for (var x : one) {
                sizes = steps++ == 0 ? new double[x.length] : sizes;
                for (int d = 0; d < sizes.length; d++) {
                    sizes[d] += x[d] * x[d];
                }
            }
        }
        if (steps == 0) {
            throw new DataException("kalman filter: no observations; expected at least one");
        }
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = sizes[d] == 0 ? 1 : sizes[d] / steps;
        }
        return sizes;
    }

    void add(KalmanFilter.Smoothed smoothed, double[]... observations) {
        var previous = new double[0][];
        for (int t = 0; t < observations.length; t++) {
            var mean = smoothed.means()[t];
            var square = Matrix.plus(smoothed.covariances()[t], 1, Matrix.outer(mean, mean));
            if (t == 0) {
                first = Matrix.plus(first, 1, mean);
                firstSquares = Matrix.plus(firstSquares, 1, square);
                series++;
            } else {
                var lagged = Matrix.plus(smoothed.lagged()[t], 1, Matrix.outer(mean, smoothed.means()[t - 1]));
                pairs = Matrix.plus(pairs, 1, lagged);
                before = Matrix.plus(before, 1, previous);
                after = Matrix.plus(after, 1, square);
            }
            squares = Matrix.plus(squares, 1, square);
            mixed = Matrix.plus(mixed, 1, Matrix.outer(observations[t], mean));
            observed = Matrix.plus(observed, 1, Matrix.outer(observations[t], observations[t]));
            previous = square;
            steps++;
        }
    }

    /** The system under which they are most likely; how states move is another's where no series has two steps. */
    KalmanFilter system(KalmanFilter otherwise) {
        boolean moves = steps > series;
        var a = moves ? Cholesky.of(before).solveRows(pairs) : otherwise.transition();
        var c = Cholesky.of(squares).solveRows(mixed);
        var mean = Matrix.plus(new double[first.length], 1.0 / series, first);
        return new KalmanFilter(
                a,
                c,
                moves ? left(after, a, pairs, steps - series) : otherwise.noise(),
                left(observed, c, mixed, steps),
                mean,
                Matrix.plus(Matrix.divided(firstSquares, series), -1, Matrix.outer(mean, mean)));
    }

    /** (squares - weights mixed') / count. */
    private static double[][] left(double[][] squares, double[][] weights, double[][] mixed, int count) {
        var explained = Matrix.times(weights, Matrix.transposed(mixed));
        return Matrix.symmetric(Matrix.divided(Matrix.plus(squares, -1, explained), count));
    }
}
