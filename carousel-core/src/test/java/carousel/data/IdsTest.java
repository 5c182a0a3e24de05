package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void packingIsTimeMajor() {
        var ids = Ids.pack(new int[] {1, 2}, new int[] {3, 4, 5}, new int[] {6});
        assertThat(ids.values()).containsExactly(3, 1, 6, 4, 2, 5);
        assertThat(ids.lengths()).isEqualTo(Lengths.of(2, 3, 1));
    }

    @Test
    void packedSequencesComeBack() {
        for (long seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            var sequences = new int[random.nextInt(8)][];
            for (int i = 0; i < sequences.length; i++) {
                sequences[i] = random.ints(random.nextInt(6), 0, 100).toArray();
            }
            var ids = Ids.pack(sequences);
            for (int i = 0; i < sequences.length; i++) {
                assertThat(ids.sequence(i)).as("seed %d", seed).isEqualTo(sequences[i]);
            }
            var turned = new int[ids.values().length];
            var reversal = ids.lengths().reversal();
            for (int row = 0; row < turned.length; row++) {
                turned[reversal[row]] = ids.values()[row];
            }
            for (int i = 0; i < sequences.length; i++) {
                assertThat(new Ids(turned, ids.lengths()).sequence(i))
                        .as("seed %d", seed)
                        .isEqualTo(reversed(sequences[i]));
            }
        }
    }

    private static int[] reversed(int[] sequence) {
        var reversed = new int[sequence.length];
        for (int t = 0; t < sequence.length; t++) {
            reversed[t] = sequence[sequence.length - 1 - t];
        }
        return reversed;
    }

    @Test
    void equalContentsAreEqual() {
        assertThat(Ids.pack(new int[] {1, 2}))
                .isEqualTo(Ids.pack(new int[] {1, 2}))
                .hasSameHashCodeAs(Ids.pack(new int[] {1, 2}))
                .isNotEqualTo(Ids.pack(new int[] {2, 1}))
                .isNotEqualTo(Ids.pack(new int[] {1}, new int[] {2}));
    }

    @Test
    void wrongNumbersAndNegativeIdsAreRefused() {
        assertThatThrownBy(() -> new Ids(new int[3], Lengths.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 values");
        assertThatThrownBy(() -> Ids.pack(new int[] {0, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 in row 1");
    }
}
