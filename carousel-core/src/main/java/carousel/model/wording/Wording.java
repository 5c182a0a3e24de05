package carousel.model.wording;

import carousel.decode.Allowed;
import carousel.text.Case;
import carousel.text.Vocabulary;
import carousel.text.Words;
import carousel.text.pattern.Automaton;
import carousel.text.pattern.Spellings;
import carousel.text.subword.Subwords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One side of a translation: its texts to symbols and back. Learnt from the training texts, saved with the model. What is not
 * known is {@code <unk>}. Immutable, safe for many threads.
 *
 * <pre>
 * var english = translator.target();
 * int[] ids = english.ids("A man, a plan.");
 * english.text(ids);                             // the same, if all of it is known
 * </pre>
 *
 * @param level what the symbols are
 * @param language how words are found and put together
 * @param letters whether capital letters are kept
 * @param vocabulary the symbols; {@code <unk>} and {@code <eos>} are among them
 * @param subwords at the level of these; otherwise none
 */
public record Wording(WritingLevel level, Language language, Case letters, Vocabulary vocabulary, Subwords subwords) {
    private static final Subwords NONE = Subwords.none();

    public Wording {
        if (vocabulary.unknown() < 0 || vocabulary.end() < 0) {
            throw new IllegalArgumentException("wording: <unk> or <eos> is not among the symbols; add them");
        }
    }

    /** One that knows nothing yet. */
    static Wording blank(WritingLevel level, Language language, Case letters) {
        return new Wording(level, language, letters, NONE.vocabulary(), NONE);
    }

    /** The same with the symbols that stand in these texts, which {@link #prepared} made. */
    Wording learned(Stream<String> prepared, Writing writing) {
        if (level == WritingLevel.SUBWORD) {
            var learned = writing.subwords().learn(prepared::iterator, writing.pieces(), writing.minCount());
            return new Wording(level, language, letters, learned.vocabulary(), learned);
        }
        var symbols = Stream.concat(prepared.flatMap(text -> split(text).stream()), Stream.of(Vocabulary.END));
        return new Wording(level, language, letters, Vocabulary.common(symbols::iterator, writing.minCount()), NONE);
    }

    /** The same symbols in another language. */
    Wording in(Language other) {
        return new Wording(level, other, letters, vocabulary, subwords);
    }

    /** A text as it is cut into symbols. */
    String prepared(String text) {
        boolean asItIs = level == WritingLevel.CHAR || level == WritingLevel.SUBWORD && language == Language.ANY;
        return letters.apply(asItIs ? text : String.join(" ", language.words(text)));
    }

    /** Whether a text has no more than so many symbols, as far as that is known before pieces are learnt. */
    boolean mayHave(String text, int longest) {
        return level == WritingLevel.SUBWORD || split(prepared(text)).size() <= longest;
    }

    private List<String> split(String prepared) {
        return level == WritingLevel.CHAR ? Words.characters(prepared) : Language.ANY.words(prepared);
    }

    /** The symbols of a text. */
    public int[] ids(String text) {
        var prepared = prepared(text);
        return level == WritingLevel.SUBWORD
                ? subwords.ids(prepared)
                : split(prepared).stream().mapToInt(this::known).toArray();
    }

    /** A word that is spelled like the end is none. */
    private int known(String symbol) {
        int id = vocabulary.id(symbol);
        return id < 0 || id == vocabulary.end() ? vocabulary.unknown() : id;
    }

    /** The text of symbols. */
    public String text(int... ids) {
        return text(IntStream.of(ids).mapToObj(vocabulary::symbol).toList(), ids);
    }

    /** The same with names for those symbols that are unknown, by their places; pieces of words have none. */
    public String text(IntFunction<String> names, int... ids) {
        return text(
                IntStream.range(0, ids.length)
                        .mapToObj(t -> ids[t] == vocabulary.unknown() ? names.apply(t) : vocabulary.symbol(ids[t]))
                        .toList(),
                ids);
    }

    private String text(List<String> symbols, int... ids) {
        return switch (level) {
            case CHAR -> String.join("", symbols);
            case WORD -> language.text(symbols);
            case SUBWORD -> {
                var text = subwords.text(ids);
                yield language == Language.ANY ? text : language.text(Language.ANY.words(text));
            }
        };
    }

