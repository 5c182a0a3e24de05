package carousel.data.generated;

import static carousel.data.generated.Pair.words;

import carousel.data.Draw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sentences that end before their verb. Of the nouns, only the subject says which form of the verb must follow; another
 * one of the other number changes places with it for the second sentence, and never is that the last noun. Safe for
 * many threads.
 */
final class Agreement {
    private static final List<String> NOUNS =
            words("key door table picture letter lamp chair window book cup garden tree car"
                    + " house road wall clock bottle cabinet flower");
    private static final List<String> PLACES = words("near behind beside with above below under opposite");
    private static final List<String> ADJECTIVES = words("old new red small heavy green");
    private static final int MOST_OTHERS = 4;

    private Agreement() {}

    static Pair pair(Draw draw) {
        int others = draw.between(2, MOST_OTHERS);
        int subject = draw.below(2) == 0 ? 0 : draw.between(1, others - 1);
        int swapped = draw.below(others - 1);
        swapped = swapped < subject ? swapped : swapped + 1;
        var plural = new boolean[others + 1];
        for (int i = 0; i <= others; i++) {
            plural[i] = draw.below(2) == 0;
        }
        plural[swapped] = !plural[subject];
        var lemmas = draw.order(NOUNS.size());
        var nouns = new ArrayList<String>();
        for (int i = 0; i <= others; i++) {
            nouns.add(NOUNS.get(lemmas[i]) + (plural[i] ? "s" : ""));
        }
        var frame = frame(draw, others, subject);
        var first = filled(frame, nouns);
        Collections.swap(nouns, subject, swapped);
        return new Pair(first, label(plural[subject]), filled(frame, nouns), label(plural[swapped]));
    }

    private static String label(boolean plural) {
        return plural ? "plural" : "singular";
    }

    /** Everything but the nouns, which are {@code #}: the subject stands behind so many others and a comma. */
    private static List<String> frame(Draw draw, int others, int subject) {
        var frame = new ArrayList<String>();
        for (int i = 0; i <= others; i++) {
            if (i == subject && subject > 0) {
                frame.add(",");
            }
            if (i != subject) {
                frame.add(PLACES.get(draw.below(PLACES.size())));
            }
            frame.add("the");
            if (draw.below(4) == 0) {
                frame.add(ADJECTIVES.get(draw.below(ADJECTIVES.size())));
            }
            frame.add("#");
        }
        return frame;
    }

    private static String filled(List<String> frame, List<String> nouns) {
        var text = new ArrayList<String>();
        int next = 0;
        for (var word : frame) {
            text.add(word.equals("#") ? nouns.get(next++) : word);
        }
        return String.join(" ", text);
    }
}
