package carousel.metric;

/**
 * How far numbers are from what was expected. Immutable.
 *
 * <pre>
 * mae = mean |y - target|    mse = mean (y - target)²    rmse = √mse
 * r2 = 1 - Σ (y - target)² / Σ (target - mean target)²
 * </pre>
 *
 * <p>Where all targets are equal, r2 is 1 if every number is right, else 0, as in scikit-learn.
 *
 * @param mae mean absolute error
 * @param mse mean squared error
 * @param r2 the part of the variance that is explained; below 0 where the mean would have done better
 */
public record Regression(double mae, double mse, double r2) {

    public static Regression of(float[] expected, float[] predicted) {
        Given.require("regression", expected.length, predicted.length);
        if (expected.length == 0) {
            throw new IllegalArgumentException("regression: no numbers; expected one or more");
        }
        int n = expected.length;
        double mean = 0;
        for (float target : expected) {
            mean += (double) target / n;
        }
        double absolute = 0;
        double squared = 0;
        double variation = 0;
        for (int i = 0; i < n; i++) {
            double error = (double) predicted[i] - expected[i];
            absolute += Math.abs(error);
            squared += error * error;
            variation += (expected[i] - mean) * (expected[i] - mean);
        }
        double r2 = constant(expected) ? (squared == 0 ? 1 : 0) : 1 - squared / variation;
        return new Regression(absolute / n, squared / n, r2);
    }

    private static boolean constant(float... values) {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    public double rmse() {
        return Math.sqrt(mse);
    }
}
