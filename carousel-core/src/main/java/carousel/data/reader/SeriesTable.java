package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Series;
import carousel.data.reader.Lines.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Time series of one channel, one in a line, as the UCR archive has them: values with commas, semicolons, TABs or
 * blanks between them, whichever the first line has, and a label at one end. Lines may differ in length; a blank one is
 * left out, but where there are no labels it is a series without steps. Immutable.
 *
 * <pre>{@code
 * SeriesTable.of(SeriesTable.Label.FIRST).read(TextFile.read(Path.of("Coffee_TRAIN.tsv")));
 * }</pre>
 *
 * @param label where it stands
 * @param header whether the first line is one
 */
public record SeriesTable(Label label, Table.Header header) {
    private static final List<String> SEPARATORS = List.of("\t", ";", ",");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    /** Where the label of a series stands. */
    public enum Label {
        /** Before the values. */
        FIRST,
        /** Behind the values. */
        LAST,
        /** Nowhere: every cell is a value. */
        NONE
    }

    /** Lines without a header. */
    public static SeriesTable of(Label label) {
        return new SeriesTable(label, Table.Header.NONE);
    }

    /** The same with a header in the first line, which is not read. */
    public SeriesTable withHeader() {
        return new SeriesTable(label, Table.Header.FIRST_ROW);
    }

    /** The series in the order of the file. */
    public Labelled<Series> read(TextFile file) {
        var lines = new Lines();
        var all = new ArrayList<>(lines.of(file));
        if (label != Label.NONE) {
            all.removeIf(line -> isBlank(line, lines));
        }
        var series = new ArrayList<Series>();
        var separator = all.stream()
                .map(Line::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(SeriesTable::separator)
                .orElse(BLANKS);
        for (var line : header == Table.Header.NONE || all.isEmpty() ? all : all.subList(1, all.size())) {
            var next = series(
                    line, separator.split(separator == BLANKS ? line.text().strip() : line.text(), -1));
            Measured.count(next, series, lines);
            series.add(next);
        }
        return lines.read(file, series);
    }

    private static boolean isBlank(Line line, Lines lines) {
        if (line.text().isBlank()) {
            lines.count(Handled.BLANK_LINE);
        }
        return line.text().isBlank();
    }

    private static Pattern separator(String line) {
        return SEPARATORS.stream()
                .filter(line::contains)
                .findFirst()
                .map(found -> Pattern.compile(Pattern.quote(found)))
                .orElse(BLANKS);
    }

    private Series series(Line line, String... cells) {
        int from = label == Label.FIRST ? 1 : 0;
        int to = label == Label.LAST ? cells.length - 1 : cells.length;
        var name = label == Label.NONE ? "" : cells[label == Label.FIRST ? 0 : to].strip();
        if (label != Label.NONE && name.isEmpty()) {
            throw line.place().wrong("no label; expected it " + (from == 1 ? "before" : "behind") + " the values");
        }
        var labels = label == Label.NONE ? List.<String>of() : List.of(name);
        if (line.text().isBlank()) {
            return Measured.series(line.place(), List.<String[]>of(new String[0]), labels);
        }
        return Measured.series(line.place(), List.<String[]>of(Arrays.copyOfRange(cells, from, to)), labels);
    }
}
