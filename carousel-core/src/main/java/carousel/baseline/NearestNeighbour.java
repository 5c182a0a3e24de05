package carousel.baseline;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Gives a series the class of the nearest one that is known, of equally near ones the first (Cover, Hart 1967): what
 * classifiers of time series are compared with. Series are compared as they are; scale them first where their level or
 * size must not count.
 *
 * <p>Immutable, safe for many threads.
 *
 * <pre>
 * var known = new LabelledSeries(1, series, labels);
 * var neighbours = NearestNeighbour.warped(known);
 * int label = neighbours.label(query);
 * </pre>
 */
public final class NearestNeighbour {
    private static final int MOST_PERCENT = 20;
    private static final int MOST_LEFT_OUT = 200;

    private final LabelledSeries known;
    private final Distance distance;

    private NearestNeighbour(LabelledSeries known, Distance distance) {
        this.known = known;
        this.distance = distance;
    }

    /**
     * By the squared difference of the steps. Of two series with different lengths the shorter one is stretched to the length
     * of the other.
     */
    public static NearestNeighbour euclid(LabelledSeries known) {
        return new NearestNeighbour(known, new Distance.Euclid(known.channels()));
    }

    /**
     * By dynamic time warping (Sakoe, Chiba 1978), all channels alike.
     *
     * @param window how many steps two moments may be apart that are compared; more where the lengths differ by more
     */
    public static NearestNeighbour warped(LabelledSeries known, int window) {
        return new NearestNeighbour(known, new Warping(known.channels(), window));
    }

    /**
     * By dynamic time warping with a window from 0 to 20 percent of the longest series: the smallest of those with which most
     * known series have the class of their nearest other one. No more than 200 of them are tried, at equal distances.
     * An interrupted thread stops with a {@link CancellationException}.
     */
    public static NearestNeighbour warped(LabelledSeries known) {
        int all = known.labels().length;
        // a distance with a wide window is a lower bound of the same with a narrow one (Tan, Herrmann, Forestier, Webb,
        // Petitjean 2018)
        var bounds = new double[Math.min(all, MOST_LEFT_OUT)][all];
        var best = warped(known, 0);
        int fewest = Integer.MAX_VALUE;
        int last = -1;
        for (int percent = MOST_PERCENT; percent >= 0; percent--) {
            int window = Math.ceilDiv(known.steps() * percent, 100);
            if (window != last) {
                var narrower = warped(known, window);
                int wrong = narrower.wrong(bounds);
                best = wrong <= fewest ? narrower : best;
                fewest = Math.min(wrong, fewest);
                last = window;
            }
        }
        return best;
    }

    /** How many known series have a nearest other one of another class. */
    private int wrong(double[]... bounds) {
        int all = known.labels().length;
        int wrong = 0;
        for (int i = 0; i < bounds.length && all > 1; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while the window was chosen");
            }
            int leftOut = (int) ((long) i * all / bounds.length);
            bounds[i][leftOut] = Double.POSITIVE_INFINITY;
            int nearest = nearest(known.series().get(leftOut), bounds[i]);
            wrong += known.labels()[nearest] == known.labels()[leftOut] ? 0 : 1;
        }
        return wrong;
    }

    /** The window in steps; 0 where nothing is warped. */
    public int window() {
        return distance instanceof Warping warping ? warping.window() : 0;
    }

    /** The class of the nearest series that is known. */
    public int label(float... series) {
        LabelledSeries.requireWhole(known.channels(), series);
        return known.labels()[nearest(series, new double[known.labels().length])];
    }

    /**
     * The nearest known series.
     *
     * @param bounds what the distance from each is known to be at least; raised to what is then known
     */
    private int nearest(float[] series, double... bounds) {
        var bound = distance.bound(series);
        Arrays.setAll(bounds, i -> Math.max(bounds[i], bound.to(known.series().get(i))));
        int best = 0;
        for (int i = 1; i < bounds.length; i++) {
            best = bounds[i] < bounds[best] ? i : best;
        }
        double least = distance.between(series, known.series().get(best), Double.POSITIVE_INFINITY);
        bounds[best] = least;
        int first = best;
        for (int i = 0; i < bounds.length; i++) {
            if (i != first && bounds[i] <= least) {
                double found = distance.between(series, known.series().get(i), least);
                bounds[i] = Math.min(found, Math.nextUp(least));
                if (found < least || found == least && i < best) {
                    best = i;
                    least = found;
                }
            }
        }
        return best;
    }
}
