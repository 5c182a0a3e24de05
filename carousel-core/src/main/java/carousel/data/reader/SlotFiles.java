package carousel.data.reader;

import carousel.data.TextFile;
import carousel.data.labelled.Labelled;
import carousel.data.labelled.Sentence;
import carousel.data.reader.Lines.Line;
import carousel.text.DataException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences with a slot for each word and an intent for the whole, in files side by side: {@code seq.in} has the words,
 * {@code seq.out} their slots, {@code label}, if it is there, the intents. Immutable.
 *
 * <pre>{@code
 * SlotFiles.utf8().read(Path.of("train.seq.in"));      // with train.seq.out and train.label
 * }</pre>
 *
 * @param encoding of all files
 */
public record SlotFiles(Charset encoding) {
    private static final String WORDS = "seq.in";

    /** Files in UTF-8. */
    public static SlotFiles utf8() {
        return new SlotFiles(StandardCharsets.UTF_8);
    }

    /**
     * The sentences in the order of the files.
     *
     * @param words whose name ends with {@code seq.in}, or {@code seq.in.gz}
     */
    public Labelled<Sentence> read(Path words) {
        var name = String.valueOf(words.getFileName());
        int at = name.lastIndexOf(WORDS);
        var packed = at < 0 ? "" : name.substring(at + WORDS.length());
        if (at < 0 || !packed.isEmpty() && !packed.equals(".gz")) {
            throw new DataException(words + ": expected the file of the words, whose name ends with " + WORDS);
        }
        var files = new ArrayList<TextFile>();
        files.add(TextFile.read(words, encoding));
        files.add(TextFile.read(words.resolveSibling(name.substring(0, at) + "seq.out" + packed), encoding));
        var intents = words.resolveSibling(name.substring(0, at) + "label" + packed);
        if (Files.exists(intents)) {
            files.add(TextFile.read(intents, encoding));
        }
        return read(files);
    }

    private static Labelled<Sentence> read(List<TextFile> files) {
        var lines = new Lines();
        var all = files.stream().map(lines::of).toList();
        var sentences = new ArrayList<Sentence>();
        for (int i = 1; i < all.size(); i++) {
            checkLines(files.getFirst(), all.getFirst(), files.get(i), all.get(i));
        }
        for (int i = 0; i < all.getFirst().size(); i++) {
            var intent = all.size() > 2 ? intent(all.get(2).get(i)) : "";
            sentences.add(sentence(all.get(0).get(i), all.get(1).get(i), intent));
            if (sentences.getLast().words().isEmpty()) {
                lines.count(Handled.EMPTY_SENTENCE);
            }
        }
        return lines.read(files.getFirst(), sentences);
    }

    private static void checkLines(TextFile first, List<Line> words, TextFile second, List<Line> others) {
        if (words.size() != others.size()) {
            throw new DataException("%s has %d lines, %s has %d; expected as many: line %d stands alone"
                    .formatted(
                            first.where(),
                            words.size(),
                            second.where(),
                            others.size(),
                            Math.min(words.size(), others.size()) + 1));
        }
    }

    private static String intent(Line line) {
        if (line.text().isBlank()) {
            throw line.place().wrong("no intent; expected one in every line");
        }
        return line.text().strip();
    }

    private static Sentence sentence(Line words, Line tags, String intent) {
        var left = split(words.text());
        var right = split(tags.text());
        if (left.size() != right.size()) {
            throw words.place()
                    .wrong("%d words, but %s has %d slots in line %d; expected one for each"
                            .formatted(
                                    left.size(),
                                    tags.place().where(),
                                    right.size(),
                                    tags.place().line()));
        }
        return new Sentence(left, right, intent, words.place().line());
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[ \t]+"));
    }
}
