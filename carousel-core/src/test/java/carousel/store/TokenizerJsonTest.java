package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.Case;
import carousel.text.Tokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerJsonTest {
    @Test
    void tokenizersComeBackEqual() {
        for (var tokenizer : List.of(
                Tokenizer.bytes(),
                Tokenizer.characters("aé\u0000\n\"\\😀\u2028", Case.KEEP),
                Tokenizer.characters("Aé", Case.LOWER),
                Tokenizer.words("The cat\nsat \"there\"", Case.LOWER, 1))) {
            assertThat(TokenizerJson.read(TokenizerJson.write(tokenizer))).isEqualTo(tokenizer);
        }
    }

    @Test
    void formIsShort() {
        assertThat(TokenizerJson.write(Tokenizer.bytes())).isEqualTo("{\"level\":\"byte\",\"letters\":\"keep\"}");
        assertThat(TokenizerJson.write(Tokenizer.characters("ba", Case.KEEP)))
                .isEqualTo("{\"level\":\"char\",\"letters\":\"keep\",\"symbols\":[\"a\",\"b\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"level\":\"char\"}",
                "{\"level\":\"syllable\",\"letters\":\"keep\",\"symbols\":[\"a\"]}",
                "{\"level\":\"char\",\"letters\":\"keep\"}",
                "{\"level\":\"char\",\"letters\":\"keep\",\"symbols\":[1]}",
                "{\"level\":\"char\",\"letters\":\"keep\",\"symbols\":[\"a\",\"a\"]}",
                "{\"level\":\"char\",\"letters\":\"keep\",\"symbols\":[\"ab\"]}",
                "{\"level\":\"word\",\"letters\":\"keep\",\"symbols\":[\"ab\"]}",
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> TokenizerJson.read(json))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("tokenizer: ");
    }
}
