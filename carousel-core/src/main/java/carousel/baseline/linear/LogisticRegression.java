package carousel.baseline.linear;

import java.util.Arrays;

/**
 * Multinomial logistic regression (Cox 1966) with an L2 penalty, by L-BFGS over all rows at once. The penalty leaves out the
 * biases.
 *
 * <pre>
 * p(k | x) = exp(w_k x + b_k) / sum over j of exp(w_j x + b_j)
 * least:     sum over rows of -log p(label | x) + penalty / 2 · sum of all w²
 * </pre>
 *
 * <p>Immutable, safe for many threads.
 *
 * <pre>
 * var model = LogisticRegression.chosen(train, valid);
 * int[] labels = model.labels(bag.rows(texts));
 * double loss = model.loss(test);
 * </pre>
 */
public final class LogisticRegression {
    /** From stiff to free: each fit begins where the one before ended. */
    private static final double[] PENALTIES = {64, 16, 4, 1, 0.25, 0.0625, 0.015625};

    /** Of the gradient: there the loss on other rows has long stopped changing. */
    private static final double CLOSE = 1e-4;

    private static final double EXACT = 1e-8;

    private final double penalty;
    private final int features;
    private final int classes;
    private final double[] weights; // [F + 1, K], the last row the biases

    private LogisticRegression(double penalty, int features, int classes, double... weights) {
        this.penalty = penalty;
        this.features = features;
        this.classes = classes;
        this.weights = weights;
    }

    /**
     * Learns from rows.
     *
     * @param penalty above 0
     */
    public static LogisticRegression of(Labelled train, double penalty) {
        return from(train, penalty, EXACT, start(train));
    }

    /** Learns with weaker and weaker penalties, from 64 to 1/64, for as long as the loss on other rows falls. */
    public static LogisticRegression chosen(Labelled train, Labelled valid) {
        return Penalties.best(
                PENALTIES,
                start(train),
                (penalty, start) -> from(train, penalty, CLOSE, start),
                model -> model.weights,
                model -> model.loss(valid));
    }

    private static double[] start(Labelled train) {
        return new double[(train.rows().columns() + 1) * train.classes()];
    }

    private static LogisticRegression from(Labelled train, double penalty, double tolerance, double... start) {
        if (!(penalty > 0)) {
            throw new IllegalArgumentException("logistic regression: penalty " + penalty + "; expected above 0");
        }
        var weights = Lbfgs.least(new Objective(train, penalty), tolerance, start);
        return new LogisticRegression(penalty, train.rows().columns(), train.classes(), weights);
    }

    /** What is to be least, and its gradient. */
    private record Objective(Labelled train, double penalty) implements Lbfgs.Smooth {

        @Override
        public double at(double[] weights, double[] gradient) {
            int classes = train.classes();
            int biases = weights.length - classes;
            double squares = 0;
            for (int i = 0; i < biases; i++) {
                squares += weights[i] * weights[i];
                gradient[i] = penalty * weights[i];
            }
            Arrays.fill(gradient, biases, weights.length, 0);
            double loss = 0;
            var p = new double[classes];
            for (int row = 0; row < train.labels().length; row++) {
                int label = train.labels()[row];
                double all = read(train.rows(), row, weights, p);
                loss += all - p[label];
                softmax(all, p);
                p[label] -= 1;
                spread(row, p, gradient);
            }
            return loss + penalty / 2 * squares;
        }

        /** Where all classes are equally likely. */
        @Override
        public double[] bends() {
            int classes = train.classes();
            var squares = train.rows().squares();
            var bends = new double[(squares.length + 1) * classes];
            Arrays.setAll(bends, i -> i / classes < squares.length ? squares[i / classes] : train.labels().length);
            double each = (classes - 1.0) / classes / classes;
            Arrays.setAll(bends, i -> each * bends[i] + penalty);
            return bends;
        }

        private void spread(int row, double[] errors, double... gradient) {
            var rows = train.rows();
            int classes = errors.length;
            for (int i = rows.starts()[row]; i < rows.starts()[row + 1]; i++) {
                int at = rows.ids()[i] * classes;
                double x = rows.values()[i];
                for (int k = 0; k < classes; k++) {
                    gradient[at + k] += x * errors[k];
                }
            }
            for (int k = 0; k < classes; k++) {
                gradient[gradient.length - classes + k] += errors[k];
            }
        }
    }

    /** The scores of a row, and the log of the sum of their exponentials. */
    private static double read(SparseRows rows, int row, double[] weights, double... scores) {
        int classes = scores.length;
        System.arraycopy(weights, weights.length - classes, scores, 0, classes);
        for (int i = rows.starts()[row]; i < rows.starts()[row + 1]; i++) {
            int at = rows.ids()[i] * classes;
            double x = rows.values()[i];
            for (int k = 0; k < classes; k++) {
                scores[k] += x * weights[at + k];
            }
        }
        return logSum(scores);
    }

    private static double logSum(double... scores) {
        double most = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (double score : scores) {
            sum += StrictMath.exp(score - most);
        }
        return most + StrictMath.log(sum);
    }

    private static void softmax(double all, double... scores) {
        for (int k = 0; k < scores.length; k++) {
            scores[k] = StrictMath.exp(scores[k] - all);
        }
    }

    /** The penalty it was learned with. */
    public double penalty() {
        return penalty;
    }

    /** How a feature speaks for a class. */
    public double weight(int feature, int label) {
        return weights[feature * classes + label];
    }

    /** p(k | x) for each row [n,K]. */
    public double[][] probabilities(SparseRows rows) {
        var all = new double[require(rows).rows()][classes];
        for (int row = 0; row < all.length; row++) {
            softmax(read(rows, row, weights, all[row]), all[row]);
        }
        return all;
    }

    /** The most likely class of each row. */
    public int[] labels(SparseRows rows) {
        var p = probabilities(rows);
        var labels = new int[p.length];
        for (int row = 0; row < labels.length; row++) {
            for (int k = 1; k < classes; k++) {
                labels[row] = p[row][k] > p[row][labels[row]] ? k : labels[row];
            }
        }
        return labels;
    }

    /** The mean of -log p(label | x), in nats. */
    public double loss(Labelled data) {
        double sum = 0;
        var scores = new double[classes];
        for (int row = 0; row < data.labels().length; row++) {
            sum += read(require(data.rows()), row, weights, scores) - scores[data.labels()[row]];
        }
        return sum / data.labels().length;
    }

    /** The part of the rows whose most likely class is theirs. */
    public double accuracy(Labelled data) {
        var found = labels(data.rows());
        int right = 0;
        for (int row = 0; row < found.length; row++) {
            right += found[row] == data.labels()[row] ? 1 : 0;
        }
        return (double) right / found.length;
    }

    private SparseRows require(SparseRows rows) {
        if (rows.columns() != features) {
            throw new IllegalArgumentException(
                    "logistic regression: rows of " + rows.columns() + " features; expected " + features);
        }
        return rows;
    }
}
