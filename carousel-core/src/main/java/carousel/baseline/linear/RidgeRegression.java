package carousel.baseline.linear;

import java.util.Arrays;

/**
 * Linear regression of a number with an L2 penalty (Hoerl, Kennard 1970), by L-BFGS over all rows at once. The penalty
 * leaves out the bias.
 *
 * <pre>
 * y = w x + b
 * least: sum over rows of (y - target)² + penalty · sum of all w²
 * </pre>
 *
 * <p>Immutable, safe for many threads.
 *
 * <pre>
 * var model = RidgeRegression.chosen(train, valid);
 * double[] guesses = model.values(bag.rows(texts));
 * double squaredError = model.loss(test);
 * </pre>
 */
public final class RidgeRegression {
    /** From stiff to free: each fit begins where the one before ended. */
    private static final double[] PENALTIES = {1024, 256, 64, 16, 4, 1, 0.25, 0.0625, 0.015625};

    private static final double CLOSE = 1e-5;
    private static final double EXACT = 1e-9;

    private final double penalty;
    private final double[] weights; // [F + 1], the last one the bias

    private RidgeRegression(double penalty, double... weights) {
        this.penalty = penalty;
        this.weights = weights;
    }

    /**
     * Learns from rows.
     *
     * @param penalty above 0
     */
    public static RidgeRegression of(Measured train, double penalty) {
        return from(train, penalty, EXACT, new double[train.rows().columns() + 1]);
    }

    /** Learns with weaker and weaker penalties, from 1024 to 1/64, for as long as the loss on other rows falls. */
    public static RidgeRegression chosen(Measured train, Measured valid) {
        return Penalties.best(
                PENALTIES,
                new double[train.rows().columns() + 1],
                (penalty, start) -> from(train, penalty, CLOSE, start),
                model -> model.weights,
                model -> model.loss(valid));
    }

    private static RidgeRegression from(Measured train, double penalty, double tolerance, double... start) {
        if (!(penalty > 0)) {
            throw new IllegalArgumentException("ridge regression: penalty " + penalty + "; expected above 0");
        }
        return new RidgeRegression(penalty, Lbfgs.least(new Objective(train, penalty), tolerance, start));
    }

    /** What is to be least, and its gradient. */
    private record Objective(Measured train, double penalty) implements Lbfgs.Smooth {

        @Override
        public double at(double[] weights, double[] gradient) {
            int bias = weights.length - 1;
            double sum = 0;
            for (int j = 0; j < bias; j++) {
                sum += penalty * weights[j] * weights[j];
                gradient[j] = 2 * penalty * weights[j];
            }
            gradient[bias] = 0;
            for (int row = 0; row < train.targets().length; row++) {
                double error = train.rows().dot(row, weights) + weights[bias] - train.targets()[row];
                sum += error * error;
                train.rows().addTo(gradient, row, 2 * error);
                gradient[bias] += 2 * error;
            }
            return sum;
        }

        @Override
        public double[] bends() {
            var bends = Arrays.copyOf(train.rows().squares(), train.rows().columns() + 1);
            bends[bends.length - 1] = train.targets().length;
            Arrays.setAll(bends, i -> 2 * (bends[i] + penalty));
            return bends;
        }
    }

    /** The penalty it was learned with. */
    public double penalty() {
        return penalty;
    }

    /** w, one for each feature. */
    public double weight(int feature) {
        return weights[feature];
    }

    /** y for each row [n]. */
    public double[] values(SparseRows rows) {
        if (rows.columns() != weights.length - 1) {
            throw new IllegalArgumentException(
                    "ridge regression: rows of " + rows.columns() + " features; expected " + (weights.length - 1));
        }
        var values = new double[rows.rows()];
        Arrays.setAll(values, row -> rows.dot(row, weights) + weights[weights.length - 1]);
        return values;
    }

    /** The mean squared error. */
    public double loss(Measured data) {
        var values = values(data.rows());
        double sum = 0;
        for (int row = 0; row < values.length; row++) {
            double error = values[row] - data.targets()[row];
            sum += error * error;
        }
        return sum / values.length;
    }
}
