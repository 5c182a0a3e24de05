package carousel.data.generated;

import static carousel.data.generated.Lists.pick;
import static carousel.data.generated.Pair.words;

import carousel.data.Draw;
import carousel.data.labelled.SentencePair;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Verbs that English might have, and their forms by its rules of spelling: a last letter is doubled, an e is left out, a y becomes
 * an i. Safe for many threads.
 */
final class Inflection {
    private static final List<String> PREFIXES = List.of("", "re", "out", "over");
    private static final List<String> ONSETS =
            words("b bl br c cl cr d dr f fl fr g gl gr h j k l m n p pl pr r s sc sk sl"
                    + " sm sn sp st str sw t tr tw v w");
    private static final List<String> VOWELS = words("a e i o u");
    private static final List<String> PAIRS = words("ai ea ee oa oo ou");

    /** What follows onset and one vowel, or two: each line is as likely. */
    private static final List<List<String>> ENDS = List.of(
            words("b d g m n p r t"),
            words("ch ck ll lp lt mp nd nk nt rk rn rt sh sk ss st x zz"),
            words("be de ke le me ne pe re se te ve ze"),
            words("ddy ffy lly nny ppy rry"));

    private static final List<String> AFTER_TWO = words("d k l m n p r t");
    private static final List<String> FORMS = words("past third ing");

    private static final Pattern DOUBLING = Pattern.compile("(.*[^aeiou])?[aeiou][bdgmnprt]");
    private static final Pattern HISSING = Pattern.compile(".*(s|x|z|sh|ch)");
    private static final Pattern Y_AFTER_CONSONANT = Pattern.compile(".*[^aeiou]y");

    private Inflection() {}

    static SentencePair pair(Draw draw) {
        var verb = verb(draw);
        var form = pick(draw, FORMS);
        return new SentencePair(verb + " " + form, inflected(verb, form), 1);
    }

    private static String verb(Draw draw) {
        var start = pick(draw, PREFIXES) + pick(draw, ONSETS);
        int kind = draw.below(ENDS.size() + 1);
        return kind == ENDS.size()
                ? start + pick(draw, PAIRS) + pick(draw, AFTER_TWO)
                : start + pick(draw, VOWELS) + pick(draw, ENDS.get(kind));
    }

    static String inflected(String verb, String form) {
        var shorter = verb.substring(0, verb.length() - 1);
        boolean y = Y_AFTER_CONSONANT.matcher(verb).matches();
        if (form.equals("third")) {
            return y ? shorter + "ies" : verb + (HISSING.matcher(verb).matches() ? "es" : "s");
        }
        var stem = DOUBLING.matcher(verb).matches() ? verb + verb.charAt(verb.length() - 1) : verb;
        boolean e = verb.endsWith("e");
        if (form.equals("ing")) {
            return (e ? shorter : stem) + "ing";
        }
        return y ? shorter + "ied" : e ? verb + "d" : stem + "ed";
    }
}
