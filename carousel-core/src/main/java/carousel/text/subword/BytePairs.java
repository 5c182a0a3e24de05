package carousel.text.subword;

import carousel.text.DataException;
import carousel.text.Vocabulary;
import carousel.text.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Pieces of words by byte pair encoding (Sennrich et al. 2016): the pair of neighbours that is most frequent in the training text
 * becomes a piece of its own, again and again; a word is taken apart by the same steps. Equal texts in any order give equal
 * pieces. Immutable, safe for many threads.
 *
 * <pre>{@code
 * var subwords = BytePairs.learn(texts, 8000, 2);
 * subwords.pieces("a new sentence");                               // ▁a, ▁new, ▁sent, ence
 * BytePairs.of(subwords.characters(), subwords.merges());          // the same, from what a file holds
 * }</pre>
 */
public final class BytePairs implements Subwords {
    static final String MERGES = "merges";
    private static final String CHARACTERS = "characters";

    private final List<String> characters;
    private final List<String> merges;
    private final Vocabulary vocabulary;
    /** Pairs of ids to the place of their merge: the first one goes first. */
    private final Map<Long, Integer> ranks;
    /** The id of what each merge makes. */
    private final int[] made;

    private BytePairs(List<String> characters, List<String> merges) {
        this.characters = List.copyOf(characters);
        this.merges = List.copyOf(merges);
        this.vocabulary = vocabulary(characters, merges);
        this.ranks = HashMap.newHashMap(merges.size());
        this.made = new int[merges.size()];
        for (int rank = 0; rank < made.length; rank++) {
            var merge = merges.get(rank);
            int space = merge.indexOf(' ');
            int left = known(merge.substring(0, space), rank);
            int right = known(merge.substring(space + 1), rank);
            made[rank] = vocabulary.id(joined(merge));
            if (ranks.putIfAbsent(pair(left, right), rank) != null) {
                throw new DataException("subwords: merge '" + merge + "' stands twice");
            }
        }
    }

    private static Vocabulary vocabulary(List<String> characters, List<String> merges) {
        var symbols = new LinkedHashSet<>(List.of(Vocabulary.UNKNOWN, Vocabulary.END));
        symbols.addAll(characters);
        for (var merge : merges) {
            int space = merge.indexOf(' ');
            if (space < 1 || space == merge.length() - 1 || space != merge.lastIndexOf(' ')) {
                throw new DataException(
                        "subwords: merge '" + merge + "'; expected two pieces and a space between them");
            }
            symbols.add(joined(merge));
        }
        return Vocabulary.of(symbols);
    }

    private static String joined(String merge) {
        return merge.replace(" ", "");
    }

    private int known(String piece, int rank) {
        int id = vocabulary.id(piece);
        if (id < 0) {
            throw new DataException(
                    "subwords: merge " + rank + " joins '" + piece + "', which nothing before it makes");
        }
        return id;
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /**
     * Learns from texts, such as the sentences of both sides of a translation.
     *
     * @param size symbols at most, {@code <unk>} and {@code <eos>} among them; fewer when no pair is left that stands twice
     * @param minCount how often a character must stand in the texts to be known
     * @throws DataException when the size has no room for the characters
     */
    public static BytePairs learn(Iterable<String> texts, int size, int minCount) {
        var counts = Counts.of(texts, size, minCount);
        var characters = counts.characters();
        return new BytePairs(characters, new Merging(characters, counts.words()).learn(size));
    }

    /** The subwords with these characters and these merges, each two pieces with a space between them. */
    public static BytePairs of(List<String> characters, List<String> merges) {
        return new BytePairs(characters, merges);
    }

    static BytePairs ofLists(Map<String, List<String>> lists) {
        return of(Counts.list(lists, CHARACTERS), Counts.list(lists, MERGES));
    }

    @Override
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put(CHARACTERS, characters);
        lists.put(MERGES, merges);
        return lists;
    }

    /** The known characters. */
    public List<String> characters() {
        return characters;
    }

    /** What is joined, in this order, such as {@code th e}. */
    public List<String> merges() {
        return merges;
    }

    /** {@code <unk>}, {@code <eos>}, the characters, and what the merges make. */
    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int[] ids(String text) {
        return Spelled.words(text).stream().flatMapToInt(this::idsOfWord).toArray();
    }

    private IntStream idsOfWord(String word) {
        var ids = Words.characters(word).stream()
                .mapToInt(vocabulary::id)
                .map(id -> id < 0 ? vocabulary.unknown() : id)
                .toArray();
        for (int rank = first(ids); rank < made.length; rank = first(ids)) {
            ids = merged(ids, rank);
        }
        return Arrays.stream(ids);
    }

    /** The first merge that joins any two neighbours. */
    private int first(int... ids) {
        int first = made.length;
        for (int i = 1; i < ids.length; i++) {
            first = Math.min(first, ranks.getOrDefault(pair(ids[i - 1], ids[i]), made.length));
        }
        return first;
    }

    private int[] merged(int[] ids, int rank) {
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean joins = i + 1 < ids.length && ranks.getOrDefault(pair(ids[i], ids[i + 1]), -1) == rank;
            ids[count++] = joins ? made[rank] : ids[i];
            i += joins ? 1 : 0;
        }
        return Arrays.copyOf(ids, count);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePairs that && characters.equals(that.characters) && merges.equals(that.merges);
    }

    @Override
    public int hashCode() {
        return 31 * characters.hashCode() + merges.hashCode();
    }

    @Override
    public String toString() {
        return "BytePairs[" + characters.size() + " characters, " + merges.size() + " merges]";
    }
}
