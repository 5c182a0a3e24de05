package carousel.text.pattern;

import carousel.text.pattern.Expression.Choice;
import carousel.text.pattern.Expression.One;
import carousel.text.pattern.Expression.Repeat;
import carousel.text.pattern.Expression.Sequence;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a regular expression; what one character may be is left to {@link Pattern}. One thread at a time. */
final class PatternParser {
    private static final int MOST_REPEATS = 1000;
    private static final int DEEPEST = 200;
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(,(\\d{0,4}))?}");
    private static final String ONE_CHARACTER = "dDwWsSpPtnrxu"; // escapes of letters that stand for one

    private final String pattern;
    private int at;
    private int depth;

    PatternParser(String pattern) {
        this.pattern = pattern;
    }

    Expression parse() {
        take('^'); // the whole text is matched anyway
        var whole = choice();
        if (at < pattern.length()) {
            throw wrong("')' without '('");
        }
        return whole;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("pattern: " + what + " at character " + (at + 1) + " of '" + pattern
                + "'; expected a regular expression of the usual kind, with \\ before a sign that means itself");
    }

    private boolean more() {
        return at < pattern.length();
    }

    private boolean ahead(char sign) {
        return more() && pattern.charAt(at) == sign;
    }

    private boolean take(char sign) {
        boolean there = ahead(sign);
        at += there ? 1 : 0;
        return there;
    }

    private Expression choice() {
        var options = new ArrayList<Expression>();
        do {
            options.add(sequence());
        } while (take('|'));
        return options.size() == 1 ? options.getFirst() : new Choice(options);
    }

    private Expression sequence() {
        var parts = new ArrayList<Expression>();
        while (more() && !ahead('|') && !ahead(')')) {
            if (ahead('$') && at == pattern.length() - 1) {
                at++;
            } else {
                parts.add(repeated(part()));
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private Expression repeated(Expression part) {
        var repeated = part;
        if (take('*')) {
            repeated = new Repeat(part, 0, Expression.ENDLESS);
        } else if (take('+')) {
            repeated = new Repeat(part, 1, Expression.ENDLESS);
        } else if (take('?')) {
            repeated = new Repeat(part, 0, 1);
        } else if (ahead('{')) {
            repeated = counted(part);
        }
        if (repeated != part && (ahead('*') || ahead('+') || ahead('?') || ahead('{'))) {
            throw wrong("'" + pattern.charAt(at) + "' behind another repetition");
        }
        return repeated;
    }

    private Expression counted(Expression part) {
        var count = COUNT.matcher(pattern).region(at, pattern.length());
        if (!count.lookingAt()) {
            throw wrong("'{'");
        }
        int least = Integer.parseInt(count.group(1));
        int most = count.group(2) == null
                ? least
                : count.group(3).isEmpty() ? Expression.ENDLESS : Integer.parseInt(count.group(3));
        if (least > most || least > MOST_REPEATS || most != Expression.ENDLESS && most > MOST_REPEATS) {
            throw wrong("'" + count.group() + "', more than " + MOST_REPEATS + " times or fewer than none,");
        }
        at = count.end();
        return new Repeat(part, least, most);
    }

    private Expression part() {
        int start = at;
        char sign = pattern.charAt(at);
        return switch (sign) {
            case '(' -> group();
            case '[' -> oneOf(start, endOfClass());
            case '.' -> oneOf(start, at + 1);
            case '\\' -> escaped();
            case '*', '+', '?', '{', '^', '$' -> throw wrong("'" + sign + "'");
            default -> {
                int character = pattern.codePointAt(at);
                at += Character.charCount(character);
                yield new One(c -> c == character);
            }
        };
    }

    private Expression group() {
        if (++depth > DEEPEST) {
            throw wrong("more than " + DEEPEST + " groups within another");
        }
        at += pattern.startsWith("(?:", at) ? 3 : 1;
        var inside = choice();
        if (!take(')')) {
            throw wrong("'(' without ')'");
        }
        depth--;
        return inside;
    }

    private Expression escaped() {
        int start = at;
        if (at + 1 == pattern.length()) {
            throw wrong("'\\'");
        }
        char sign = pattern.charAt(at + 1);
        if (!Character.isLetterOrDigit(sign)) {
            int character = pattern.codePointAt(at + 1);
            at += 1 + Character.charCount(character);
            return new One(c -> c == character);
        }
        if (ONE_CHARACTER.indexOf(sign) < 0) {
            throw wrong("'\\" + sign + "', which is not known,");
        }
        int end = at + 2;
        if (sign == 'p' || sign == 'P') {
            boolean named = pattern.startsWith("{", end);
            end = named && pattern.indexOf('}', end) > 0 ? pattern.indexOf('}', end) + 1 : end + 1;
        } else if (sign == 'x' || sign == 'u') {
            end += sign == 'x' ? 2 : 4;
        }
        return oneOf(start, Math.min(end, pattern.length()));
    }

    /** A class may hold others. */
    private int endOfClass() {
        int open = 0;
        for (int i = at; i < pattern.length(); i++) {
            char sign = pattern.charAt(i);
            if (sign == '\\') {
                i++;
            } else if (sign == '[') {
                open++;
            } else if (sign == ']' && --open == 0) {
                return i + 1;
            }
        }
        throw wrong("'[' without ']'");
    }

    private Expression oneOf(int start, int end) {
        try {
            var one = Pattern.compile(pattern.substring(start, end)).asMatchPredicate();
            at = end;
            return new One(c -> one.test(Character.toString(c)));
        } catch (PatternSyntaxException e) {
            throw wrong(e.getDescription().toLowerCase(Locale.ROOT));
        }
    }
}
