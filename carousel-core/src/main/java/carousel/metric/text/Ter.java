package carousel.metric.text;

import carousel.metric.Additive;
import carousel.text.Case;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Translation edit rate (Snover et al. 2006): how many words must be inserted, deleted or replaced, and blocks of words moved, to
 * turn a translation into its reference. Moves are sought as tercom does; the numbers are sacreBLEU's. Words stand between white
 * space. Immutable, safe for many threads.
 *
 * <pre>
 * TER = 100 Σ sentences fewest edits beside any reference / Σ sentences mean length of the references
 * </pre>
 *
 * <pre>{@code
 * Ter.standard().corpus(predictions, references).value();   // 0 for none, 100 for as many edits as words
 * }</pre>
 *
 * @param letters whether capital letters count
 */
public record Ter(Case letters) implements TextMetric<Ter.Score> {

    /** As tercom and sacreBLEU do unless told otherwise: capital letters do not count. */
    public static Ter standard() {
        return new Ter(Case.LOWER);
    }

    public Ter withLetters(Case letters) {
        return new Ter(letters);
    }

    @Override
    public Score none() {
        return new Score(0, 0);
    }

    @Override
    public Score sentence(String prediction, List<String> references) {
        var numbers = new HashMap<String, Integer>();
        var words = words(prediction, numbers);
        long edits = Long.MAX_VALUE;
        long lengths = 0;
        for (var reference : references) {
            var expected = words(reference, numbers);
            edits = Math.min(edits, Shifts.edits(words, expected));
            lengths += expected.length;
        }
        return new Score(edits, (double) lengths / references.size());
    }

    private int[] words(String text, Map<String, Integer> numbers) {
        return Spaces.split(Spaces.in(letters, text)).stream()
                .mapToInt(word -> numbers.computeIfAbsent(word, _ -> numbers.size()))
                .toArray();
    }

    /**
     * Edits and lengths, of one sentence or of many. Immutable.
     *
     * @param edits insertions, deletions, replacements and moves
     * @param words of the references; of several for a sentence, their mean
     */
    public record Score(long edits, double words) implements Additive<Score> {

        @Override
        public Score plus(Score other) {
            return new Score(edits + other.edits, words + other.words);
        }

        /** TER; 100 for edits where there are no words at all. */
        @Override
        public double value() {
            return words > 0 ? 100 * edits / words : edits > 0 ? 100 : 0;
        }

        /** Such as {@code TER = 13.60}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "TER = %.2f", value());
        }
    }
}
