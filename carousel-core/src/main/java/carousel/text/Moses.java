package carousel.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Running text to words and back in the manner of the Moses scripts (Koehn et al. 2007), by few rules. Immutable, safe for many
 * threads.
 *
 * <p>Apart: every sign; a comma but between digits; an apostrophe, in English with the letters behind it ({@code don 't}), in
 * German alone; a period at a word's end, which stays inside a sentence behind an abbreviation, an initial, a German number, or
 * before a small letter: so words are found before capitals are given up. Hyphens stay. Together again: {@link #text}.
 *
 * <pre>{@code
 * Moses.ENGLISH.tokens("He said, \"I don't.\"");        // He said , " I don 't . "
 * Moses.ENGLISH.text(List.of("I", "don", "'t", "."));   // I don't.
 * }</pre>
 */
public enum Moses {
    ENGLISH(Set.of(
            "Ave", "Blvd", "Capt", "Co", "Col", "Corp", "Dr", "Gen", "Gov", "Inc", "Jr", "Lt", "Ltd", "Mr", "Mrs", "Ms",
            "Mt", "Prof", "Rd", "Rev", "Sen", "Sgt", "Sr", "St", "etc", "vs")),
    GERMAN(Set.of(
            "Abs", "Dr", "Fr", "Hr", "Nr", "Prof", "St", "Str", "Tel", "bzw", "ca", "etc", "evtl", "ggf", "inkl", "usw",
            "vgl"));

    private static final Pattern SIGN = Pattern.compile("(?U)[^\\p{L}\\p{M}\\p{N}\\s.,'’-]");
    private static final Pattern PERIODS = Pattern.compile("\\.{2,}");
    private static final Pattern COMMA = Pattern.compile("(?<!\\p{N}),|,(?!\\p{N})");
    private static final Pattern SPACES = Pattern.compile("(?U)\\s+");

    private final Set<String> abbreviations;

    Moses(Set<String> abbreviations) {
        this.abbreviations = abbreviations;
    }

    /** The words of a running text. */
    public List<String> tokens(String text) {
        var spaced = SIGN.matcher(text).replaceAll(" $0 ");
        spaced = PERIODS.matcher(spaced).replaceAll(" $0 ");
        spaced = COMMA.matcher(spaced).replaceAll(" , ");
        var words = SPACES.split(apostrophes(spaced));
        var tokens = new ArrayList<String>();
        for (int i = 0; i < words.length; i++) {
            var word = words[i];
            int last = word.length() - 1;
            boolean apart = last > 0 && word.charAt(last) == '.' && word.charAt(last - 1) != '.';
            if (apart && !keepsPeriod(word.substring(0, last), i + 1 < words.length ? words[i + 1] : "")) {
                tokens.add(word.substring(0, last));
                tokens.add(".");
            } else if (!word.isEmpty()) {
                tokens.add(word);
            }
        }
        return List.copyOf(tokens);
    }

    private String apostrophes(String text) {
        var apart = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            apart.append(isApostrophe(c) ? spaced(c, at == 0 ? ' ' : text.charAt(at - 1), next(text, at)) : c);
        }
        return apart.toString();
    }

    private static char next(String text, int at) {
        return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    }

    private String spaced(char apostrophe, char before, char after) {
        boolean contraction = Character.isLetter(after) && (Character.isLetter(before) || Character.isDigit(before));
        return this == ENGLISH && contraction ? " " + apostrophe : " " + apostrophe + " ";
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '’';
    }

    private boolean keepsPeriod(String word, String next) {
        boolean letters = word.chars().anyMatch(Character::isLetter);
        if (next.isEmpty() || word.indexOf('.') >= 0) {
            return letters && word.indexOf('.') >= 0;
        }
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
        boolean ordinal = this == GERMAN && !letters;
        return initial || ordinal || abbreviations.contains(word) || Character.isLowerCase(next.charAt(0));
    }

    /**
     * The running text of words: closing signs stand behind the word before them, opening ones at the word after; quotes open and
     * close in turn. What the scripts write for signs that their files cannot hold ({@code &apos;}, {@code @-@}) becomes the sign.
     */
    public String text(List<String> tokens) {
        var joined = new Joined(this);
        tokens.forEach(joined::add);
        return joined.toString();
    }
}
