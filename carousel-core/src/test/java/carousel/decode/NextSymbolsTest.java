package carousel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.tensor.Tensor;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NextSymbolsTest {
    private static final int ROWS = 3;

    /** Few different numbers, so that many scores are equal; some symbols are out of the question. */
    private static Tensor scores(Random random, int symbols) {
        var values = new float[ROWS * symbols];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(-8, 9) / 4f;
        }
        values[0] = values[symbols] = values[2 * symbols] = 0;
        return Tensor.of(values, ROWS, symbols);
    }

    @Test
    void theBestAreThoseOfAStableSort() {
        for (long seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            int symbols = random.nextInt(1, 300);
            var scores = scores(random, symbols);
            int odd = random.nextInt(3);
            IntPredicate possible = symbol -> odd == 0 || symbol % 3 != odd;
            var next = NextSymbols.of(scores);
            for (int r = 0; r < ROWS; r++) {
                int row = r;
                for (int count : new int[] {1, 5, 70}) {
                    var expected = IntStream.range(0, symbols)
                            .filter(possible)
                            .filter(s -> scores.at(row, s) > Float.NEGATIVE_INFINITY)
                            .boxed()
                            .sorted(Comparator.comparingDouble(s -> -scores.at(row, s)))
                            .limit(count)
                            .mapToInt(Integer::intValue)
                            .toArray();
                    assertThat(next.best(r, count, possible))
                            .as("seed %d", seed)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void logProbabilitiesAreThoseOfASoftmax() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            int symbols = random.nextInt(1, 300);
            var scores = scores(random, symbols);
            var next = NextSymbols.of(scores);
            for (int r = 0; r < ROWS; r++) {
                int row = r;
                double sum = IntStream.range(0, symbols)
                        .mapToDouble(s -> Math.exp(scores.at(row, s)))
                        .sum();
                assertThat(next.logProbability(r, 0)).as("seed %d", seed).isCloseTo(-Math.log(sum), within(1e-5));
            }
        }
    }

    @Test
    void whatIsNoNumberIsNotPassedOver() {
        var values = new float[200];
        values[150] = Float.NaN;
        var next = NextSymbols.of(Tensor.of(values, 1, 200));
        assertThat(next.logProbability(0, 3)).isNaN();
    }
}
