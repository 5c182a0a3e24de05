package carousel.text.subword;

import carousel.text.DataException;
import carousel.text.Words;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What pieces are learnt from: equal for equal texts in any order. Immutable.
 *
 * @param characters that stand often enough to be known
 * @param words how often each stands
 */
record Counts(List<String> characters, SortedMap<String, Long> words) {

    /** A {@link DataException} where so many symbols have no room for the characters. */
    static Counts of(Iterable<String> texts, int size, int minCount) {
        var words = new TreeMap<String, Long>();
        texts.forEach(text -> Spelled.words(text).forEach(word -> words.merge(word, 1L, Long::sum)));
        var counts = new TreeMap<String, Long>();
        words.forEach((word, count) ->
                Words.characters(word).forEach(character -> counts.merge(character, count, Long::sum)));
        counts.values().removeIf(count -> count < minCount);
        if (size < counts.size() + 2) {
            throw new DataException("subwords: " + size + " symbols; the texts have " + counts.size()
                    + " different characters, expected 2 more at least: raise the size, or leave out rare characters");
        }
        return new Counts(List.copyOf(counts.keySet()), words);
    }

    /** One of the lists that a file holds. */
    static List<String> list(Map<String, List<String>> lists, String name) {
        var list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("subwords: '" + name + "' is missing");
        }
        return list;
    }
}
