package carousel.baseline.linear;

import java.util.List;
import java.util.function.Consumer;

/**
 * Which pieces of a text are its features, and what each is worth. Immutable.
 *
 * <pre>
 * words, 1 to 2        the old man: the · old · man · the old · old man
 * characters, 2 to 3   a ox: " a" "a " " o" "ox" "x " " a " "a o" " ox" "ox "
 * </pre>
 *
 * <pre>
 * var grams = Grams.words(2).inAtLeast(2).weighing(Grams.Weight.PRESENCE);
 * var bag = Bag.of(grams, texts);
 * </pre>
 *
 * @param unit what they are made of
 * @param shortest units of the shortest
 * @param longest units of the longest
 * @param texts in how many texts one must occur
 * @param weight what it is worth
 */
public record Grams(Unit unit, int shortest, int longest, int texts, Weight weight) {

    /** What features are made of. */
    public enum Unit {
        /** Whole words. */
        WORDS,
        /** Code points of the words, with a space before, between and after these. */
        CHARACTERS
    }

    /** What a feature is worth in a text. */
    public enum Weight {
        /** As often as it occurs. */
        COUNT,
        /** 1. */
        PRESENCE,
        /**
         * (1 + ln how often) (1 + ln((1 + texts) / (1 + texts that have it))), and each text scaled to length 1 (Salton,
         * Buckley 1988).
         */
        TF_IDF
    }

    public Grams {
        if (shortest < 1 || longest < shortest || texts < 1) {
            throw new IllegalArgumentException("n-grams: of " + shortest + " to " + longest + " units in at least "
                    + texts + " texts; expected 1 or more each, rising");
        }
    }

    /** Words, and runs of up to so many words, by TF-IDF. */
    public static Grams words(int longest) {
        return new Grams(Unit.WORDS, 1, longest, 1, Weight.TF_IDF);
    }

    /** Runs of characters by TF-IDF. */
    public static Grams characters(int shortest, int longest) {
        return new Grams(Unit.CHARACTERS, shortest, longest, 1, Weight.TF_IDF);
    }

    /** Only what occurs in at least so many texts. */
    public Grams inAtLeast(int texts) {
        return new Grams(unit, shortest, longest, texts, weight);
    }

    /** The same features with another weight. */
    public Grams weighing(Weight weight) {
        return new Grams(unit, shortest, longest, texts, weight);
    }

    /** Hands over every piece of a text, with repetitions. */
    void each(List<String> words, Consumer<String> sink) {
        var joined = unit == Unit.WORDS ? String.join(" ", words) : " " + String.join(" ", words) + " ";
        var starts = unit == Unit.WORDS ? words(words) : characters(joined);
        int gap = unit == Unit.WORDS ? 1 : 0; // the space behind the last word is not part of it
        for (int size = shortest; size <= longest; size++) {
            for (int i = 0; i + size < starts.length; i++) {
                var piece = joined.substring(starts[i], starts[i + size] - gap);
                if (!piece.isEmpty()) { // an empty word says nothing
                    sink.accept(piece);
                }
            }
        }
    }

    /** Where each word begins, and where one more would. */
    private static int[] words(List<String> words) {
        var starts = new int[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            starts[i + 1] = starts[i] + words.get(i).length() + 1;
        }
        return starts;
    }

    /** Where each code point begins, and where one more would. */
    private static int[] characters(String text) {
        var starts = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = text.offsetByCodePoints(starts[i - 1], 1);
        }
        return starts;
    }
}
