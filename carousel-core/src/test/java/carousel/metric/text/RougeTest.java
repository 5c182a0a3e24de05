package carousel.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RougeTest {

    /** Known answers: the first five are those of the rouge-score package's tests. */
    @ParameterizedTest
    @CsvSource({
        "ONE, testing, testing one two, 1, 0.333333333, 0.5",
        "TWO, testing one, testing one two, 1, 0.5, 0.666666667",
        "LONGEST, testing one, testing one two, 1, 0.666666667, 0.8",
        "LONGEST, testing two, testing one two, 1, 0.666666667, 0.8",
        "ONE, '', testing one two, 0, 0, 0",
        "ONE, The quick brown dog jumps on the log., The quick brown fox jumps over the lazy dog, 0.75, 0.666666667, 0.705882353",
        "LONGEST, The quick brown dog jumps on the log., The quick brown fox jumps over the lazy dog, 0.625, 0.555555556, 0.588235294",
        "ONE, 'a a a', 'A. A!', 0.666666667, 1, 0.8",
        "TWO, a, a, 0, 0, 0",
        "ONE, über-größe 5, ÜBER Größe-5, 1, 1, 1",
    })
    void knownAnswers(Rouge rouge, String prediction, String reference, double precision, double recall, double f1) {
        var score = rouge.sentence(prediction, List.of(reference));
        assertThat(score.precision()).isCloseTo(precision, within(1e-8));
        assertThat(score.recall()).isCloseTo(recall, within(1e-8));
        assertThat(score.value()).isCloseTo(f1, within(1e-8));
    }

    @Test
    void theLongestSubsequenceIsThatOfAll() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var prediction = Sentences.random(random, 7, "a", "b", "c");
            var reference = Sentences.random(random, 7, "a", "b", "c");
            int longest = longest(prediction.replace(" ", ""), reference.replace(" ", ""));
            int words = prediction.replace(" ", "").length();
            assertThat(Rouge.LONGEST.sentence(prediction, List.of(reference)).precision())
                    .as("seed %d", seed)
                    .isEqualTo(words == 0 ? 0 : (double) longest / words);
        }
    }

    private static int longest(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        var x = a.substring(1);
        var y = b.substring(1);
        return a.charAt(0) == b.charAt(0) ? 1 + longest(x, y) : Math.max(longest(x, b), longest(a, y));
    }

    @Test
    void textsAreAveragedAndTheBestReferenceCounts() {
        var score = Rouge.ONE.corpus(List.of("a", "b"), List.of(List.of("x", "a b", "a b c"), List.of("c")));
        assertThat(score.value()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(score.texts()).isEqualTo(2);
        assertThat(Rouge.TWO.none().value()).isZero();
    }
}
