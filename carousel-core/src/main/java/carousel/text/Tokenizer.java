package carousel.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Text to ids and back at one {@link Level}. Made from the training text, saved with the model. Immutable.
 *
 * <p>Characters are Unicode code points. Bytes are those of the file, or of the text in UTF-8. Words stand between
 * white space, and a line feed is the symbol {@code <eos>}; so a last line without line feed, a prompt for instance,
 * has no {@code <eos>}, and the text {@code <unk>} or {@code <eos>} itself is that very symbol.
 *
 * <pre>{@code
 * var tokenizer = Tokenizer.characters("hello", Case.KEEP);  // e h l o
 * tokenizer.ids("hole");                                     // 1 3 2 0
 * tokenizer.text(1, 3, 2, 0);                                // "hole"
 * }</pre>
 */
public final class Tokenizer {
    private static final int[] NO_CODE_POINTS = {};

    private final Level level;
    private final Case letters;
    private final Vocabulary vocabulary;
    /** Code point to id, so that a long text needs no string per character; empty at other levels. */
    private final int[] codePoints;

    private Tokenizer(Level level, Case letters, Vocabulary vocabulary) {
        this.level = level;
        this.letters = letters;
        this.vocabulary = vocabulary;
        check();
        this.codePoints = level == Level.CHAR ? codePoints(vocabulary) : NO_CODE_POINTS;
    }

    /** The tokenizer of a given vocabulary that keeps capital letters. */
    public static Tokenizer of(Level level, Vocabulary vocabulary) {
        return of(level, Case.KEEP, vocabulary);
    }

    /** The tokenizer of a given vocabulary; a {@link DataException} when the vocabulary does not fit the level. */
    public static Tokenizer of(Level level, Case letters, Vocabulary vocabulary) {
        return new Tokenizer(level, letters, vocabulary);
    }

    /** The 256 bytes: never meets an unknown symbol. */
    public static Tokenizer bytes() {
        return of(Level.BYTE, Vocabulary.of(Symbols.bytes()));
    }

    /** The characters of a text, ordered by code point. */
    public static Tokenizer characters(String text, Case letters) {
        return of(Level.CHAR, letters, Vocabulary.of(Symbols.characters(letters.apply(text))));
    }

    /**
     * The words that a text holds at least {@code minCount} times, by falling count, then by code point; {@code <unk>}
     * and {@code <eos>} are always among them.
     */
    public static Tokenizer words(String text, Case letters, int minCount) {
        return of(Level.WORD, letters, Vocabulary.of(Symbols.words(letters.apply(text), minCount)));
    }

    private void check() {
        if (vocabulary.size() == 0) {
            throw new DataException("vocabulary: no symbols; expected at least one character of text");
        }
        switch (level) {
            case BYTE -> {
                if (letters == Case.LOWER || !vocabulary.symbols().equals(Symbols.bytes())) {
                    throw new DataException("byte level: the vocabulary is always the 256 bytes, as they are");
                }
            }
            case WORD -> {
                if (vocabulary.unknown() < 0 || vocabulary.end() < 0) {
                    throw new DataException("word level: the vocabulary lacks <unk> or <eos>; add them");
                }
            }
            case CHAR -> vocabulary.symbols().forEach(Tokenizer::checkCharacter);
        }
    }

    private static void checkCharacter(String symbol) {
        if (symbol.codePointCount(0, symbol.length()) != 1 && !symbol.equals(Vocabulary.UNKNOWN)) {
            throw new DataException("character level: " + Symbols.quoted(symbol) + " is not one character");
        }
    }

    private static int[] codePoints(Vocabulary vocabulary) {
        int highest = vocabulary.symbols().stream()
                .mapToInt(s -> s.codePointAt(0))
                .max()
                .orElseThrow();
        var table = new int[highest + 1];
        Arrays.fill(table, -1);
        for (int id = 0; id < vocabulary.size(); id++) {
            if (id != vocabulary.unknown()) {
                table[vocabulary.symbol(id).codePointAt(0)] = id;
            }
        }
        return table;
    }

