package carousel.baseline.state;

import carousel.baseline.TaggedWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which tags a word may have: what is known of its looks, of longer and longer endings, of the word in small letters, of the
 * word itself. Each is smoothed by the one before, so that nothing is impossible. Looks and endings are counted on rare
 * words, which unknown words are most like (Brants 2000). Immutable.
 *
 * <pre>
 * p(k | ending) = (how often k + m p(k | shorter ending)) / (how often + m)
 * </pre>
 */
final class Lexicon {
    private static final int ENDING = 6;
    private static final int RARE = 10;
    private static final double LOOKS = 5; // m; chosen on the English development data of Universal Dependencies
    private static final double WORD = 1;

    private final double[] tags; // [K] p(k)
    private final Map<String, int[]> counts; // [K]

    private Lexicon(double[] tags, Map<String, int[]> counts) {
        this.tags = tags;
        this.counts = counts;
    }

    static Lexicon of(int tags, List<TaggedWords> sentences) {
        var often = new HashMap<String, Integer>();
        sentences.forEach(sentence -> sentence.words().forEach(word -> often.merge(word, 1, Integer::sum)));
        var counts = new HashMap<String, int[]>();
        var all = new double[tags];
        Arrays.fill(all, 0.1); // a tag that was never seen is possible, too
        for (var sentence : sentences) {
            for (int i = 0; i < sentence.tags().length; i++) {
                int tag = sentence.tags()[i];
                all[tag]++;
                var clues = clues(sentence.words(), i);
                int first = often.get(sentence.words().get(i)) > RARE ? clues.size() - 2 : 0;
                for (var clue : clues.subList(first, clues.size())) {
                    counts.computeIfAbsent(clue, c -> new int[tags])[tag]++;
                }
            }
        }
        return new Lexicon(Counts.shares(all), counts);
    }

    /** From what says least to what says most; the last two are whole words. */
    private static List<String> clues(List<String> words, int i) {
        var word = words.get(i);
        var small = word.toLowerCase(Locale.ROOT);
        var looks = looks(word, i == 0);
        var clues = new ArrayList<>(List.of(looks));
        for (int length = 1, at = small.length(); length <= ENDING && at > 0; length++) {
            at = small.offsetByCodePoints(at, -1);
            clues.add(looks + " -" + small.substring(at));
        }
        clues.add("small " + small);
        clues.add("word " + word);
        return clues;
    }

    /** Letters, digits, capitals, hyphens: a capital says less where a sentence begins. */
    private static String looks(String word, boolean first) {
        boolean small = word.codePoints().anyMatch(Character::isLowerCase);
        boolean capital = word.codePoints().limit(1).anyMatch(Character::isUpperCase);
        boolean capitals = word.codePoints().anyMatch(Character::isUpperCase);
        String letters = capital ? (small ? (first ? "first" : "Name") : "CAPITALS") : capitals ? "mIxed" : "";
        return letters
                + (word.codePoints().anyMatch(Character::isDigit) ? " 0" : "")
                + (word.indexOf('-') >= 0 ? " -" : "")
                + (word.codePoints().anyMatch(Character::isLetter) ? "" : " ,");
    }

    /** log p(k | word) / p(k) [K]: how much a word speaks for each tag. */
    double[] evidence(List<String> words, int i) {
        var p = tags.clone();
        var clues = clues(words, i);
        for (int clue = 0; clue < clues.size(); clue++) {
            var own = counts.get(clues.get(clue));
            if (own != null) {
                double m = clue < clues.size() - 2 ? LOOKS : WORD;
                double all = m + Arrays.stream(own).sum();
                Arrays.setAll(p, k -> (own[k] + m * p[k]) / all);
            }
        }
        Arrays.setAll(p, k -> StrictMath.log(p[k] / tags[k]));
        return p;
    }
}
