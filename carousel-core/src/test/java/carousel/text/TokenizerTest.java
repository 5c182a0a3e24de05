package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    private static final String POOL = "aAbBéÉß \t\nñ中文😀𝒳\r.-";

    /** A random text out of characters of one to four UTF-8 bytes. */
    static String text(Random random, int longest) {
        var pool = POOL.codePoints().toArray();
        return random.ints(random.nextInt(longest + 1), 0, pool.length)
                .mapToObj(i -> Character.toString(pool[i]))
                .collect(Collectors.joining());
    }

    @Test
    void charactersAreOrderedByCodePoint() {
        var tokenizer = Tokenizer.characters("b😀a\uffffb\n", Case.KEEP);
        assertThat(tokenizer.vocabulary().symbols()).containsExactly("\n", "a", "b", "\uffff", "😀");
        assertThat(tokenizer.ids("😀ab")).containsExactly(4, 1, 2);
        assertThat(tokenizer.text(4, 1, 2)).isEqualTo("😀ab");
        assertThat(tokenizer.letters()).isEqualTo(Case.KEEP);
    }

    @Test
    void charactersAndBytesComeBackExactly() {
        for (long seed = 0; seed < 500; seed++) {
            var text = "x" + text(new Random(seed), 40);
            var characters = Tokenizer.characters(text, Case.KEEP);
            assertThat(characters.text(characters.ids(text)))
                    .as("seed %d", seed)
                    .isEqualTo(text);
            assertThat(characters.ids(text)).as("seed %d", seed).hasSize(text.codePointCount(0, text.length()));
            var bytes = Tokenizer.bytes();
            assertThat(bytes.text(bytes.ids(text))).as("seed %d", seed).isEqualTo(text);
            assertThat(bytes.ids(text)).isEqualTo(bytes.ids(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void wordsComeBackWithSingleSpaces() {
        for (long seed = 0; seed < 500; seed++) {
            var text = "x" + text(new Random(seed), 40);
            var tokenizer = Tokenizer.words(text, Case.KEEP, 1);
            var expected = List.of(text.split("\n", -1)).stream()
                    .map(line -> line.strip().replaceAll("[ \t\r]+", " "))
                    .collect(Collectors.joining("\n"));
            var ids = tokenizer.ids(text);
            assertThat(tokenizer.text(ids)).as("seed %d", seed).isEqualTo(expected);
            long ends = IntStream.of(ids).filter(tokenizer::endsLine).count();
            assertThat(ends)
                    .as("seed %d", seed)
                    .isEqualTo(text.chars().filter(c -> c == '\n').count());
        }
    }

    @Test
    void wordsAreOrderedByFallingCountThenCodePoint() {
        var tokenizer = Tokenizer.words("b a b 😀 \uffff c\n\n", Case.KEEP, 1);
        assertThat(tokenizer.vocabulary().symbols()).containsExactly("<eos>", "b", "a", "c", "\uffff", "😀", "<unk>");
        assertThat(tokenizer.ids("b a\n\nzebra")).containsExactly(1, 2, 0, 0, 6);
    }

    @Test
    void rareWordsBecomeUnknownAndCountForIt() {
        var tokenizer = Tokenizer.words("a a a b b c d e", Case.KEEP, 2);
        assertThat(tokenizer.vocabulary().symbols()).containsExactly("<unk>", "a", "b", "<eos>");
        assertThat(tokenizer.ids("a c b")).containsExactly(1, 0, 2);
    }

    @Test
    void literalUnknownAndEndAreTheSymbolsThemselves() {
        var tokenizer = Tokenizer.words("<unk> x <unk> <unk> <eos>\n", Case.KEEP, 1);
        assertThat(tokenizer.vocabulary().symbols()).containsExactly("<unk>", "<eos>", "x");
        assertThat(tokenizer.ids("<unk> nobody <eos> \n")).containsExactly(0, 0, 1, 1);
    }

    @Test
    void rareLiteralUnknownStaysInTheVocabulary() {
        var symbols = Tokenizer.words("a a <unk>", Case.KEEP, 2).vocabulary().symbols();
        assertThat(symbols).containsExactly("a", "<unk>", "<eos>");
    }

    @Test
    void blankLinesAreOneEndEach() {
        var tokenizer = Tokenizer.words("a", Case.KEEP, 1);
        int end = tokenizer.vocabulary().end();
        assertThat(tokenizer.ids("\n \t\r\n\n")).containsExactly(end, end, end);
        assertThat(tokenizer.ids("")).isEmpty();
    }

    @Test
    void lastLineWithoutLineFeedHasNoEnd() {
        var tokenizer = Tokenizer.words("a b\n", Case.KEEP, 1);
        assertThat(tokenizer.text(tokenizer.ids("a b"))).isEqualTo("a b");
        assertThat(tokenizer.text(tokenizer.ids("a b\n"))).isEqualTo("a b\n");
    }

    @Test
    void nonBreakingSpaceIsPartOfAWord() {
        assertThat(Tokenizer.words("10\u00a0km", Case.KEEP, 1).vocabulary().contains("10\u00a0km"))
                .isTrue();
    }

    @Test
    void lowerCaseKeepsTheNumberOfCharacters() {
        var characters = Tokenizer.characters("İÉa", Case.LOWER);
        assertThat(characters.ids("İÉA")).hasSize(3).isEqualTo(characters.ids("iéa"));
        var words = Tokenizer.words("The the THE <UNK>", Case.LOWER, 1);
        assertThat(words.vocabulary().symbols()).containsExactly("the", "<unk>", "<eos>");
        assertThat(words.ids("tHe")).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'é'         | unknown character 'é' (U+00E9) at line 1, column 1",
                "'ab\nb\naaé'| unknown character 'é' (U+00E9) at line 3, column 3",
                "'a\né'      | unknown character 'é' (U+00E9) at line 2, column 1",
                "'😀a'       | unknown character '😀' (U+1F600) at line 1, column 1",
                "'a\u0007'   | unknown character U+0007 at line 1, column 2",
                "'a\u200b'   | unknown character U+200B at line 1, column 2",
                "'a\u2028'   | unknown character U+2028 at line 1, column 2",
                "'a\u0301'   | unknown character U+0301 at line 1, column 2",
            })
    void firstUnknownCharacterIsNamed(String text, String message) {
        var tokenizer = Tokenizer.characters("ab\n", Case.KEEP);
        assertThatThrownBy(() -> tokenizer.ids(text))
                .isInstanceOf(DataException.class)
                .hasMessage(message + ": the model knows 3 characters; use --replace-unknown to go on");
    }

    @Test
    void columnsCountCodePoints() {
        var tokenizer = Tokenizer.characters("😀\n", Case.KEEP);
        assertThatThrownBy(() -> tokenizer.ids("😀\n😀😀x")).hasMessageContaining("'x' (U+0078) at line 2, column 3");
    }

    @Test
    void replacementIsUnknownThenSpaceThenTheFirstSymbol() {
        var plain = Tokenizer.characters("\tab", Case.KEEP);
        assertThat(plain.ids("aéb", Unknown.REPLACE)).containsExactly(1, 0, 2);
        var spaced = Tokenizer.characters("\ta b", Case.KEEP);
        assertThat(spaced.ids("aéb", Unknown.REPLACE)).containsExactly(2, 1, 3);
        var marked = Tokenizer.of(Level.CHAR, Vocabulary.of(List.of("a", " ", "<unk>")));
        assertThat(marked.ids("aé", Unknown.REPLACE)).containsExactly(0, 2);
        assertThat(marked.ids("aé", Unknown.REFUSE)).containsExactly(0, 2);
        assertThat(marked.ids("<", Unknown.REFUSE)).containsExactly(2);
        assertThat(marked.text(0, 2, 1)).isEqualTo("a<unk> ");
    }

    @Test
    void bytesNeverFail() {
        var raw = new byte[256];
        for (int i = 0; i < 256; i++) {
            raw[i] = (byte) i;
        }
        assertThat(Tokenizer.bytes().ids(raw)).isEqualTo(IntStream.range(0, 256).toArray());
        assertThat(Tokenizer.bytes().vocabulary().size()).isEqualTo(256);
        assertThat(Tokenizer.bytes().vocabulary().symbol(0xa0)).isEqualTo("a0");
        assertThatThrownBy(() -> Tokenizer.characters("a", Case.KEEP).ids(raw))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void lineEndsAreRecognised() {
        assertThat(Tokenizer.bytes().endsLine(10)).isTrue();
        assertThat(Tokenizer.bytes().endsLine(13)).isFalse();
        var characters = Tokenizer.characters("\t\n", Case.KEEP);
        assertThat(characters.endsLine(1)).isTrue();
        assertThat(characters.endsLine(0)).isFalse();
        assertThat(Tokenizer.characters("a", Case.KEEP).endsLine(0)).isFalse();
    }

    @Test
    void vocabulariesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Tokenizer.of(Level.CHAR, Vocabulary.of(List.of("ab"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'ab' is not one character");
        assertThatThrownBy(() -> Tokenizer.of(Level.WORD, Vocabulary.of(List.of("ab", "<unk>"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("lacks <unk> or <eos>");
        assertThatThrownBy(() -> Tokenizer.of(Level.BYTE, Vocabulary.of(List.of("a"))))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() ->
                        Tokenizer.of(Level.BYTE, Case.LOWER, Tokenizer.bytes().vocabulary()))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Tokenizer.characters("", Case.KEEP))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no symbols");
    }
}
