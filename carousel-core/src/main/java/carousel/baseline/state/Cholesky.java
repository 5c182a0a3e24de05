package carousel.baseline.state;

/** A symmetric matrix with positive eigenvalues as L L'. Immutable as long as nobody writes into the array. */
record Cholesky(double[][] lower) {

    /**
     * The factor of a matrix.
     *
     * @throws ArithmeticException when an eigenvalue is not above 0
     */
    static Cholesky of(double[]... matrix) {
        int n = matrix.length;
        var lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    throw new ArithmeticException("covariance: not positive definite at row " + i
                            + "; is the noise of the observations 0, or an element not finite?");
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return new Cholesky(lower);
    }

    /** log |L L'|. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += 2 * StrictMath.log(lower[i][i]);
        }
        return sum;
    }

    /** b' (L L')⁻¹ b. */
    double distance(double... b) {
        double sum = 0;
        for (double x : forward(b)) {
            sum += x * x;
        }
        return sum;
    }

    /** x with L x = b. */
    private double[] forward(double... b) {
        var x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    private double[] solve(double... b) {
        int n = lower.length;
        var x = forward(b);
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    /** X with X L L' = B: a row for each row of B. */
    double[][] solveRows(double[]... b) {
        var x = new double[b.length][];
        for (int i = 0; i < b.length; i++) {
            x[i] = solve(b[i]);
        }
        return x;
    }
}
