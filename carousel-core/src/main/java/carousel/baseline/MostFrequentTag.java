package carousel.baseline;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each word the tag it had most often, and a word it does not know the tag that words seen only once had most often.
 * Of equally frequent tags the first is taken. Immutable, safe for many threads.
 *
 * <pre>
 * var tagger = MostFrequentTag.of(sentences);
 * int[] tags = tagger.tags(List.of("the", "old", "man"));
 * </pre>
 */
public final class MostFrequentTag {
    private final Map<String, Integer> best;
    private final int unknown;

    private MostFrequentTag(Map<String, Integer> best, int unknown) {
        this.best = best;
        this.unknown = unknown;
    }

    /** Counts the tags of words; a {@link DataException} when there are no words. */
    public static MostFrequentTag of(List<TaggedWords> sentences) {
        int tags = TaggedWords.tags(sentences);
        var counts = new HashMap<String, int[]>();
        for (var sentence : sentences) {
            for (int i = 0; i < sentence.tags().length; i++) {
                counts.computeIfAbsent(sentence.words().get(i), word -> new int[tags])[sentence.tags()[i]]++;
            }
        }
        var once = new int[tags];
        var best = HashMap.<String, Integer>newHashMap(counts.size());
        counts.forEach((word, own) -> {
            int tag = most(own);
            best.put(word, tag);
            once[tag] += Arrays.stream(own).sum() == 1 ? 1 : 0;
        });
        return new MostFrequentTag(best, most(once));
    }

    private static int most(int... counts) {
        int best = 0;
        for (int tag = 1; tag < counts.length; tag++) {
            best = counts[tag] > counts[best] ? tag : best;
        }
        return best;
    }

    /** The tag of each word. */
    public int[] tags(List<String> words) {
        return words.stream().mapToInt(word -> best.getOrDefault(word, unknown)).toArray();
    }
}
