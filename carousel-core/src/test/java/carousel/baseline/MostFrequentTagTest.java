package carousel.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MostFrequentTagTest {
    private static TaggedWords sentence(String words, int... tags) {
        return new TaggedWords(List.of(words.split(" ")), tags);
    }

    @Test
    void eachWordHasTheTagItHadMostOften() {
        var tagger = MostFrequentTag.of(
                List.of(sentence("a b a c", 0, 1, 2, 3), sentence("a e f", 2, 3, 1), sentence("g g", 1, 0)));
        assertThat(tagger.tags(List.of("a", "b", "g"))).containsExactly(2, 1, 0); // of g's equal tags the first
        // once: b 1, c 3, e 3, f 1; of these equal tags the first
        assertThat(tagger.tags(List.of("z", "A"))).containsExactly(1, 1);
        assertThat(tagger.tags(List.of())).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> sentence("a b", 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 of 2 words");
        assertThatThrownBy(() -> sentence("a", -1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> MostFrequentTag.of(List.of())).isInstanceOf(DataException.class);
    }
}
