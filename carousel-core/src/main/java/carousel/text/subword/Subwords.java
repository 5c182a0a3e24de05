package carousel.text.subword;

import carousel.text.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Pieces of words that spell any text of known characters. Spaces are part of the pieces, as the mark ▁ (Kudo, Richardson 2018),
 * so a text comes back as it was, but for a ▁ in it, which becomes a space. An unknown character is {@code <unk>}. Immutable,
 * safe for many threads.
 *
 * <pre>{@code
 * var subwords = SubwordKind.UNIGRAM.learn(texts, 8000, 2);
 * int[] ids = subwords.ids("a new sentence");
 * subwords.text(ids);                                              // a new sentence
 * }</pre>
 */
public sealed interface Subwords permits BytePairs, Unigrams {

    /** {@code <unk>}, {@code <eos>}, and the pieces. */
    Vocabulary vocabulary();

    /** The ids of the pieces of a text. */
    int[] ids(String text);

    /** Lists that {@link #ofLists} reads. */
    SequencedMap<String, List<String>> toLists();

    /** The pieces of a text. */
    default List<String> pieces(String text) {
        return IntStream.of(ids(text)).mapToObj(vocabulary()::symbol).toList();
    }

    /** The text of pieces; {@code <eos>} is left out. */
    default String text(int... ids) {
        var text = new StringBuilder();
        for (int id : ids) {
            text.append(id == vocabulary().end() ? "" : vocabulary().symbol(id));
        }
        return Spelled.text(text.toString());
    }

    /** No pieces at all. */
    static Subwords none() {
        return BytePairs.of(List.of(), List.of());
    }

    /** What was written as these lists; {@link IllegalArgumentException} if nothing was. */
    static Subwords ofLists(Map<String, List<String>> lists) {
        if (lists.containsKey(Unigrams.SCORES)) {
            return Unigrams.ofLists(lists);
        }
        if (lists.containsKey(BytePairs.MERGES)) {
            return BytePairs.ofLists(lists);
        }
        throw new IllegalArgumentException(
                "subwords: neither '" + BytePairs.MERGES + "' nor '" + Unigrams.SCORES + "' among " + lists.keySet());
    }
}
