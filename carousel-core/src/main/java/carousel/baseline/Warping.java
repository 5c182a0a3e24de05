package carousel.baseline;

import java.util.Arrays;

/**
 * Dynamic time warping (Sakoe, Chiba 1978): the least sum of squared differences over all ways to walk through both series
 * at once, each step in one of them or in both, never more than a window apart. All channels are warped alike. Immutable.
 *
 * <pre>
 * D(i, j) = |a(i) - b(j)|² + min(D(i - 1, j), D(i, j - 1), D(i - 1, j - 1))      |i - j| ≤ window
 * </pre>
 *
 * @param channels F
 * @param window in steps; where the lengths differ by more, as much as they differ
 */
record Warping(int channels, int window) implements Distance {
    /** Keeps rounding from taking a bound above a distance that it is equal to. */
    private static final double CAUTION = 1 - 1e-9;

    Warping {
        if (window < 0) {
            throw new IllegalArgumentException("warping: a window of " + window + " steps; expected 0 or more");
        }
    }

    @Override
    public double between(float[] a, float[] b, double limit) {
        var walk = new Walk(a, b);
        for (int i = 0; i < a.length / channels; i++) {
            if (walk.row(i) > limit) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return walk.before[b.length / channels];
    }

    /** Two rows of D, a place further right than their j. One thread at a time. */
    private final class Walk {
        private final float[] a;
        private final float[] b;
        private final int wide;
        private double[] before;
        private double[] now;

        Walk(float[] a, float[] b) {
            this.a = a;
            this.b = b;
            this.wide = Math.max(window, Math.abs(a.length - b.length) / channels);
            this.before = new double[b.length / channels + 1];
            this.now = new double[before.length];
            Arrays.fill(before, Double.POSITIVE_INFINITY);
            Arrays.fill(now, Double.POSITIVE_INFINITY);
            before[0] = 0;
        }

        /** The next row, and the least of it: no way goes on with less. */
        double row(int i) {
            int from = Math.max(0, i - wide);
            int to = (int) Math.min(before.length - 2, (long) i + wide);
            double least = Double.POSITIVE_INFINITY;
            double left = Double.POSITIVE_INFINITY;
            double diagonal = before[from];
            now[from] = left;
            for (int j = from; j <= to; j++) {
                double up = before[j + 1];
                left = Math.min(Math.min(up, diagonal), left) + squared(a, i, b, j);
                now[j + 1] = left;
                diagonal = up;
                least = Math.min(least, left);
            }
            var read = before;
            before = now;
            now = read;
            return least;
        }
    }

    private double squared(float[] a, int i, float[] b, int j) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            double difference = a[i * channels + c] - b[j * channels + c];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * How far another series of the same length is outside of what this one reaches within the window (Keogh, Ratanamahatana
     * 2005).
     */
    @Override
    public Bound bound(float... series) {
        var least = new float[series.length];
        var most = new float[series.length];
        for (int i = 0; i < series.length; i++) {
            least[i] = Float.POSITIVE_INFINITY;
            most[i] = Float.NEGATIVE_INFINITY;
            int reach = Math.min(window, series.length / channels) * channels;
            int to = Math.min(series.length - channels + i % channels, i + reach);
            for (int j = Math.max(i % channels, i - reach); j <= to; j += channels) {
                least[i] = Math.min(least[i], series[j]);
                most[i] = Math.max(most[i], series[j]);
            }
        }
        return other -> other.length == series.length ? CAUTION * outside(least, most, other) : 0;
    }

    private static double outside(float[] least, float[] most, float... other) {
        double sum = 0;
        for (int i = 0; i < other.length; i++) {
            double difference = Math.max(0, Math.max(other[i] - most[i], least[i] - other[i]));
            sum += difference * difference;
        }
        return sum;
    }
}
