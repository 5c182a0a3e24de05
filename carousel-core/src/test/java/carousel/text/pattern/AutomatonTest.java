package carousel.text.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {
    private static final String LETTERS = "ab-1";

    /** All texts of up to four of these letters. */
    private static List<String> texts() {
        var texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size() && texts.get(i).length() < 4; i++) {
            for (char letter : LETTERS.toCharArray()) {
                texts.add(texts.get(i) + letter);
            }
        }
        return texts;
    }

    private static String random(Random random, int depth) {
        var parts = new StringBuilder();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            int kind = random.nextInt(depth == 0 ? 7 : 9);
            parts.append(
                    switch (kind) {
                        case 0, 1 -> "a";
                        case 2 -> "b";
                        case 3 -> "[^a-]";
                        case 4 -> ".";
                        case 5 -> "\\d";
                        case 6 -> "\\-";
                        case 7 -> "(" + random(random, depth - 1) + "|" + random(random, depth - 1) + ")";
                        default -> "(?:" + random(random, depth - 1) + ")";
                    });
            parts.append(new String[] {"", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}"}[random.nextInt(9)]);
        }
        return parts.toString();
    }

    @Test
    void whatAPatternMatchesIsWhatJavaMatches() {
        var random = new Random(7);
        var texts = texts();
        for (int i = 0; i < 400; i++) {
            var written = random(random, 2);
            var automaton = Automaton.matching(written);
            var java = Pattern.compile(written);
            for (var text : texts) {
                assertThat(automaton.matches(text))
                        .as("%s of %s", text, written)
                        .isEqualTo(java.matcher(text).matches());
            }
        }
    }

    @Test
    void classesEscapesAndCharactersBeyondTheBasicPlane() {
        for (var written : List.of(
                "[a-c&&[^b]]+",
                "\\p{Lu}\\p{L}*",
                "\\P{L}",
                "\\u0041\\x42",
                "\\(\\)\\\\",
                "[\\]x]*",
                "^ab$",
                "😀+",
                "\\pL",
                "",
                "a||b")) {
            var java = Pattern.compile(written);
            for (var text : List.of("", "a", "ac", "b", "Ab", "AB", "1", "()\\", "]x", "ab", "😀😀", "ß", "Éa")) {
                assertThat(Automaton.matching(written).matches(text))
                        .as("%s of %s", text, written)
                        .isEqualTo(java.matcher(text).matches());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "a)",
                "[a",
                "*a",
                "a**",
                "a+?",
                "a{2",
                "a{3,2}",
                "a{9999}",
                "\\",
                "\\b",
                "(?=a)",
                "a^",
                "a$b",
                "(a)\\1",
                "\\p{Xyz}",
                "[b-a]"
            })
    void whatIsWrongIsSaidWithItsPlace(String written) {
        assertThatThrownBy(() -> Automaton.matching(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pattern: ")
                .hasMessageContaining("at character ")
                .hasMessageContaining(written);
    }

    @Test
    void repetitionsThatWouldFillTheMemoryAreRefused() {
        assertThatThrownBy(() -> Automaton.matching("((a{100}){100}){100}")).hasMessageContaining("states");
        assertThatThrownBy(() -> Automaton.matching("(".repeat(1000))).hasMessageContaining("groups");
        assertThat(Automaton.matching("(a*)*b").matches("a".repeat(3000) + "b")).isTrue();
    }

    @Test
    void beginningsListsAndWhatTheyHaveInCommon() {
        var names = List.of("", "ab", "a", "b-1");
        for (var text : texts()) {
            assertThat(Automaton.beginning("ab").matches(text)).isEqualTo(text.startsWith("ab"));
            assertThat(Automaton.oneOf(names).matches(text)).isEqualTo(names.contains(text));
            var both = Automaton.oneOf(names).and(Automaton.matching("a.*|.*1"));
            assertThat(both.matches(text)).isEqualTo(names.contains(text) && text.matches("a.*|.*1"));
        }
        assertThat(Automaton.oneOf(List.of()).dead()).isTrue();
        assertThat(Automaton.beginning("ab").after('b').dead()).isTrue();
        assertThat(Automaton.ANY.matches("x")).isTrue();
        var stars = Automaton.matching("a*").after('a');
        assertThat(stars.after('a')).isEqualTo(stars).hasSameHashCodeAs(stars);
    }
}
