package carousel.metric.text;

import carousel.text.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts as scores compare them. Safe for many threads. */
final class Spaces {
    private Spaces() {}

    /** What stands between white space of any kind, the no-break spaces among it. */
    static List<String> split(String text) {
        var words = new ArrayList<String>();
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || isSpace(text.charAt(at))) {
                if (at > start) {
                    words.add(text.substring(start, at));
                }
                start = at + 1;
            }
        }
        return words;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** In these letters, a whole text at once: the small sigma at a word's end is another, as it is elsewhere. */
    static String in(Case letters, String text) {
        return letters == Case.LOWER ? text.toLowerCase(Locale.ROOT) : text;
    }
}
