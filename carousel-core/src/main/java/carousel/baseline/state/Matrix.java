package carousel.baseline.state;

import java.util.Arrays;

/** Arithmetic of small matrices in double precision, every sum in rising order. Safe for many threads. */
final class Matrix {
    private Matrix() {}

    static double[][] times(double[][] a, double[]... b) {
        var c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < c[i].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    static double[] times(double[][] a, double... x) {
        var y = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < x.length; k++) {
                y[i] += a[i][k] * x[k];
            }
        }
        return y;
    }

    /** a b a'. */
    static double[][] around(double[][] a, double[]... b) {
        return times(times(a, b), transposed(a));
    }

    /** a b'. */
    static double[][] outer(double[] a, double... b) {
        var c = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                c[i][j] = a[i] * b[j];
            }
        }
        return c;
    }

    static double[][] transposed(double[]... a) {
        var b = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                b[j][i] = a[i][j];
            }
        }
        return b;
    }

    static double[][] plus(double[][] a, double factor, double[]... b) {
        var c = new double[a.length][];
        Arrays.setAll(c, i -> plus(a[i], factor, b[i]));
        return c;
    }

    static double[] plus(double[] a, double factor, double... b) {
        var c = new double[a.length];
        Arrays.setAll(c, i -> a[i] + factor * b[i]);
        return c;
    }

    static double[][] diagonal(double value, int n) {
        var a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = value;
        }
        return a;
    }

    static double[][] divided(double[][] a, double by) {
        return plus(new double[a.length][a[0].length], 1 / by, a);
    }

    /** The mean of a and its transpose: what rounding has made unequal is equal again. */
    static double[][] symmetric(double[]... a) {
        var b = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                b[i][j] = (a[i][j] + a[j][i]) / 2;
            }
        }
        return b;
    }
}
