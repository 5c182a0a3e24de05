package carousel.text.subword;

import carousel.text.DataException;
import carousel.text.Vocabulary;
import carousel.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Pieces of words, each with a probability of its own (Kudo 2018): a word is taken apart in the way that is most probable. Equal
 * texts in any order give equal pieces. Immutable, safe for many threads.
 *
 * <pre>
 * pieces(word) = argmax Π p(piece) over all ways to spell it
 * </pre>
 *
 * <pre>{@code
 * var subwords = Unigrams.learn(texts, 8000, 2);
 * subwords.pieces("a new sentence");                               // ▁a, ▁new, ▁sentence
 * Unigrams.of(subwords.scores());                                  // the same, from what a file holds
 * }</pre>
 */
public final class Unigrams implements Subwords {
    static final String SCORES = "scores";
    private static final String PIECES = "pieces";

    private final SequencedMap<String, Double> scores;
    private final Vocabulary vocabulary;
    private final Map<String, Integer> ids;
    /** By id; an unknown character costs nothing, because nothing else can stand in its place. */
    private final double[] values;
    /** Characters of a piece at most. */
    private final int longest;

    private Unigrams(SequencedMap<String, Double> scores) {
        this.scores = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(scores));
        var symbols = new ArrayList<>(List.of(Vocabulary.UNKNOWN, Vocabulary.END));
        symbols.addAll(scores.keySet());
        this.vocabulary = Vocabulary.of(symbols);
        this.ids = HashMap.newHashMap(scores.size());
        this.values = new double[symbols.size()];
        int most = 1;
        for (int id = 2; id < values.length; id++) {
            var piece = symbols.get(id);
            ids.put(piece, id);
            values[id] = scores.get(piece);
            if (!(values[id] <= 0) || Double.isInfinite(values[id])) {
                throw new DataException("subwords: the score of '" + piece + "' is " + values[id]
                        + "; expected the logarithm of a probability");
            }
            most = Math.max(most, Words.characters(piece).size());
        }
        this.longest = most;
    }

    /**
     * Learns from texts, such as the sentences of both sides of a translation.
     *
     * @param size symbols at most, {@code <unk>} and {@code <eos>} among them; fewer where the texts have no more pieces
     * @param minCount how often a character must stand in the texts to be known
     * @throws DataException when the size has no room for the characters
     */
    public static Unigrams learn(Iterable<String> texts, int size, int minCount) {
        return of(new Pruning(Counts.of(texts, size, minCount), size).learn(size));
    }

    /** The subwords with these pieces and the logarithms of their probabilities. */
    public static Unigrams of(SequencedMap<String, Double> scores) {
        return new Unigrams(scores);
    }

    static Unigrams ofLists(Map<String, List<String>> lists) {
        var pieces = Counts.list(lists, PIECES);
        var values = Counts.list(lists, SCORES);
        if (pieces.size() != values.size()) {
            throw new DataException(
                    "subwords: " + pieces.size() + " pieces and " + values.size() + " scores; expected one for each");
        }
        var scores = new LinkedHashMap<String, Double>();
        for (int i = 0; i < pieces.size(); i++) {
            scores.put(pieces.get(i), Double.valueOf(values.get(i)));
        }
        return of(scores);
    }

    @Override
    public SequencedMap<String, List<String>> toLists() {
        var lists = new LinkedHashMap<String, List<String>>();
        lists.put(PIECES, List.copyOf(scores.keySet()));
        lists.put(SCORES, scores.values().stream().map(String::valueOf).toList());
        return lists;
    }

    /** The pieces and the logarithms of their probabilities, the most probable first. */
    public SequencedMap<String, Double> scores() {
        return scores;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int[] ids(String text) {
        return Spelled.words(text).stream()
                .flatMapToInt(
                        word -> Arrays.stream(Lattice.of(word, ids, longest).best(values)))
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unigrams that && toLists().equals(that.toLists());
    }

    @Override
    public int hashCode() {
        return scores.hashCode();
    }

    @Override
    public String toString() {
        return "Unigrams[" + scores.size() + " pieces]";
    }
}
