package carousel.layer.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final int FEATURES = 7; // the last wave is a sine alone

    @Test
    void placesAreWaves() {
        var places = new Positions(FEATURES).of(40);
        for (int t = 0; t < 40; t++) {
            for (int i = 0; i < FEATURES; i++) {
                double angle = t / Math.pow(10_000, 2 * (i / 2) / (double) FEATURES);
                double wave = i % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
                assertThat((double) places.at(t, i)).isCloseTo(wave, within(1e-7));
            }
        }
    }

    @Test
    void aPlaceIsTheSameInAWholeSequenceAndAlone() {
        var lengths = Lengths.of(3, 0, 12);
        var positions = new Positions(FEATURES);
        var whole = positions.added(new Sequence(Tensor.zeros(lengths.rows(), FEATURES), lengths));
        for (int t = 0; t < 12; t++) {
            var alone = positions.added(Tensor.zeros(lengths.alive(t), FEATURES), t);
            assertThat(whole.step(t).toArray()).isEqualTo(alone.toArray());
        }
    }
}
