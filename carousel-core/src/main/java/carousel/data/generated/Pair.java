package carousel.data.generated;

import java.util.Arrays;
import java.util.List;

/**
 * Two texts of the same words in another order, and what each is called. Immutable.
 *
 * @param first words with blanks between them
 * @param second the same words
 */
record Pair(String first, String firstLabel, String second, String secondLabel) {
    Pair {
        if (first.equals(second)
                || firstLabel.equals(secondLabel)
                || !bag(first).equals(bag(second))) {
            throw new IllegalArgumentException("pair: '" + first + "' and '" + second + "', " + firstLabel + " and "
                    + secondLabel + "; expected other orders of the same words, and other labels");
        }
    }

    /** What no model without order can tell from the other. */
    String bag() {
        return bag(first);
    }

    private static String bag(String text) {
        var words = text.split(" ");
        Arrays.sort(words);
        return String.join(" ", words);
    }

    /** A word out of several, with blanks between them. */
    static List<String> words(String several) {
        return List.of(several.split(" "));
    }
}
