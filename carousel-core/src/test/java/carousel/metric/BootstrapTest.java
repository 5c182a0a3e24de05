package carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    /** For the mean of many numbers the interval is the normal one: ±1.96 standard errors. */
    @Test
    void theIntervalOfAMeanIsTheNormalOne() {
        var random = new Random(1);
        var first = random.doubles(2000).toArray();
        var second = random.doubles(2000).map(x -> x + 0.02).toArray();
        var differences = new double[2000];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        var normal = Spread.of(differences);
        double error = normal.deviation() / Math.sqrt(2000);
        var found = new Bootstrap(4000, 0.95, 3).means(first, second);
        assertThat(found.value()).isCloseTo(normal.mean(), within(1e-12));
        assertThat(found.low()).isCloseTo(normal.mean() - 1.96 * error, within(0.15 * error));
        assertThat(found.high()).isCloseTo(normal.mean() + 1.96 * error, within(0.15 * error));
        var wider = new Bootstrap(4000, 0.99, 3).means(first, second);
        assertThat(wider.low()).isLessThan(found.low());
        assertThat(wider.high()).isGreaterThan(found.high());
    }

    /** Two examples of which the first system gets one: it wins 3 of 4 draws, and with 2 of 4 twice as much as it should. */
    @Test
    void drawsAreWithReplacement() {
        var found = new Bootstrap(10_000, 0.9, 1).means(new double[] {1, 0}, new double[] {0, 0});
        assertThat(found.value()).isEqualTo(0.5);
        assertThat(found.wins()).isCloseTo(0.75, within(0.02));
        assertThat(found.low()).isZero();
        assertThat(found.high()).isEqualTo(1);
    }

    @Test
    void equalSystemsDoNotDifferInAnyDraw() {
        var hits = new double[] {1, 0, 1, 1, 0};
        assertThat(Bootstrap.seed(1).means(hits, hits)).isEqualTo(new Bootstrap.Difference(0, 0, 0, 0));
    }

    /** A mean is a score of a corpus; one that is not shows that the examples of a draw arrive together, the same for both. */
    @Test
    void scoresOfACorpusAreComputedFromTheDraw() {
        var random = new Random(2);
        var first = random.doubles(50).toArray();
        var second = random.doubles(50).toArray();
        var bootstrap = Bootstrap.seed(9);
        assertThat(bootstrap.scores(50, ids -> mean(first, ids), ids -> mean(second, ids)))
                .isEqualTo(bootstrap.means(first, second));
        ToDoubleFunction<int[]> code = ids -> Arrays.hashCode(ids);
        assertThat(bootstrap.scores(50, code, code)).isEqualTo(new Bootstrap.Difference(0, 0, 0, 0));
        ToDoubleFunction<int[]> distinct = ids -> Arrays.stream(ids).distinct().count() / 50.0;
        var drawn = bootstrap.scores(50, distinct, ids -> 0);
        assertThat(drawn.value()).isEqualTo(1);
        assertThat(drawn.low()).isBetween(0.5, 0.6);
        assertThat(drawn.high()).isBetween(0.66, 0.78); // 1 - 1/e on average
    }

    /** A mean, counted: its sum and how many there are. */
    private record Mean(double sum, int count) implements Additive<Mean> {
        @Override
        public Mean plus(Mean other) {
            return new Mean(sum + other.sum, count + other.count);
        }

        @Override
        public double value() {
            return sum / count;
        }
    }

    @Test
    void scoresThatAddUpAreComparedLikeTheirMean() {
        var random = new Random(4);
        var first = random.doubles(60).toArray();
        var second = random.doubles(60).toArray();
        var found = Bootstrap.seed(5)
                .sums(
                        Arrays.stream(first).mapToObj(x -> new Mean(x, 1)).toList(),
                        Arrays.stream(second).mapToObj(x -> new Mean(x, 1)).toList());
        assertThat(found).isEqualTo(Bootstrap.seed(5).means(first, second));
        assertThatThrownBy(() -> Bootstrap.seed(1).sums(List.of(new Mean(1, 1)), List.<Mean>of()))
                .hasMessageContaining("0 predictions; expected 1");
    }

    private static double mean(double[] scores, int... ids) {
        double sum = 0;
        for (int id : ids) {
            sum += scores[id];
        }
        return sum / ids.length;
    }

    @Test
    void equalSeedsGiveEqualIntervals() {
        var random = new Random(3);
        var first = random.doubles(100).toArray();
        var second = random.doubles(100).toArray();
        assertThat(Bootstrap.seed(1).means(first, second))
                .isEqualTo(Bootstrap.seed(1).means(first, second))
                .isNotEqualTo(Bootstrap.seed(2).means(first, second));
        assertThat(Bootstrap.seed(1).resamples()).isEqualTo(1000);
    }

    @Test
    void theIntervalLeavesOutAsManyAtEitherEnd() {
        var counted = new int[1];
        ToDoubleFunction<int[]> next = ids -> counted[0]++ * 2 % 1001; // 0 for the examples themselves, then 1 to 1000
        var found = Bootstrap.seed(1).scores(3, next, ids -> 0);
        assertThat(found.low()).isEqualTo(26);
        assertThat(found.high()).isEqualTo(975);
        counted[0] = 0;
        var wide = new Bootstrap(1000, 0.9, 1).scores(3, next, ids -> 0);
        assertThat(wide.low()).isEqualTo(51);
        assertThat(wide.high()).isEqualTo(950);
    }

    @Test
    void theSpreadIsThatOfASample() {
        var spread = Spread.of(0.81, 0.83, 0.79, 0.84);
        assertThat(spread.mean()).isCloseTo(0.8175, within(1e-12));
        assertThat(spread.deviation()).isCloseTo(0.022173557826, within(1e-12));
        assertThat(spread).hasToString("0.8175 ± 0.0222 (n = 4)");
        assertThat(Spread.of(0.5).deviation()).isNaN();
        assertThat(Spread.of(0.5)).hasToString("0.5000 (n = 1)");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Bootstrap(0, 0.95, 1)).hasMessageContaining("expected 1 or more");
        assertThatThrownBy(() -> new Bootstrap(10, 1, 1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> Bootstrap.seed(1).means(new double[2], new double[3]))
                .hasMessageContaining("3 predictions; expected 2");
        assertThatThrownBy(() -> Bootstrap.seed(1).means(new double[0], new double[0]))
                .hasMessageContaining("0 examples");
        assertThatThrownBy(Spread::of).hasMessageContaining("no scores");
    }
}
