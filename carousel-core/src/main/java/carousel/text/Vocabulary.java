package carousel.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The known symbols in the order of their ids, with look-up both ways in constant time. Immutable.
 *
 * <pre>{@code
 * var v = Vocabulary.of(List.of("a", "b"));
 * v.id("b");      // 1
 * v.symbol(0);    // "a"
 * }</pre>
 */
public final class Vocabulary {
    /** Stands for every symbol that is not known. */
    public static final String UNKNOWN = "<unk>";
    /** Ends a line of words. */
    public static final String END = "<eos>";

    private final List<String> symbols;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> symbols) {
        this.symbols = symbols;
        this.ids = HashMap.newHashMap(symbols.size());
        for (int id = 0; id < symbols.size(); id++) {
            add(symbols.get(id), id);
        }
    }

    private void add(String symbol, int id) {
        if (symbol.isEmpty()) {
            throw new DataException("vocabulary: the symbol with id " + id + " is empty; every symbol needs a text");
        }
        // Half a surrogate pair has no UTF-8 form: it could not be saved.
        if (symbol.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new DataException(
                    "vocabulary: the symbol with id " + id + " holds half of a surrogate pair; check the encoding");
        }
        var before = ids.putIfAbsent(symbol, id);
        if (before != null) {
            throw new DataException("vocabulary: " + Symbols.quoted(symbol) + " stands twice, as ids " + before
                    + " and " + id + "; symbols must differ");
        }
    }

    /** The vocabulary of these symbols in this order; a {@link DataException} refuses duplicates and empty symbols. */
    public static Vocabulary of(Iterable<String> symbols) {
        var list = new ArrayList<String>();
        symbols.forEach(list::add);
        return new Vocabulary(List.copyOf(list));
    }

    /** The symbols that stand at least {@code minCount} times among these, by falling count, and {@code <unk>}. */
    public static Vocabulary common(Iterable<String> tokens, int minCount) {
        var counts = new HashMap<String, Long>();
        tokens.forEach(token -> counts.merge(token, 1L, Long::sum));
        return of(Symbols.common(counts, minCount));
    }

    /** All symbols; the index is the id. */
    public List<String> symbols() {
        return symbols;
    }

    public int size() {
        return symbols.size();
    }

    /** The id of a symbol, or -1 when it is not known. */
    public int id(String symbol) {
        return ids.getOrDefault(symbol, -1);
    }

    public boolean contains(String symbol) {
        return ids.containsKey(symbol);
    }

    /** The symbol of an id; an {@link IndexOutOfBoundsException} when there is none. */
    public String symbol(int id) {
        return symbols.get(id);
    }

    /** The id of {@link #UNKNOWN}, or -1 when there is none. */
    public int unknown() {
        return id(UNKNOWN);
    }

    /** The id of {@link #END}, or -1 when there is none. */
    public int end() {
        return id(END);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && symbols.equals(that.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary[" + size() + " symbols]";
    }
}
