package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void distanceCountsEditsAndSwaps() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("hidden", "hiddne")).isEqualTo(1);
        assertThat(Spelling.distance("same", "same")).isZero();
    }

    @Test
    void theFirstOfTheNearestIsMeant() {
        assertThat(Spelling.nearest("txet", List.of("label", "text", "test"))).isEqualTo("text");
        assertThat(Spelling.nearest("b", List.of("x", "y"))).isEqualTo("x");
        assertThat(Spelling.nearest("b", List.of())).isEmpty();
    }
}
