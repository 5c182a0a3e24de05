package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Series;
import carousel.data.reader.Lines.Line;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Time series in the {@code .ts} format of sktime, aeon and the UCR and UEA archives. Safe for many threads.
 *
 * <pre>{@code
 * @univariate false             lines that begin with @ come first, comments begin with #
 * @classLabel true walk run
 * @data
 * 0.1,0.2,0.4:5,5,6:walk        a series in each line: values with commas, channels with colons between, the class last
 * }</pre>
 *
 * <p>{@code @targetLabel true} has a number in place of the class; with neither there is no label. Series may differ in
 * length, channels of one series may not. Missing values and time stamps are refused.
 *
 * <pre>{@code
 * SktimeFile.read(TextFile.read(Path.of("GunPoint_TRAIN.ts.gz")));
 * }</pre>
 */
public final class SktimeFile {
    private final Lines lines = new Lines();
    private final List<Series> series = new ArrayList<>();
    private final Set<String> classes = new HashSet<>();
    private boolean labelled;
    private int dimensions;
    private boolean inData;

    private SktimeFile() {}

    /** The series in the order of the file. */
    public static Labelled<Series> read(TextFile file) {
        var reader = new SktimeFile();
        for (var line : reader.lines.of(file)) {
            reader.read(line);
        }
        if (!reader.inData) {
            throw new DataException(file.where() + ": no line '@data'; expected it before the series");
        }
        return reader.lines.read(file, reader.series);
    }

    private void read(Line line) {
        var text = line.text().strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        if (inData) {
            var next = series(line.place(), text);
            Measured.count(next, series, lines);
            series.add(next);
        } else if (text.startsWith("@")) {
            header(line.place(), text.split("\\s+"));
        } else {
            throw line.place().wrong("no header line; expected '@' lines, '@data' the last, before the series");
        }
    }

    private void header(Place place, String... words) {
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "@data" -> inData = true;
            case "@timestamps" -> {
                if (value(place, words).equals("true")) {
                    throw place.wrong("time stamps are not read; expected values at equal distances");
                }
            }
            case "@dimension", "@dimensions" -> dimensions = whole(place, words);
            case "@classlabel", "@targetlabel" -> {
                labelled |= value(place, words).equals("true");
                classes.addAll(List.of(words).subList(2, words.length));
            }
            default -> {} // names, notes and what the series show by themselves
        }
    }

    private static String value(Place place, String... words) {
        var value = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "";
        if (!value.equals("true") && !value.equals("false")) {
            throw place.wrong(words[0] + ": expected true or false");
        }
        return value;
    }

    private static int whole(Place place, String... words) {
        if (words.length < 2 || !words[1].matches("[1-9][0-9]{0,6}")) {
            throw place.wrong(words[0] + ": expected a whole number from 1 on");
        }
        return Integer.parseInt(words[1]);
    }

    private Series series(Place place, String text) {
        var parts = List.of(text.split(":", -1));
        var labels = labelled ? List.of(label(place, parts)) : List.<String>of();
        var channels = labelled ? parts.subList(0, parts.size() - 1) : parts;
        int expected = dimensions > 0 || series.isEmpty()
                ? Math.max(dimensions, 0)
                : series.getFirst().channels();
        if (expected > 0 && channels.size() != expected) {
            throw place.wrong(channels.size() + " channels; expected " + expected
                    + (dimensions > 0 ? ", as @dimensions says" : ", as the first series has")
                    + (labelled ? " (the last part is the class)" : ""));
        }
        var values = channels.stream()
                .map(channel -> channel.isBlank() ? new String[0] : channel.split(",", -1))
                .toList();
        return Measured.series(place, values, labels);
    }

    private String label(Place place, List<String> parts) {
        var label = parts.getLast().strip();
        if (parts.size() < 2 || label.isEmpty()) {
            throw place.wrong("no class behind the last colon; expected one, as the header says");
        }
        if (!classes.isEmpty() && !classes.contains(label)) {
            throw place.wrong("class '" + label + "' is not one of those of @classLabel: "
                    + String.join(", ", classes.stream().sorted().toList()));
        }
        return label;
    }
}