    /**
     * The symbols whose text is one of these, as {@link #spelled} has it: with a blank between words, in lower case where there are no
     * capital letters.
     */
    public Allowed allowed(Automaton texts) {
        var front = IntStream.range(0, vocabulary.size()).mapToObj(this::atFront);
        var behind = IntStream.range(0, vocabulary.size()).mapToObj(this::behind);
        return new AllowedTexts(Spellings.of(front.toList(), behind.toList()).within(texts));
    }

    /**
     * The symbols of a text in any order, each as often as there.
     *
     * @throws IllegalArgumentException that names those which are not known, or says that they are pieces, of which nobody could
     *     tell how they make words
     */
    public Allowed rearranged(String text) {
        if (level == WritingLevel.SUBWORD) {
            throw new IllegalArgumentException("pieces of words cannot be rearranged; expected words or characters");
        }
        var symbols = split(prepared(text));
        var strange = symbols.stream()
                .filter(symbol -> known(symbol) == vocabulary.unknown())
                .distinct()
                .toList();
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot be rearranged: the model never writes '" + String.join("', '", strange) + "'");
        }
        return Allowed.rearranged(symbols.stream().mapToInt(this::known).toArray());
    }

    /** A text as its symbols spell it; a blank behind it is kept. */
    public String spelled(String text) {
        var spelled = prepared(text);
        boolean open = !text.isBlank() && text.endsWith(" ") && !spelled.endsWith(" ");
        return open ? spelled + " " : spelled;
    }

    private String atFront(int id) {
        return level == WritingLevel.SUBWORD ? subwords.text(id) : vocabulary.symbol(id);
    }

    private String behind(int id) {
        if (id == vocabulary.end()) {
            return "";
        }
        return switch (level) {
            case CHAR -> vocabulary.symbol(id);
            case WORD -> " " + vocabulary.symbol(id);
            case SUBWORD -> subwords.text(vocabulary.unknown(), id).substring(Vocabulary.UNKNOWN.length());
        };
    }

    /** The words of which symbols are pieces; at other levels the symbols themselves. A text names those that are not known. */
    Parts parts(String text, int... ids) {
        if (level != WritingLevel.SUBWORD) {
            var names = split(prepared(text));
            return Parts.single(names.subList(0, Math.min(names.size(), ids.length)));
        }
        var starts = IntStream.range(0, ids.length)
                .filter(i -> i == 0 || behind(ids[i]).startsWith(" "))
                .toArray();
        return Parts.of(ids.length, starts, piece -> subwords.text(piece).strip(), ids);
    }

    /** The same of symbols that were written. */
    Parts parts(int... ids) {
        return level == WritingLevel.SUBWORD
                ? parts("", ids)
                : Parts.single(IntStream.of(ids).mapToObj(vocabulary::symbol).toList());
    }

    /** Lists that {@link #ofLists} reads. */
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put("level", List.of(level.name()));
        lists.put("language", List.of(language.name()));
        lists.put("letters", List.of(letters.name()));
        if (level == WritingLevel.SUBWORD) {
            lists.putAll(subwords.toLists());
        } else {
            lists.put("symbols", vocabulary.symbols());
        }
        return lists;
    }

    /** The wording that was written as these lists. */
    public static Wording ofLists(Map<String, List<String>> lists) {
        var level = WritingLevel.valueOf(one(lists, "level"));
        var language = Language.valueOf(one(lists, "language"));
        var letters = Case.valueOf(one(lists, "letters"));
        if (level == WritingLevel.SUBWORD) {
            var subwords = Subwords.ofLists(lists);
            return new Wording(level, language, letters, subwords.vocabulary(), subwords);
        }
        return new Wording(level, language, letters, Vocabulary.of(all(lists, "symbols")), NONE);
    }

    private static String one(Map<String, List<String>> lists, String name) {
        return String.join(" ", all(lists, name));
    }

    private static List<String> all(Map<String, List<String>> lists, String name) {
        var list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("wording: '" + name + "' is missing");
        }
        return list;
    }

    @Override
    public String toString() {
        return "Wording[" + level + ", " + language + ", " + letters + ", " + vocabulary + "]";
    }
}
