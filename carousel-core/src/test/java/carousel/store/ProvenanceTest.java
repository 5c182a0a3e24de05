package carousel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static final Provenance MADE = new Provenance(
            "tag", Map.of(), Map.of("column", "upos", "encoding", "latin1", "lr", "0.1"), "1", 7, "finished");

    record Reading(
            @Setting("file") String train,
            @Setting(value = "column", preset = "last") String column,
            @Setting(value = "encoding", preset = "utf-8") String encoding,
            @Setting(value = "words", preset = "3") int words) {}

    @Test
    void whatWasSetThenIsSetAgainUnlessSomethingElseIsGiven() {
        assertThat(MADE.settings(Reading.class, Map.of("train", "a", "encoding", "")))
                .isEqualTo(new Reading("a", "upos", "latin1", 3));
        assertThat(MADE.settings(Reading.class, Map.of("encoding", "utf-16", "words", "4")))
                .isEqualTo(new Reading("", "upos", "utf-16", 4));
        assertThatThrownBy(() -> MADE.settings(Reading.class, Map.of("words", "few")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("words: expected a whole number");
    }
}
