package carousel.text.subword;

import carousel.text.Vocabulary;
import carousel.text.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** What may become a piece: the known characters, and what stands at least twice in words. Safe for many threads. */
final class Candidates {
    /** Characters of a piece at most. */
    static final int LONGEST = 16;

    private static final int LEAST = 2;

    private Candidates() {}

    /**
     * First the characters in their order, then so many others that cover most, each with how often it stands.
     * What stands twice is made of two shorter ones that do, so only those are looked at.
     */
    static SequencedMap<String, Long> of(List<String> characters, Map<String, Long> words, long most) {
        var all = new HashMap<String, Long>();
        Set<String> shorter = new HashSet<>(characters);
        for (int length = 2; length <= LONGEST && !shorter.isEmpty(); length++) {
            var found = new HashMap<String, Long>();
            for (var word : words.entrySet()) {
                count(word.getKey(), word.getValue(), length, shorter, found);
            }
            found.values().removeIf(count -> count < LEAST);
            all.putAll(found);
            shorter = found.keySet();
        }
        all.keySet().removeAll(List.of(Vocabulary.UNKNOWN, Vocabulary.END));
        return sorted(characters, words, all, most);
    }

    private static void count(String word, long times, int length, Set<String> shorter, Map<String, Long> found) {
        int[] ends = ends(word);
        for (int i = 0; i + length < ends.length; i++) {
            int last = ends[i + length];
            if (shorter.contains(word.substring(ends[i], ends[i + length - 1]))
                    && shorter.contains(word.substring(ends[i + 1], last))) {
                found.merge(word.substring(ends[i], last), times, Long::sum);
            }
        }
    }

    /** Where characters end, from the front of the word on. */
    private static int[] ends(String word) {
        var characters = Words.characters(word);
        var ends = new int[characters.size() + 1];
        for (int i = 0; i < characters.size(); i++) {
            ends[i + 1] = ends[i] + characters.get(i).length();
        }
        return ends;
    }

    private static SequencedMap<String, Long> sorted(
            List<String> characters, Map<String, Long> words, Map<String, Long> all, long most) {
        var sorted = new LinkedHashMap<String, Long>();
        characters.forEach(character -> sorted.put(character, 0L));
        words.forEach((word, count) -> Words.characters(word)
                .forEach(character -> sorted.computeIfPresent(character, (_, before) -> before + count)));
        var best = Comparator.<Map.Entry<String, Long>>comparingLong(
                        entry -> -entry.getValue() * entry.getKey().length())
                .thenComparing(Map.Entry::getKey);
        all.entrySet().stream().sorted(best).limit(most).forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
