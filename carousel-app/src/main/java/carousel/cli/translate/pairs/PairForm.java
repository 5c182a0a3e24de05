package carousel.cli.translate.pairs;

import static carousel.store.Settings.require;

import carousel.cli.shell.Input;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.SentencePair;
import carousel.data.reader.ParallelText;
import carousel.store.Provenance;
import carousel.store.Setting;
import carousel.store.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How files of pairs are read. Immutable. */
public record PairForm(
        @Setting("what stands between the two sides of a line; without it a TAB")
        String separator,

        @Setting("columns of the sentence in lines with any number of columns, by number, with commas between")
        String sourceColumn,

        @Setting(value = "and the column of what it is to become; 0: a line has two sides", preset = "0")
        int targetColumn,

        @Setting("what stands before each sentence and is left out, such as 'IN:'")
        String sourcePrefix,

        @Setting("each line is a text that is to become itself; of a folder all *.txt files are read")
        boolean autoencode,

        @Setting("a regular expression: what matches is left out of everything that is to be said, such as '[0-2]'")
        String targetDrop,

        @Setting(
                value =
                        "single: each pair by itself; grouped: all pairs with the same source together, as what it may become",
                preset = "single")
        References references,

        Input input) {

    private static final String COLUMNS = "[1-9]\\d{0,3}(,[1-9]\\d{0,3})*";

    public PairForm {
        require(targetColumn >= 0, "target-column", "1 or more", targetColumn);
        require(
                sourceColumn.isEmpty() ? targetColumn == 0 : sourceColumn.matches(COLUMNS) && targetColumn > 0,
                "source-column",
                "numbers from 1 on with commas between, beside --target-column",
                sourceColumn);
        try {
            Pattern.compile(targetDrop);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "target-drop: expected a regular expression, got '" + targetDrop + "': " + e.getDescription(), e);
        }
    }

    /** As the training data of a model was read; with another encoding than the usual one, in that. */
    public static PairForm of(Provenance provenance, Input input) {
        return provenance.settings(PairForm.class, Map.of("encoding", input.unusual()));
    }

    /** The same with other references; empty: as they are. */
    public PairForm beside(String other) {
        return other.isEmpty() ? this : Settings.with(this, "references", other);
    }

    public Corpus read(PairFiles files) {
        if (autoencode) {
            return files.texts(input);
        }
        var between = separator.isEmpty() ? ParallelText.tabs().separator() : separator;
        var sides = new ParallelText(between, sourcePrefix);
        var columns = sourceColumn.isEmpty()
                ? sides
                : sides.withColumns(
                        targetColumn,
                        Arrays.stream(sourceColumn.split(","))
                                .mapToInt(Integer::parseInt)
                                .toArray());
        var corpus = files.read(columns, input);
        return targetDrop.isEmpty() ? corpus : new Corpus(dropped(corpus.pairs()), corpus.files());
    }

    private Labelled<SentencePair> dropped(Labelled<SentencePair> pairs) {
        var drop = Pattern.compile(targetDrop);
        return pairs.with(pairs.examples().stream()
                .map(pair -> new SentencePair(
                        pair.source(),
                        drop.matcher(pair.target()).replaceAll("").strip(),
                        pair.line()))
                .toList());
    }
}
