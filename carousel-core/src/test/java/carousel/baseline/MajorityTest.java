package carousel.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.DataException;
import org.junit.jupiter.api.Test;

class MajorityTest {
    @Test
    void countsOnceMoreThanItSaw() {
        var majority = Majority.of(3, 2, 0, 2, 2);
        assertThat(majority.label()).isEqualTo(2);
        assertThat(majority.probability(0)).isCloseTo(2 / 7.0, within(1e-12));
        assertThat(majority.probability(1)).isCloseTo(1 / 7.0, within(1e-12));
        assertThat(majority.loss(1, 2)).isCloseTo(-(Math.log(1 / 7.0) + Math.log(4 / 7.0)) / 2, within(1e-12));
    }

    @Test
    void theFirstOfEquallyFrequentClassesWins() {
        assertThat(Majority.of(4, 3, 1, 1, 3).label()).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Majority.of(2)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> Majority.of(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Majority.of(2, 1).loss()).isInstanceOf(DataException.class);
    }
}
