package carousel.text;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of running text. Safe for many threads. */
public final class Words {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+(?:['\u2019][\\p{L}\\p{M}\\p{N}]+)*|\\S");

    private Words() {}

    /**
     * Runs of letters and digits, with the apostrophes inside of them, and every other visible character by itself: {@code
     * don't stop!} is {@code don't}, {@code stop}, {@code !}.
     */
    public static List<String> of(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Every character (code point) by itself. */
    public static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }
}
