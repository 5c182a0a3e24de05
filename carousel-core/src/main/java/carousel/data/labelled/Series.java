package carousel.data.labelled;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers measured at the same times in one or several channels, with any number of labels. No steps are legal.
 * Immutable as long as nobody writes into the array, which is shared and not copied.
 *
 * @param values [T,C] step after step, finite
 * @param channels C, at least 1
 * @param labels one for a class, several where several hold at once, a number as text for regression, none if unknown
 * @param line of the file in which it stands, counted from 1
 */
public record Series(float[] values, int channels, List<String> labels, int line) implements Item<Series> {
    public Series {
        if (channels < 1 || values.length % channels != 0) {
            throw new IllegalArgumentException("series: " + values.length + " values for " + channels
                    + " channels; expected one of each channel at every step");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "series: " + values[i] + " at step " + i / channels + "; expected finite numbers");
            }
        }
        labels = List.copyOf(labels);
        Labels.check(labels, line);
    }

    /** The bits of all values, two characters each, behind the number of channels. */
    @Override
    public String content() {
        var bits = new char[2 * values.length + 1];
        bits[0] = (char) channels;
        for (int i = 0; i < values.length; i++) {
            int value = Float.floatToIntBits(values[i]);
            bits[2 * i + 1] = (char) (value >>> 16);
            bits[2 * i + 2] = (char) value;
        }
        return new String(bits);
    }

    @Override
    public String label() {
        return Labels.joined(labels);
    }

    @Override
    public int steps() {
        return values.length / channels;
    }

    @Override
    public Series reordered(int... order) {
        Labels.checkOrder(steps(), order);
        var moved = new float[values.length];
        for (int t = 0; t < order.length; t++) {
            System.arraycopy(values, order[t] * channels, moved, t * channels, channels);
        }
        return new Series(moved, channels, labels, line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && channels == that.channels
                && line == that.line
                && labels.equals(that.labels)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(values), channels, labels, line);
    }

    @Override
    public String toString() {
        return "Series[" + steps() + " steps, " + channels + " channels, " + labels + ", line " + line + "]";
    }
}
