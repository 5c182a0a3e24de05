package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetokenizerTest {
    private static List<String> pieces(Tokenizer tokenizer, int... ids) {
        var detokenizer = tokenizer.detokenizer();
        var pieces = new ArrayList<String>();
        for (int id : ids) {
            pieces.add(detokenizer.next(id));
        }
        pieces.add(detokenizer.finish());
        return pieces;
    }

    @Test
    void bytesAreHeldBackUntilTheCharacterIsComplete() {
        var bytes = Tokenizer.bytes();
        assertThat(pieces(bytes, bytes.ids("aé😀"))).containsExactly("a", "", "é", "", "", "", "😀", "");
    }

    @Test
    void incompleteAndImpossibleBytesBecomeReplacementCharacters() {
        assertThat(pieces(Tokenizer.bytes(), 'a', 0xF0, 0x9F)).containsExactly("a", "", "", "\ufffd");
        assertThat(pieces(Tokenizer.bytes(), 0xC3, 'a', 0xFF, 'b')).containsExactly("", "\ufffda", "\ufffd", "b", "");
    }

    @Test
    void anyBytesGiveTheTextOfTheWholeDecoder() {
        for (long seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var raw = new byte[random.nextInt(30)];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = (byte) (random.nextBoolean() ? random.nextInt() : 0xE0 + random.nextInt(0x18));
            }
            var bytes = Tokenizer.bytes();
            assertThat(bytes.text(bytes.ids(raw)))
                    .as("seed %d", seed)
                    .isEqualTo(new String(raw, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aDetokenizerBeginsANewTextAfterTheEnd() {
        var detokenizer = Tokenizer.bytes().detokenizer();
        detokenizer.next(0xC3);
        assertThat(detokenizer.finish()).isEqualTo("\ufffd");
        assertThat(detokenizer.next(0xC3)).isEmpty();
        assertThat(detokenizer.next(0xA9)).isEqualTo("é");
        var words = Tokenizer.words("a", Case.KEEP, 1);
        var second = words.detokenizer();
        second.next(0);
        second.finish();
        assertThat(second.next(0)).isEqualTo("a");
    }

    @Test
    void wordsGetTheirSpaceInFront() {
        var words = Tokenizer.words("a b\n<unk> <unk> <unk> <unk>", Case.KEEP, 1);
        assertThat(pieces(words, words.ids("a b\n\na x"))).containsExactly("a", " b", "\n", "\n", "a", " <unk>", "");
    }
}
