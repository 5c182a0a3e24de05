package carousel.metric.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a text as NIST's mteval-v13a finds them, which is what sacreBLEU calls 13a: every ASCII sign is a word but the
 * apostrophe; commas and periods are, except between digits; a hyphen is, behind a digit. Safe for many threads.
 */
final class Mteval {
    /** Every ASCII sign but the apostrophe, the comma, the hyphen and the period. */
    private static final Pattern SIGN = Pattern.compile("([!-&(-+/:-@\\[-`{-~])");

    private static final Pattern STOP_BEHIND_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern STOP_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern HYPHEN_BEHIND_DIGIT = Pattern.compile("([0-9])(-)");

    private Mteval() {}

    static List<String> words(String text) {
        var line = text.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
        if (line.indexOf('&') >= 0) { // in this order: &amp;lt; becomes <
            line = line.replace("&quot;", "\"")
                    .replace("&amp;", "&")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">");
        }
        line = SIGN.matcher(" " + line + " ").replaceAll(" $1 ");
        line = STOP_BEHIND_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
        line = STOP_BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
        line = HYPHEN_BEHIND_DIGIT.matcher(line).replaceAll("$1 $2 ");
        return Spaces.split(line);
    }
}
