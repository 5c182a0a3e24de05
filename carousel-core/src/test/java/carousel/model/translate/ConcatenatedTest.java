package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Draw;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Memory;
import carousel.model.decoder.Coupling;
import carousel.tensor.Segments;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import org.junit.jupiter.api.Test;

/** The rival of attention that needs a place for every state. */
class ConcatenatedTest {
    private static final int FEATURES = 3;
    private static final int COLUMNS = 2;
    private static final int PLACES = 4;

    /** Sources of two, no and five states, the last of which has no place. */
    @Test
    void equalsOneProductOfAllStates() {
        var draw = Draw.of(3);
        var states = new float[7 * FEATURES];
        for (int i = 0; i < states.length; i++) {
            states[i] = draw.below(1000) / 500f - 1;
        }
        var segments = new Segments(0, 2, 2, 7);
        var map = Dense.of(PLACES * FEATURES, COLUMNS, Init.seed(2));
        var coupling = new Coupling.Concatenated(map, PLACES);
        var told = coupling.told(Tensor.zeros(3, 9), new Memory(Tensor.of(states, 7, FEATURES), segments));
        assertThat(told.shape()).containsExactly(3, coupling.fed());
        var w = map.w().toArray();
        for (int b = 0; b < 3; b++) {
            for (int c = 0; c < COLUMNS; c++) {
                double sum = map.b().toArray()[c];
                for (int t = 0; t < Math.min(PLACES, segments.length(b)); t++) {
                    for (int f = 0; f < FEATURES; f++) {
                        double state = states[(segments.offset(b) + t) * FEATURES + f];
                        sum += state * w[(t * FEATURES + f) * COLUMNS + c];
                    }
                }
                assertThat((double) told.at(b, c))
                        .as("source %d, column %d", b, c)
                        .isCloseTo(sum, within(1e-5));
            }
        }
    }

    /** One more place costs the square of the encoder's width; attention has nothing that is counted in steps. */
    @Test
    void itsWeightsGrowWithTheLengthOfSources() {
        var presets = Seq2Seq.Settings.presets().with("hidden", 6).with("coupling", "concatenated");
        long before = parameters(presets.with("places", 10));
        assertThat(parameters(presets.with("places", 11)) - before).isEqualTo(6 * 6);
        assertThat(parameters(presets.with("places", 110)) - before).isEqualTo(100 * 6 * 6);
        var attention = presets.with("coupling", "attention");
        assertThat(parameters(attention.with("places", 110))).isEqualTo(parameters(attention.with("places", 10)));
    }

    private static long parameters(Seq2Seq.Settings settings) {
        return Tree.count(Seq2Seq.of(settings, 5, 5, 0, Init.seed(1)));
    }
}
