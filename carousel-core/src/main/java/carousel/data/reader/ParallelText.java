package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.reader.Lines.Line;
import carousel.text.DataException;
import java.util.ArrayList;

/**
 * Sentences and what they are to become: in one file with a separator between the two, or line by line in two files. Blanks at
 * either end are not kept; either side may be empty. Immutable.
 *
 * <pre>{@code
 * ParallelText.tabs().read(TextFile.read(Path.of("pairs.tsv")));
 * ParallelText.read(TextFile.read(Path.of("train.de")), TextFile.read(Path.of("train.en")));
 * }</pre>
 *
 * @param separator what stands once in each line
 * @param prefix what stands before each sentence and is not kept; may be empty
 */
public record ParallelText(String separator, String prefix) {
    private static final String TAB = "\t";

    public ParallelText {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("separator: empty; expected what stands between the two sides");
        }
    }

    /** A TAB between the two sides. */
    public static ParallelText tabs() {
        return new ParallelText(TAB, "");
    }

    /** The pairs of one file; a blank line is left out. A {@link DataException} names the line that is no pair. */
    public Labelled<SentencePair> read(TextFile file) {
        var lines = new Lines();
        var pairs = new ArrayList<SentencePair>();
        for (var line : lines.of(file)) {
            if (line.text().isBlank() && !line.text().contains(separator)) {
                lines.count(Handled.BLANK_LINE);
            } else {
                pairs.add(pair(line));
            }
        }
        return lines.read(file, pairs);
    }

    private SentencePair pair(Line line) {
        var text = line.text();
        int at = text.indexOf(separator);
        int second = at < 0 ? -1 : text.indexOf(separator, at + separator.length());
        if (at < 0 || second >= 0) {
            throw line.place()
                    .wrong((at < 0 ? "no " : "more than one ") + name()
                            + "; expected a sentence, one of it, and what the sentence is to become");
        }
        var source = text.substring(0, at).strip();
        if (!source.startsWith(prefix)) {
            throw line.place().wrong("does not begin with '" + prefix + "'; expected it before each sentence");
        }
        return new SentencePair(
                source.substring(prefix.length()).strip(),
                text.substring(at + separator.length()).strip(),
                line.place().line());
    }

    private String name() {
        return separator.equals(TAB) ? "TAB" : "'" + separator + "'";
    }

    /** The lines of one file, each of which is to become itself; a blank line is left out. */
    public static Labelled<SentencePair> same(TextFile file) {
        var lines = new Lines();
        var pairs = new ArrayList<SentencePair>();
        for (var line : lines.of(file)) {
            var text = line.text().strip();
            if (text.isEmpty()) {
                lines.count(Handled.BLANK_LINE);
            } else {
                pairs.add(new SentencePair(text, text, line.place().line()));
            }
        }
        return lines.read(file, pairs);
    }

    /** Each line of one file and the same line of another, which must have as many. */
    public static Labelled<SentencePair> read(TextFile sources, TextFile targets) {
        var lines = new Lines();
        var left = lines.of(sources);
        var right = lines.of(targets);
        if (left.size() != right.size()) {
            throw new DataException("%s has %d lines, %s has %d; expected as many: line %d stands alone"
                    .formatted(
                            sources.where(),
                            left.size(),
                            targets.where(),
                            right.size(),
                            Math.min(left.size(), right.size()) + 1));
        }
        var pairs = new ArrayList<SentencePair>();
        for (int i = 0; i < left.size(); i++) {
            pairs.add(new SentencePair(
                    left.get(i).text().strip(), right.get(i).text().strip(), i + 1));
        }
        return lines.read(sources, pairs);
    }
}
