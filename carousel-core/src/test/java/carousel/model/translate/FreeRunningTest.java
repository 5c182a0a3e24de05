package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Draw;
import carousel.layer.Init;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreeRunningTest {
    private static final int SYMBOLS = 5;
    private static final int END = 0;
    private static final int PLACES = 6;

    /** Counted pair by pair, symbol by symbol. */
    @Test
    void bothCountsAreThoseOfEachPairAlone() {
        var settings = Seq2Seq.Settings.presets().with("hidden", 6);
        var model = Seq2Seq.of(settings, SYMBOLS, SYMBOLS, END, Init.seed(3));
        var pairs = new Bitext(sequences(1, 90), sequences(2, 90));
        var places = new long[PLACES];
        var given = new long[PLACES];
        var own = new long[PLACES];
        for (int i = 0; i < pairs.size(); i++) {
            var reading = model.read(List.of(pairs.sources().get(i)));
            var target = pairs.targets().get(i);
            var right = reading.start(1);
            var free = right;
            for (int t = 0; t < Math.min(PLACES, target.length + 1); t++) {
                int expected = t == target.length ? END : target[t];
                int said = largest(reading.logits(free));
                places[t]++;
                given[t] += largest(reading.logits(right)) == expected ? 1 : 0;
                own[t] += said == expected ? 1 : 0;
                right = reading.advance(new int[] {expected}, right);
                free = reading.advance(new int[] {said}, free);
            }
        }
        var found = FreeRunning.of(model, pairs, PLACES);
        assertThat(found.places()).isEqualTo(places);
        assertThat(found.given()).isEqualTo(given).isNotEqualTo(own);
        assertThat(found.own()).isEqualTo(own);
        assertThat(own[0]).isEqualTo(given[0]).isPositive();
    }

    private static int largest(Tensor scores) {
        int best = 0;
        for (int v = 1; v < SYMBOLS; v++) {
            best = scores.at(0, v) > scores.at(0, best) ? v : best;
        }
        return best;
    }

    private static List<int[]> sequences(long seed, int count) {
        var draw = Draw.of(seed);
        var sequences = new ArrayList<int[]>();
        for (int i = 0; i < count; i++) {
            var sequence = new int[draw.between(0, 8)];
            for (int t = 0; t < sequence.length; t++) {
                sequence[t] = draw.between(1, SYMBOLS - 1);
            }
            sequences.add(sequence);
        }
        return sequences;
    }
}
