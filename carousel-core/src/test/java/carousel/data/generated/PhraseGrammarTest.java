package carousel.data.generated;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Draw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhraseGrammarTest {
    private static final PhraseGrammar BRACKETS = new PhraseGrammar("S = x | a S b | a S b S\n");

    /** All strings of the language up to a length, by rewriting. */
    private static Set<String> language(int longest) {
        var all = new HashSet<>(Set.of("x"));
        for (int round = 0; round < longest; round++) {
            for (var first : List.copyOf(all)) {
                add(all, "a " + first + " b", longest);
                for (var second : List.copyOf(all)) {
                    add(all, "a " + first + " b " + second, longest);
                }
            }
        }
        return all;
    }

    private static void add(Set<String> all, String text, int longest) {
        if (text.split(" ").length <= longest) {
            all.add(text);
        }
    }

    @Test
    void makesExactlyItsLanguage() {
        var language = language(7);
        var strings = List.of("");
        int accepted = 0;
        for (int length = 1; length <= 7; length++) {
            var longer = new ArrayList<String>();
            for (var string : strings) {
                for (var word : List.of("a", "b", "x")) {
                    longer.add((string + " " + word).strip());
                }
            }
            strings = longer;
            for (var string : strings) {
                boolean made = BRACKETS.makes(List.of(string.split(" ")));
                assertThat(made).as(string).isEqualTo(language.contains(string));
                accepted += made ? 1 : 0;
            }
        }
        assertThat(accepted).isEqualTo(language.size()).isGreaterThan(5);
        assertThat(BRACKETS.makes(List.of())).isFalse();
    }

    @Test
    void sentencesBelongToTheLanguageAndEnd() {
        var lengths = new HashSet<Integer>();
        for (int seed = 0; seed < 200; seed++) {
            var sentence = BRACKETS.sentence(Draw.of(seed, "grammar"), 5);
            assertThat(BRACKETS.makes(sentence))
                    .as("seed %d: %s", seed, sentence)
                    .isTrue();
            lengths.add(sentence.size());
        }
        assertThat(lengths).hasSizeGreaterThan(5);
        assertThat(BRACKETS.sentence(Draw.of(1), 0)).containsExactly("x");
    }
}
