package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.reader.Lines.Line;
import carousel.text.DataException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of cells, as CSV (RFC 4180) or with a TAB between them. Safe for many threads. */
final class Rows {
    private static final Pattern RECORD = Pattern.compile(" ?\\(?record starting at line (\\d+)\\)?");

    private Rows() {}

    record Row(Place place, List<String> cells) {}

    /** Cells with commas between them; one in quotes may hold commas, line ends and, written twice, quotes. */
    static List<Row> csv(TextFile file, Lines lines) {
        var reader = CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(lines.text(file));
        var rows = new ArrayList<Row>();
        try {
            for (var row : reader) {
                rows.add(new Row(new Place(file.where(), (int) row.getStartingLineNumber()), row.getFields()));
            }
        } catch (CsvParseException e) {
            throw wrong(file, e);
        }
        return even(rows, lines, "put quotes around a cell that holds a comma");
    }

    private static DataException wrong(TextFile file, CsvParseException e) {
        var message = String.valueOf(e.getMessage());
        var record = RECORD.matcher(message);
        var where = file.where() + (record.find() ? ":" + record.group(1) : "");
        return new DataException(
                where + ": " + record.replaceAll("") + "; put quotes around the whole cell and double those within", e);
    }

    /** Cells with TABs between them; quotes are characters like any other. */
    static List<Row> tabs(List<Line> all, Lines lines) {
        var rows = new ArrayList<Row>();
        for (var line : all) {
            var cells = List.of(line.text().split("\t", -1));
            cells.stream()
                    .filter(cell -> cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\""))
                    .forEach(_ -> lines.count(Handled.QUOTED_CELL));
            rows.add(new Row(line.place(), cells));
        }
        return even(rows, lines, "a cell cannot hold a TAB");
    }

    /**
     * Leaves blank lines out, except where rows have one cell, and refuses a row that has more or fewer cells than the
     * first.
     */
    private static List<Row> even(List<Row> rows, Lines lines, String remedy) {
        var kept = new ArrayList<Row>();
        for (var row : rows) {
            int width = kept.isEmpty()
                    ? row.cells().size()
                    : kept.getFirst().cells().size();
            boolean blank = row.cells().size() == 1 && row.cells().getFirst().isBlank();
            if (blank && (kept.isEmpty() || width > 1)) {
                lines.count(Handled.BLANK_LINE);
                continue;
            }
            if (row.cells().size() != width) {
                throw row.place()
                        .wrong("%d cells; expected %d as in line %d; %s"
                                .formatted(
                                        row.cells().size(),
                                        width,
                                        kept.getFirst().place().line(),
                                        remedy));
            }
            kept.add(row);
        }
        return kept;
    }
}
