package carousel.text;

import java.util.regex.Pattern;

/** A running text that grows word by word, {@link Moses} knows the language. One thread at a time. */
final class Joined {
    private static final Pattern OPENING = Pattern.compile("[#(\\[{¿¡]+");
    private static final Pattern CURRENCY = Pattern.compile("\\p{Sc}+");
    private static final Pattern CLOSING = Pattern.compile("[,.?!:;\\\\%})\\]…]+");
    private static final Pattern CONTRACTED = Pattern.compile("['’]\\p{L}.*");
    private static final Pattern HYPHENATED = Pattern.compile("-\\p{L}.*");
    private static final String HYPHEN = "@-@";

    private final Moses language;
    private final StringBuilder text = new StringBuilder();
    /** Whether the next word stands right behind what there is. */
    private boolean together = true;

    /** What of the text so far is still open, and what kind of word its last one was. */
    private boolean quoted;

    private boolean singlyQuoted;
    private boolean closed;
    private boolean contracted;

    Joined(Moses language) {
        this.language = language;
    }

    void add(String token) {
        var word = token.equals(HYPHEN) ? "-" : unescaped(token);
        boolean justClosed = closed;
        boolean possessed = contracted;
        closed = false;
        contracted = false;
        if (token.equals(HYPHEN)) {
            join(word, true, true);
        } else if (OPENING.matcher(word).matches() || (CURRENCY.matcher(word).matches() && !endsInDigit())) {
            join(word, false, true);
        } else if (CLOSING.matcher(word).matches()) {
            closed = true;
            join(word, true, false);
        } else if (word.length() == 1 && "\"„“”'’".contains(word)) {
            quote(word.charAt(0), possessed);
        } else {
            contracted = language == Moses.ENGLISH && CONTRACTED.matcher(word).matches() && endsInWord();
            join(word, contracted || (justClosed && HYPHENATED.matcher(word).matches()), false);
        }
    }

    private void quote(char sign, boolean possessed) {
        if (sign == '\'' || sign == '’') {
            apostrophe(sign, possessed);
            return;
        }
        quoted = sign == '„' || (sign != '”' && !quoted);
        closed = !quoted;
        join(Character.toString(sign), !quoted, quoted);
    }

    /** A German apostrophe joins, the English one of a plural ends its word, any other is a quote. */
    private void apostrophe(char sign, boolean possessed) {
        if (language == Moses.GERMAN && !singlyQuoted && endsInWord()) {
            join(Character.toString(sign), true, true);
        } else if (!singlyQuoted && !possessed && !together && text.charAt(text.length() - 1) == 's') {
            join(Character.toString(sign), true, false);
        } else {
            singlyQuoted = !singlyQuoted;
            join(Character.toString(sign), !singlyQuoted, singlyQuoted);
        }
    }

    private boolean endsInWord() {
        return !text.isEmpty() && Character.isLetterOrDigit(text.codePointBefore(text.length()));
    }

    private boolean endsInDigit() {
        return !text.isEmpty() && Character.isDigit(text.codePointBefore(text.length()));
    }

    private void join(String word, boolean before, boolean after) {
        if (!before && !together) {
            text.append(' ');
        }
        text.append(word);
        together = after;
    }

    private static String unescaped(String token) {
        return token.indexOf('&') < 0
                ? token
                : token.replace("&#124;", "|")
                        .replace("&#91;", "[")
                        .replace("&#93;", "]")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
