package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthsTest {
    private static int[] random(Random random) {
        return random.ints(random.nextInt(9), 0, 7).toArray();
    }

    @Test
    void exampleOfTheDocumentation() {
        var lengths = Lengths.of(2, 3, 1);
        assertThat(lengths.batch()).isEqualTo(3);
        assertThat(lengths.steps()).isEqualTo(3);
        assertThat(lengths.rows()).isEqualTo(6);
        assertThat(IntStream.range(0, 3).map(lengths::alive)).containsExactly(3, 2, 1);
        assertThat(IntStream.rangeClosed(0, 3).map(lengths::offset)).containsExactly(0, 3, 5, 6);
        assertThat(IntStream.range(0, 3).map(lengths::length)).containsExactly(3, 2, 1);
        assertThat(IntStream.range(0, 3).map(lengths::caller)).containsExactly(1, 0, 2);
        assertThat(IntStream.range(0, 3).map(lengths::packed)).containsExactly(1, 0, 2);
        assertThat(lengths.reversal()).containsExactly(5, 4, 2, 3, 1, 0);
    }

    @Test
    void everyRowBelongsToOneStepOfOneSequence() {
        for (long seed = 0; seed < 1000; seed++) {
            var given = random(new Random(seed));
            var lengths = Lengths.of(given);
            var rows = new HashSet<Integer>();
            for (int b = 0; b < lengths.batch(); b++) {
                assertThat(lengths.length(b)).as("seed %d", seed).isEqualTo(given[lengths.caller(b)]);
                assertThat(lengths.packed(lengths.caller(b)))
                        .as("seed %d", seed)
                        .isEqualTo(b);
                for (int t = 0; t < lengths.length(b); t++) {
                    int row = lengths.row(b, t);
                    assertThat(rows.add(row)).as("seed %d", seed).isTrue();
                    assertThat(row).as("seed %d", seed).isBetween(lengths.offset(t), lengths.offset(t + 1) - 1);
                }
            }
            assertThat(rows).as("seed %d", seed).hasSize(IntStream.of(given).sum());
            assertThat(lengths.rows()).as("seed %d", seed).isEqualTo(rows.size());
            assertThat(lengths.steps())
                    .as("seed %d", seed)
                    .isEqualTo(IntStream.of(given).max().orElse(0));
        }
    }

    @Test
    void lengthsFallAndEqualOnesKeepTheirOrder() {
        for (long seed = 0; seed < 1000; seed++) {
            var lengths = Lengths.of(random(new Random(seed)));
            for (int b = 1; b < lengths.batch(); b++) {
                assertThat(lengths.length(b)).as("seed %d", seed).isLessThanOrEqualTo(lengths.length(b - 1));
                if (lengths.length(b) == lengths.length(b - 1)) {
                    assertThat(lengths.caller(b)).as("seed %d", seed).isGreaterThan(lengths.caller(b - 1));
                }
            }
        }
    }

    @Test
    void reversalTurnsEverySequenceAndIsItsOwnInverse() {
        for (long seed = 0; seed < 1000; seed++) {
            var lengths = Lengths.of(random(new Random(seed)));
            var reversal = lengths.reversal();
            for (int b = 0; b < lengths.batch(); b++) {
                for (int t = 0; t < lengths.length(b); t++) {
                    int turned = lengths.row(b, lengths.length(b) - 1 - t);
                    assertThat(reversal[lengths.row(b, t)]).as("seed %d", seed).isEqualTo(turned);
                    assertThat(reversal[turned]).as("seed %d", seed).isEqualTo(lengths.row(b, t));
                }
            }
        }
    }

    @Test
    void uniformIsTheSameAsEqualLengths() {
        assertThat(Lengths.uniform(3, 4)).isEqualTo(Lengths.of(4, 4, 4)).hasSameHashCodeAs(Lengths.of(4, 4, 4));
        assertThat(Lengths.uniform(3, 4)).isNotEqualTo(Lengths.uniform(4, 3));
        assertThat(Lengths.of(1, 2)).isNotEqualTo(Lengths.of(2, 1));
    }

    @Test
    void nothingIsLegal() {
        for (var lengths :
                new Lengths[] {Lengths.of(), Lengths.of(0, 0), Lengths.uniform(2, 0), Lengths.uniform(0, 5)}) {
            assertThat(lengths.rows()).isZero();
            assertThat(lengths.steps()).isZero();
            assertThat(lengths.offset(0)).isZero();
            assertThat(lengths.reversal()).isEmpty();
        }
        assertThat(Lengths.of(0, 0).batch()).isEqualTo(2);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Lengths.of(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lengths.uniform(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lengths.uniform(1, -2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lengths.of(2, 1).row(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lengths.uniform(1 << 20, 1 << 20)).isInstanceOf(ArithmeticException.class);
    }
}
