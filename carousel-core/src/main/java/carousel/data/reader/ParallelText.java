package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.reader.Lines.Line;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sentences and what they are to become: in one file with a separator between the two, or line by line in two files. Blanks at
 * either end are not kept; either side may be empty. Immutable.
 *
 * <pre>{@code
 * ParallelText.tabs().read(TextFile.read(Path.of("pairs.tsv")));
 * ParallelText.tabs().withColumns(2, 1, 3).read(file);                  // a form of a verb out of the verb and its features
 * ParallelText.read(TextFile.read(Path.of("train.de")), TextFile.read(Path.of("train.en")));
 * }</pre>
 *
 * @param separator what stands once in each line, or between columns
 * @param prefix what stands before each sentence and is not kept; may be empty
 * @param sources the columns of the sentence, counted from 1, which are joined by a space; none: a line has two sides
 * @param target the column of what it is to become; 0 where a line has two sides
 */
public record ParallelText(String separator, String prefix, List<Integer> sources, int target) {
    private static final String TAB = "\t";

    /** Two sides, with this between them and before each sentence. */
    public ParallelText(String separator, String prefix) {
        this(separator, prefix, List.of(), 0);
    }

    public ParallelText {
        sources = List.copyOf(sources);
        boolean sides = sources.isEmpty() && target == 0;
        if (!sides && (sources.isEmpty() || target < 1 || sources.stream().anyMatch(column -> column < 1))) {
            throw new IllegalArgumentException(
                    "columns: " + sources + " and " + target + "; expected one or more and one, counted from 1");
        }
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("separator: empty; expected what stands between the two sides");
        }
    }

    /** A TAB between the two sides. */
    public static ParallelText tabs() {
        return new ParallelText(TAB, "");
    }

    /** Out of lines with any number of columns. */
    public ParallelText withColumns(int target, int... sources) {
        return new ParallelText(
                separator, prefix, Arrays.stream(sources).boxed().toList(), target);
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
        var cells = line.text().split(Pattern.quote(separator), -1);
        if (sources.isEmpty() && cells.length != 2) {
            throw line.place()
                    .wrong((cells.length < 2 ? "no " : "more than one ") + name()
                            + "; expected a sentence, one of it, and what the sentence is to become");
        }
        int last = Math.max(
                target, sources.stream().mapToInt(column -> column).max().orElse(0));
        if (cells.length < last) {
            throw line.place()
                    .wrong(cells.length + (cells.length == 1 ? " column" : " columns") + " with " + name()
                            + " between; expected at least " + last);
        }
        var source = sources.isEmpty()
                ? cells[0].strip()
                : sources.stream().map(column -> cells[column - 1].strip()).collect(Collectors.joining(" "));
        if (!source.startsWith(prefix)) {
            throw line.place().wrong("does not begin with '" + prefix + "'; expected it before each sentence");
        }
        return new SentencePair(
                source.substring(prefix.length()).strip(),
                cells[sources.isEmpty() ? 1 : target - 1].strip(),
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
