package carousel.baseline;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.List;

/**
 * Series of numbers, which may differ in length, and their classes. Immutable as long as nobody writes into the arrays.
 *
 * @param channels F, the numbers of a step
 * @param series [T,F] each, step by step
 * @param labels the class of each series
 */
public record LabelledSeries(int channels, List<float[]> series, int... labels) {
    public LabelledSeries {
        series = List.copyOf(series);
        if (channels < 1 || series.size() != labels.length || labels.length == 0) {
            throw new DataException("series: " + labels.length + " labels of " + series.size() + " series with "
                    + channels + " channels; expected one label for each series, and at least one series and channel");
        }
        for (var one : series) {
            requireWhole(channels, one);
        }
    }

    static void requireWhole(int channels, float... series) {
        if (series.length == 0 || series.length % channels != 0) {
            throw new DataException("series: " + series.length + " numbers in " + channels
                    + " channels; expected whole steps, and at least one");
        }
        for (float x : series) {
            if (!Float.isFinite(x)) {
                throw new DataException("series: " + x + "; expected finite numbers, fill the gaps first");
            }
        }
    }

    /** The steps of the longest series. */
    int steps() {
        return series.stream().mapToInt(one -> one.length).max().orElseThrow() / channels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledSeries that
                && channels == that.channels
                && Arrays.equals(labels, that.labels)
                && Arrays.deepEquals(series.toArray(), that.series.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + Arrays.deepHashCode(series.toArray());
    }
}
