package carousel.model.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.labelled.SentencePair;
import carousel.store.Settings;
import carousel.text.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {
    private static final List<SentencePair> PAIRS = List.of(
            new SentencePair("Ein Mann, ein Plan.", "A man, a plan.", 1),
            new SentencePair("Ein Plan, den ein Mann hat.", "A plan that a man doesn't have.", 2),
            new SentencePair("", "", 3));

    private static Writing writing(String... keysAndValues) {
        var writing = Settings.read(Writing.class, Map.of());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            writing = Settings.with(writing, keysAndValues[i], keysAndValues[i + 1]);
        }
        return writing;
    }

    private static Wordings learned(String... keysAndValues) {
        return Wordings.learn(writing(keysAndValues), PAIRS);
    }

    @ParameterizedTest
    @EnumSource(WritingLevel.class)
    void knownTextsComeBack(WritingLevel level) {
        var english = level == WritingLevel.CHAR ? "any" : "english";
        assertKnownTextsComeBack(
                learned("level", level.name().toLowerCase(Locale.ROOT), "target-language", english, "pieces", "40"));
    }

    @Test
    void whatIsTooLongToBeLearnedFromHasNoSymbols() {
        var words = learned("max-length", "4");
        assertThat(words.source().vocabulary().symbols()).contains("Mann,").doesNotContain("hat.");
        var letters = learned("level", "char", "max-length", "20");
        assertThat(letters.target().vocabulary().symbols()).contains("A").doesNotContain("h");
    }

    @Test
    void piecesMayBeUnigrams() {
        var wordings = learned("level", "subword", "subwords", "unigram", "pieces", "40");
        assertThat(wordings.source().toLists()).containsKey("scores").doesNotContainKey("merges");
        assertKnownTextsComeBack(wordings);
    }

    private static void assertKnownTextsComeBack(Wordings wordings) {
        for (var pair : PAIRS) {
            assertThat(wordings.source().text(wordings.source().ids(pair.source())))
                    .isEqualTo(pair.source());
            assertThat(wordings.target().text(wordings.target().ids(pair.target())))
                    .isEqualTo(pair.target());
        }
        for (var side : List.of(wordings.source(), wordings.target())) {
            assertThat(Wording.ofLists(side.toLists())).isEqualTo(side);
            assertThat(side.ids("")).isEmpty();
            assertThat(side.ids("ξ")).contains(side.vocabulary().unknown());
        }
    }

    @Test
    void wordsAreCutByTheRulesOfTheLanguage() {
        var wordings = learned("target-language", "english", "lower-case", "true");
        assertThat(wordings.source().vocabulary().symbols()).contains("mann,", "plan.", Vocabulary.END);
        assertThat(wordings.target().vocabulary().symbols())
                .contains("man", ",", "plan", ".", "'t")
                .doesNotContain("A");
        assertThat(wordings.target().text(wordings.target().ids("A MAN doesn't have a plan.")))
                .isEqualTo("a man doesn't have a plan.");
    }

    @Test
    void rareSymbolsAreUnknownAndSoIsAWordSpelledLikeTheEnd() {
        var source = learned("min-count", "2").source();
        int unknown = source.vocabulary().unknown();
        assertThat(source.vocabulary().symbols()).containsExactlyInAnyOrder("Ein", "ein", "<unk>", "<eos>");
        assertThat(source.ids("ein Hut <eos>"))
                .containsExactly(source.vocabulary().id("ein"), unknown, unknown);
    }

    @Test
    void oneListOfSymbolsServesBothSides() {
        var shared = Wordings.learnAsOne(writing("level", "subword", "pieces", "60"), PAIRS);
        assertThat(shared.source().vocabulary()).isEqualTo(shared.target().vocabulary());
        assertThat(shared.target().text(shared.target().ids("Ein Plan."))).isEqualTo("Ein Plan.");
        var other = Wordings.learnAsOne(writing("target-language", "english"), PAIRS);
        assertThat(other.target().vocabulary()).isEqualTo(other.source().vocabulary());
        assertThat(List.of(other.source().language(), other.target().language()))
                .containsExactly(Language.ANY, Language.ENGLISH);
        assertThatThrownBy(() -> Wordings.learnAsOne(writing("source-level", "char"), PAIRS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tied: expected none or output");
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> writing("source-level", "letter"))
                .hasMessage("source-level: expected word, char or subword, got 'letter'");
        assertThatThrownBy(() -> learned("target-level", "char", "target-language", "german"))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> Settings.read(Writing.class, Map.of("level", "char", "target-language", "german")))
                .hasMessageStartingWith("target-language: expected any");
    }
}
