package carousel.tensor;

/** The loss of a row of scores and its slope once more, in double. */
final class DoubleLosses {

    private DoubleLosses() {}

    static double of(double[] x, int from, int classes, int target, double smoothing) {
        double sum = DoubleOps.logSumExp(x, from, from + classes);
        double loss = 0;
        for (int i = 0; i < classes; i++) {
            loss += share(i, classes, target, smoothing) * (sum - x[from + i]);
        }
        return loss;
    }

    static double slope(double[] x, int from, int classes, int i, int target, double smoothing) {
        double sum = DoubleOps.logSumExp(x, from, from + classes);
        return Math.exp(x[from + i] - sum) - share(i, classes, target, smoothing);
    }

    /** The probability of a class under the smoothed target. */
    private static double share(int i, int classes, int target, double smoothing) {
        return smoothing / classes + (i == target ? 1 - smoothing : 0);
    }
}
