package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.data.reader.Lines.Line;
import java.util.List;
import java.util.Locale;

/**
 * Words and one of their annotations out of the CoNLL-U files of Universal Dependencies: ten columns with TABs between
 * them, a blank line behind each sentence. Comments, ranges of multi-word tokens ({@code 1-2}) and empty nodes ({@code
 * 1.1}) are not words. Immutable.
 *
 * <pre>{@code
 * new Conllu(Conllu.Column.UPOS).read(TextFile.read(Path.of("en_ewt-ud-train.conllu")));
 * }</pre>
 *
 * @param column that holds the tag
 */
public record Conllu(Column column) {
    private static final int COLUMNS = 10;

    /** The columns of the format, in their order. */
    public enum Column {
        /** The number of the word in its sentence. */
        ID,
        /** The word itself. */
        FORM,
        /** Its lemma. */
        LEMMA,
        /** Its universal part of speech. */
        UPOS,
        /** Its part of speech as the language's own tradition has it. */
        XPOS,
        /** Its morphological features. */
        FEATS,
        /** The number of the word that it depends on. */
        HEAD,
        /** How it depends on that. */
        DEPREL,
        /** Its dependencies in the enhanced graph. */
        DEPS,
        /** Anything else. */
        MISC;

        /** In lower case, as settings write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The sentences in the order of the file. */
    public Labelled<Sentence> read(TextFile file) {
        var lines = new Lines();
        var builder = new SentenceBuilder();
        for (var line : lines.of(file)) {
            if (line.text().isBlank()) {
                builder.end();
            } else if (!line.text().startsWith("#")) {
                read(line, builder, lines);
            }
        }
        return lines.read(file, builder.sentences());
    }

    private void read(Line line, SentenceBuilder builder, Lines lines) {
        var cells = line.text().split("\t", -1);
        if (cells.length != COLUMNS) {
            throw line.place().wrong(cells.length + " columns; expected " + COLUMNS + " with TABs between them");
        }
        var id = cells[0];
        if (id.matches("[0-9]+-[0-9]+")) {
            lines.count(Handled.RANGE);
        } else if (id.matches("[0-9]+\\.[0-9]+")) {
            lines.count(Handled.EMPTY_NODE);
        } else if (id.equals(String.valueOf(builder.size() + 1))) {
            builder.add(line.place(), cells[Column.FORM.ordinal()], List.of(cells[column.ordinal()]));
        } else {
            throw line.place()
                    .wrong("word number '" + id + "'; expected " + (builder.size() + 1)
                            + ", or a blank line before it");
        }
    }
}
