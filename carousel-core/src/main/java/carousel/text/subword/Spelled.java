package carousel.text.subword;

import java.util.ArrayList;
import java.util.List;

/**
 * A text as the words that pieces are made of: each begins with a mark where the text has a space, and one is put in front, so
 * that a word is the same at the front. Any other white space is a word by itself, and what is far too long for a word is taken
 * for several. Safe for many threads.
 */
final class Spelled {
    /** What is written for a space. */
    static final String MARK = "\u2581";

    /** Where a file has one line without a space, pieces are still found in a time that grows with its length. */
    static final int LONGEST = 500;

    private Spelled() {}

    static List<String> words(String text) {
        var words = new ArrayList<String>();
        if (text.isEmpty()) {
            return words;
        }
        var marked = (" " + text).replace(" ", MARK);
        int start = 0;
        for (int at = 1; at < marked.length(); at++) {
            if (begins(marked, at) || at - start >= LONGEST && !Character.isLowSurrogate(marked.charAt(at))) {
                words.add(marked.substring(start, at));
                start = at;
            }
        }
        words.add(marked.substring(start));
        return words;
    }

    private static boolean begins(String marked, int at) {
        return marked.charAt(at) == MARK.charAt(0) || isSpace(marked.charAt(at)) || isSpace(marked.charAt(at - 1));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static String text(String spelled) {
        var text = spelled.replace(MARK, " ");
        return text.startsWith(" ") ? text.substring(1) : text;
    }
}
