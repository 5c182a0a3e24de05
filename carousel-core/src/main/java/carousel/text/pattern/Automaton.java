package carousel.text.pattern;

import java.util.Collection;
import java.util.Map;

/**
 * A set of texts, read character by character: a place in it. Equal places allow the same. Implementations are immutable and
 * safe for many threads.
 *
 * <pre>
 * var dates = Automaton.matching("[0-3]?\\d [A-Z][a-z]+");
 * dates.matches("24 May");                                       // true
 * dates.and(Automaton.beginning("24")).after('3').dead();        // true: no such text begins with a 3
 * </pre>
 */
public interface Automaton {
    /** Every text. */
    Automaton ANY = Whole.EVERYTHING;

    /** The place after one more character (code point). */
    Automaton after(int character);

    /** Whether a text may end here. */
    boolean accepts();

    /** Whether no text goes on from here. */
    boolean dead();

    /** The texts that begin so. */
    static Automaton beginning(String text) {
        var characters = text.codePoints().toArray();
        Automaton place = ANY;
        for (int i = characters.length - 1; i >= 0; i--) {
            place = new Listed(Map.of(characters[i], place), false);
        }
        return place;
    }

    /** These texts alone. */
    static Automaton oneOf(Collection<String> texts) {
        return Listed.of(texts);
    }

    /**
     * The texts that a regular expression matches from end to end. It has what {@link java.util.regex.Pattern} writes the same
     * way: characters, escapes, classes, groups, {@code |}, and {@code * + ? {n} {n,} {n,m}}, but nothing that looks around or back.
     *
     * @throws IllegalArgumentException that says what is wrong at which character
     */
    static Automaton matching(String pattern) {
        return Matching.of(new PatternParser(pattern).parse());
    }

    /** The texts of this set that are in another too. */
    default Automaton and(Automaton other) {
        return new Both(this, other);
    }

    /** Whether a text is in the set, this place being its beginning. */
    default boolean matches(String text) {
        var place = this;
        for (var characters = text.codePoints().iterator(); characters.hasNext(); ) {
            place = place.after(characters.nextInt());
        }
        return place.accepts();
    }
}
