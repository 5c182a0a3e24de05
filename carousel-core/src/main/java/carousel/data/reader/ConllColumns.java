package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.data.reader.Lines.Line;
import java.util.List;

/**
 * Tagged words in the columns of the CoNLL shared tasks: a word in each line, TABs or blanks between the columns, a
 * blank line between sentences. {@code -DOCSTART-} lines are left out. Immutable.
 *
 * <pre>
 * EU      NNP  B-ORG
 * rejects VBZ  O
 * </pre>
 *
 * <pre>{@code
 * new ConllColumns(1, ConllColumns.LAST).read(TextFile.read(Path.of("train.conll")));
 * }</pre>
 *
 * @param word the column of the word, counted from 1
 * @param tag the column of its tag, counted from 1, or {@link #LAST}, or {@link #NONE} for words without tags
 */
public record ConllColumns(int word, int tag) {
    /** The last column, however many there are. */
    public static final int LAST = 0;
    /** No column: only words are read. */
    public static final int NONE = -1;

    private static final String DOCUMENT_START = "-DOCSTART-";

    public ConllColumns {
        if (word < 1 || tag < NONE || word == tag) {
            throw new IllegalArgumentException("columns: expected those of a word, from 1, and of a tag, from 1 or "
                    + LAST + " for the last, or " + NONE + " for none; got " + word + " and " + tag);
        }
    }

    /** The sentences in the order of the file. */
    public Labelled<Sentence> read(TextFile file) {
        var lines = new Lines();
        var builder = new SentenceBuilder();
        int width = 0;
        for (var line : lines.of(file)) {
            if (line.text().isBlank()) {
                builder.end();
            } else if (line.text().startsWith(DOCUMENT_START)) {
                lines.count(Handled.DOCUMENT_START);
            } else {
                var cells = cells(line);
                width = width == 0 ? cells.length : width;
                check(line, width, cells);
                builder.add(line.place(), cells[word - 1], tag(cells));
            }
        }
        return lines.read(file, builder.sentences());
    }

    private List<String> tag(String... cells) {
        return tag == NONE ? List.of() : List.of(cells[tag == LAST ? cells.length - 1 : tag - 1]);
    }

    private static String[] cells(Line line) {
        return line.text().contains("\t")
                ? line.text().split("\t", -1)
                : line.text().strip().split(" +");
    }

    private void check(Line line, int width, String... cells) {
        if (cells.length != width) {
            throw line.place()
                    .wrong(cells.length + " columns; expected " + width + " as in the first line, or a blank line");
        }
        int needed = Math.max(Math.max(word, tag), tag == LAST ? word + 1 : 1);
        if (width < needed) {
            throw line.place().wrong(width + " columns; expected " + needed + " or more");
        }
    }
}