    public Level level() {
        return level;
    }

    public Case letters() {
        return letters;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * The ids of a text; a {@link DataException} names the first symbol that is not known where {@code <unk>} is
     * missing.
     */
    public int[] ids(String text) {
        return ids(text, Unknown.REFUSE);
    }

    /**
     * The ids of a text. A vocabulary with {@code <unk>} uses that for what it does not know; otherwise {@code unknown}
     * says what to do.
     */
    public int[] ids(String text, Unknown unknown) {
        return switch (level) {
            case BYTE -> ids(text.getBytes(StandardCharsets.UTF_8));
            case CHAR -> characterIds(letters.apply(text), unknown);
            case WORD -> wordIds(letters.apply(text));
        };
    }

    /** The ids of raw bytes, for files that need not be text; an {@link IllegalStateException} but at byte level. */
    public int[] ids(byte[] raw) {
        if (level != Level.BYTE) {
            throw new IllegalStateException("raw bytes have ids at byte level only; this is level " + level);
        }
        var ids = new int[raw.length];
        Arrays.setAll(ids, i -> Byte.toUnsignedInt(raw[i]));
        return ids;
    }

    private int[] characterIds(String text, Unknown unknown) {
        var ids = new int[text.codePointCount(0, text.length())];
        for (int i = 0, at = 0; i < ids.length; i++) {
            int c = text.codePointAt(at);
            int id = c < codePoints.length ? codePoints[c] : -1;
            ids[i] = id >= 0 ? id : instead(text, at, unknown);
            at += Character.charCount(c);
        }
        return ids;
    }

    private int instead(String text, int at, Unknown unknown) {
        if (vocabulary.unknown() >= 0) {
            return vocabulary.unknown();
        }
        if (unknown == Unknown.REPLACE) {
            return Math.max(vocabulary.id(" "), 0);
        }
        int c = text.codePointAt(at);
        long line = text.substring(0, at).chars().filter(x -> x == '\n').count() + 1;
        int column = text.codePointCount(text.lastIndexOf('\n', at - 1) + 1, at) + 1;
        var shown = Symbols.quoted(Character.toString(c));
        throw new DataException("unknown character "
                + (shown.startsWith("'") ? shown + " (" + Symbols.codePoint(c) + ")" : shown)
                + " at line " + line + ", column " + column + ": the model knows " + vocabulary.size()
                + " characters; use --replace-unknown to go on");
    }

    private int[] wordIds(String text) {
        int unknown = vocabulary.unknown();
        var ids = IntStream.builder();
        Symbols.eachWord(text, word -> {
            int id = vocabulary.id(word);
            ids.add(id >= 0 ? id : unknown);
        });
        return ids.build().toArray();
    }

    /** The text of ids. Words get one space between them; bytes that are not UTF-8 become U+FFFD. */
    public String text(int... ids) {
        var detokenizer = detokenizer();
        var text = new StringBuilder();
        for (int id : ids) {
            text.append(detokenizer.next(id));
        }
        return text.append(detokenizer.finish()).toString();
    }

    /** A fresh detokenizer, for text that is shown while it is made. */
    public Detokenizer detokenizer() {
        return new Detokenizer(this);
    }

    /** Whether this id is the last of its line: a line feed or {@code <eos>}. A last line may lack it. */
    public boolean endsLine(int id) {
        return id
                == switch (level) {
                    case BYTE -> '\n';
                    case CHAR -> vocabulary.id("\n");
                    case WORD -> vocabulary.end();
                };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokenizer that
                && level == that.level
                && letters == that.letters
                && vocabulary.equals(that.vocabulary);
    }

    @Override
    public int hashCode() {
        return Objects.hash(level, letters, vocabulary);
    }

    @Override
    public String toString() {
        return "Tokenizer[" + level + ", " + letters + ", " + vocabulary.size() + " symbols]";
    }
}
