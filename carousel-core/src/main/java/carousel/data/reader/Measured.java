package carousel.data.reader;

import carousel.data.labelled.Series;
import carousel.text.DataException;
import carousel.text.Decimal;
import java.util.List;

/** The numbers of a series, as they stand in a line. Safe for many threads. */
final class Measured {
    private Measured() {}

    /** A series of channels, each its values with a separator between them; they have one length. */
    static Series series(Place place, List<String[]> channels, List<String> labels) {
        int steps = channels.getFirst().length;
        var values = new float[steps * channels.size()];
        for (int c = 0; c < channels.size(); c++) {
            var channel = channels.get(c);
            if (channel.length != steps) {
                throw place.wrong("channel %d has %d values, channel 1 has %d; expected as many in each"
                        .formatted(c + 1, channel.length, steps));
            }
            for (int t = 0; t < steps; t++) {
                values[t * channels.size() + c] = value(place, channel[t], t + 1);
            }
        }
        return new Series(values, channels.size(), labels, place.line());
    }

    private static float value(Place place, String text, int number) {
        var value = text.strip();
        if (value.isEmpty() || value.equals("?") || value.equalsIgnoreCase("NaN")) {
            throw place.wrong("value " + number + " is missing ('" + value
                    + "'); expected a number: fill it in or leave the series out");
        }
        try {
            return Decimal.parse(value);
        } catch (DataException e) {
            throw place.wrong(e.in("value " + number));
        }
    }

    /** Counts what is noteworthy about a series beside those before it. */
    static void count(Series next, List<Series> before, Lines lines) {
        if (next.steps() == 0) {
            lines.count(Handled.EMPTY_SERIES);
        }
        if (!before.isEmpty() && next.steps() != before.getFirst().steps()) {
            lines.count(Handled.OTHER_LENGTH);
        }
    }
}
