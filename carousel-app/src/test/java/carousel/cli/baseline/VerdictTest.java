package carousel.cli.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.metric.Bootstrap.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Standing MAJORITY = standing("majority", 0.5, 0.3, 0.28, 0.33);

    private static Standing standing(String words, double score, double lead, double low, double high) {
        return new Standing(words.replace(' ', '_'), words, score, 1.25, "", new Difference(lead, low, high, 0.9));
    }

    private static Comparison comparison(Measure measure, Standing... rivals) {
        return new Comparison(measure, 0.8, 60, 3, List.of(rivals), List.of(), List.of());
    }

    @Test
    void theNetworkIsBetterThanEveryBaseline() {
        var bag = standing("bag of words", 0.779, 0.021, 0.0081, 0.033);
        assertThat(Verdict.of(comparison(Measure.ACCURACY, MAJORITY, bag)))
                .isEqualTo("the network is better than every baseline: +2.1 points [0.8, 3.3] over bag of words");
    }

    @Test
    void whatWasSkippedIsNotBeaten() {
        var skipped = new Comparison.Skipped("bag of words", "no time left");
        var comparison = new Comparison(Measure.ACCURACY, 0.8, 60, 3, List.of(MAJORITY), List.of(skipped), List.of());
        assertThat(Verdict.of(comparison))
                .isEqualTo("the network is better than every baseline that had time enough: +30.0 points [28.0, 33.0]"
                        + " over majority");
        assertThat(Verdict.lines(comparison)).contains("skipped: bag of words (no time left)");
        assertThat(comparison.figures()).containsEntry("baseline_skipped", List.of("bag of words"));
        assertThat(Verdict.of(comparison(Measure.ACCURACY))).startsWith("nothing to compare the network with");
    }

    @Test
    void anIntervalThatHoldsZeroIsNoVictory() {
        var bag = standing("bag of words", 0.797, 0.003, -0.005, 0.011);
        assertThat(Verdict.of(comparison(Measure.ACCURACY, MAJORITY, bag)))
                .isEqualTo("bag of words does as well: the network's +0.3 points [-0.5, 1.1] may be chance");
        var equal = standing("bag of words", 0.8, 0, 0, 0);
        assertThat(Verdict.of(comparison(Measure.ACCURACY, MAJORITY, equal))).startsWith("bag of words does as well");
    }

    @Test
    void aBaselineIsBetter() {
        var bag = standing("bag of words", 0.9, -0.1, -0.12, -0.08);
        var worse = standing("nearest neighbour", 0.81, -0.01, -0.02, -0.001);
        assertThat(Verdict.of(comparison(Measure.F1, worse, bag, MAJORITY)))
                .isEqualTo("bag of words is better: +10.0 points [8.0, 12.0] over the network");
    }

    @Test
    void lessIsBetterOfErrors() {
        var grams = standing("Kneser-Ney 5-grams", 120, 20.5, 18, 23);
        assertThat(Verdict.of(comparison(Measure.PERPLEXITY, grams)))
                .isEqualTo("the network is better than every baseline: perplexity lower by 20.500 [18.000, 23.000]"
                        + " than Kneser-Ney 5-grams");
        var better = standing("bag of words", 0.4, -0.25, -0.5, -0.125);
        assertThat(Verdict.of(comparison(Measure.MSE, better)))
                .isEqualTo("bag of words is better: mse lower by 0.250 [0.125, 0.500] than the network");
    }

    @Test
    void orderHelpsOnlyWhereTheIntervalSaysSo() {
        assertThat(order(standing("steps shuffled", 0.6, 0.2, 0.15, 0.25)))
                .containsExactly(
                        "order helps: +20.0 points [15.0, 25.0] over the same network with the steps shuffled");
        assertThat(order(standing("steps shuffled", 0.79, 0.01, -0.01, 0.03)))
                .containsExactly("order does not help: with the steps shuffled the network does as well"
                        + " (accuracy 0.7900, from 0.8000)");
        assertThat(Verdict.order(comparison(Measure.F1, MAJORITY))).isEmpty();
    }

    private static List<String> order(Standing shuffled) {
        var comparison = new Comparison(Measure.ACCURACY, 0.8, 60, 3, List.of(MAJORITY), List.of(), List.of(shuffled));
        assertThat(comparison.figures())
                .containsEntry("order_helps", shuffled.ahead().low() > 0);
        return Verdict.order(comparison);
    }

    @Test
    void aTableHasALineForEach() {
        assertThat(Verdict.lines(comparison(Measure.ACCURACY, MAJORITY)).subList(0, 3))
                .containsExactly(
                        "               accuracy   seconds  the network is ahead by",
                        "network          0.8000      60.0",
                        "majority         0.5000       1.3  +30.0 points [28.0, 33.0]");
    }
}
