package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DrawTest {
    @Test
    void everyKeyHasNumbersOfItsOwn() {
        var first = new HashSet<Long>();
        for (long seed = -1; seed < 3; seed++) {
            for (long stream = 0; stream < 4; stream++) {
                for (long n = -1; n < 50; n++) {
                    first.add(Draw.of(seed, stream, n).bits());
                }
            }
            for (var text : new String[] {"", "a", "b", "ab", "ba", "a\u0000", "\u0000"}) {
                first.add(Draw.of(seed, text).bits());
            }
            first.add(Draw.of(seed).bits());
        }
        assertThat(first).hasSize(4 * (4 * 51 + 7 + 1));
        assertThat(Draw.of(7, "ab").bits()).isEqualTo(Draw.of(7, "ab").bits());
    }

    @Test
    void numbersStayWhatTheyAre() {
        assertThat(Draw.of(7, 0, 3).bits()).isEqualTo(2071122053441715149L);
        assertThat(Draw.of(7, "ab").bits()).isEqualTo(-526683835633363411L);
    }
}
