package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Document;
import carousel.data.labelled.Labelled;
import carousel.data.reader.Rows.Row;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts and their labels in the columns of a table: CSV, TSV, or JSONL, whose fields are the columns. Immutable.
 *
 * <pre>{@code
 * Table.of("class", "title", "text").read(TextFile.read(Path.of("news.csv.gz")));
 * Table.of("1", "2", "3").withoutHeader().read(file);                // the first column is the label
 * Table.of("tags", "body").splitting(";").read(file);                // several labels in a cell
 * }</pre>
 *
 * <p>A {@link DataException} names the file and the line of what is wrong: a row with more or fewer cells than the
 * first, a column that is not there, an example without a label.
 *
 * @param label the column of the label, by its name or, from 1 on, its number; empty: there is none
 * @param texts the columns of the text, which are joined by a space
 * @param separator what stands between several labels in a cell; empty: a cell is one label
 */
public record Table(Format format, Header header, String label, List<String> texts, String separator) {

    /** How rows are written. */
    public enum Format {
        /**
         * As the name of the file says: {@code .csv}, {@code .tsv} or {@code .txt}, {@code .jsonl} or {@code .ndjson}.
         */
        BY_NAME,
        /** Commas between cells, quotes around those that need it. */
        CSV,
        /** TABs between cells; quotes mean nothing. */
        TSV,
        /** A JSON object in every line. */
        JSONL
    }

    /** Whether the first row names the columns. */
    public enum Header {
        /** It does. */
        FIRST_ROW,
        /** It is an example. */
        NONE
    }

    public Table {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("table: no text columns; expected at least one");
        }
    }

    /** A table with a header, one label in a cell, in the format that the name of the file says. */
    public static Table of(String label, String... texts) {
        return new Table(Format.BY_NAME, Header.FIRST_ROW, label, Arrays.asList(texts), "");
    }

    /** The same in this format, whatever the file is called. */
    public Table withFormat(Format other) {
        return new Table(other, header, label, texts, separator);
    }

    /** The same without a header. */
    public Table withoutHeader() {
        return new Table(format, Header.NONE, label, texts, separator);
    }

    /** The same with several labels in a cell, or none, and this between them. */
    public Table splitting(String between) {
        return new Table(format, header, label, texts, between);
    }

    /** The examples in the order of the file. */
    public Labelled<Document> read(TextFile file) {
        var lines = new Lines();
        var examples = switch (format == Format.BY_NAME ? named(file) : format) {
            case JSONL -> new JsonLines(this, lines).read(file);
            case TSV -> examples(Rows.tabs(lines.of(file), lines), lines);
            case CSV, BY_NAME -> examples(Rows.csv(file, lines), lines);
        };
        return lines.read(file, examples);
    }

    private static Format named(TextFile file) {
        var name = file.name().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Format.CSV;
            case "tsv", "txt" -> Format.TSV;
            case "jsonl", "ndjson" -> Format.JSONL;
            default ->
                throw new DataException(file.where() + ": what kind of table is that? expected a name in .csv, .tsv,"
                        + " .txt, .jsonl or .ndjson: rename it");
        };
    }

    private List<Document> examples(List<Row> rows, Lines lines) {
        var examples = new ArrayList<Document>();
        if (rows.isEmpty()) {
            return examples;
        }
        var first = rows.getFirst();
        var names = header == Header.NONE
                ? List.<String>of()
                : first.cells().stream().map(String::strip).toList();
        var columns = new Columns(first.place(), names, first.cells().size());
        int labelled = label.isEmpty() ? -1 : columns.index(label);
        var read = texts.stream().mapToInt(columns::index).toArray();
        for (var row : header == Header.NONE ? rows : rows.subList(1, rows.size())) {
            var cells = Arrays.stream(read).mapToObj(row.cells()::get).toList();
            var labels = labelled < 0
                    ? List.<String>of()
                    : labels(row.place(), row.cells().get(labelled));
            examples.add(document(row.place(), cells, labels, lines));
        }
        return examples;
    }

    Document document(Place place, List<String> cells, List<String> labels, Lines lines) {
        var text =
                String.join(" ", cells.stream().filter(cell -> !cell.isBlank()).toList());
        if (text.isEmpty()) {
            lines.count(Handled.EMPTY_TEXT);
        }
        return new Document(text, labels, place.line());
    }

    List<String> labels(Place place, String cell) {
        if (!separator.isEmpty()) {
            return Arrays.stream(cell.split(Pattern.quote(separator)))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .distinct()
                    .toList();
        }
        if (cell.isBlank()) {
            throw place.wrong("no label in '" + label + "'; every example needs one");
        }
        return List.of(cell.strip());
    }
}
