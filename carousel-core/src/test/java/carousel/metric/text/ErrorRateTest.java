package carousel.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.Case;
import carousel.text.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorRateTest {

    @Test
    void knownDistances() {
        assertThat(ErrorRate.characters().sentence("sitting", List.of("kitten")))
                .isEqualTo(new ErrorRate.Score(4, 2, 0, 1));
        var corpus = ErrorRate.words()
                .corpus(
                        List.of("this is the prediction", "there is an other sample"),
                        List.of(List.of("this is the reference"), List.of("there is another one")));
        assertThat(corpus.value()).isEqualTo(0.5);
        assertThat(corpus).isEqualTo(new ErrorRate.Score(5, 3, 0, 1));
    }

    @Test
    void equalsTheBestOfAllAlignments() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var prediction = Sentences.random(random, 5, "a", "b", "c");
            var reference = Sentences.random(random, 5, "a", "b", "c");
            var letters = reference.replace(" ", "");
            assertThat(ErrorRate.words().sentence(prediction, List.of(reference)))
                    .as("seed %d", seed)
                    .isEqualTo(plain(prediction.replace(" ", ""), letters))
                    .isEqualTo(ErrorRate.characters().sentence(prediction.replace(" ", ""), List.of(letters)));
        }
    }

    private static ErrorRate.Score plain(String p, String r) {
        if (p.isEmpty() || r.isEmpty()) {
            return new ErrorRate.Score(0, 0, r.length(), p.length());
        }
        boolean same = p.charAt(p.length() - 1) == r.charAt(r.length() - 1);
        var x = p.substring(0, p.length() - 1);
        var y = r.substring(0, r.length() - 1);
        return Stream.of(
                        plain(x, y).plus(new ErrorRate.Score(same ? 1 : 0, same ? 0 : 1, 0, 0)),
                        plain(p, y).plus(new ErrorRate.Score(0, 0, 1, 0)),
                        plain(x, r).plus(new ErrorRate.Score(0, 0, 0, 1)))
                .min(Comparator.comparingLong(ErrorRate.Score::errors).thenComparingLong(score -> -score.hits()))
                .orElseThrow();
    }

    @Test
    void theBestReferenceCounts() {
        var phonemes = ErrorRate.words();
        assertThat(phonemes.sentence("T AH M EY T OW", List.of("T AH M AA T OW", "T AH M EY T OW")))
                .isEqualTo(new ErrorRate.Score(6, 0, 0, 0));
        assertThat(phonemes.sentence("a b", List.of("a", "a b c", "a x")).symbols())
                .isEqualTo(3);
        assertThat(phonemes.sentence("x", List.of("a b", "b", "a")).symbols()).isEqualTo(1);
    }

    @Test
    void withoutSymbols() {
        assertThat(ErrorRate.words().sentence("", List.of("")).value()).isZero();
        assertThat(ErrorRate.words().sentence("a b", List.of("")).value()).isEqualTo(1);
        assertThat(ErrorRate.words().sentence("", List.of("a b")).value()).isEqualTo(1);
        assertThat(ErrorRate.words().sentence("a b c", List.of("x")).value()).isEqualTo(3);
        assertThat(ErrorRate.words().none().value()).isZero();
        assertThatThrownBy(() -> new ErrorRate(Level.BYTE)).hasMessageContaining("expected words or characters");
    }

    @Test
    void charactersAreCodePoints() {
        assertThat(ErrorRate.characters().sentence("😀", List.of("😁")).errors())
                .isEqualTo(1);
    }

    @Test
    void exactMatches() {
        var match = ExactMatch.standard();
        var score = match.corpus(
                List.of("a  b", "A", "ab", ""),
                List.of(List.of("x", " a b"), List.of("a"), List.of("a b"), List.of(" ")));
        assertThat(score).isEqualTo(new ExactMatch.Score(2, 4));
        assertThat(score.value()).isEqualTo(0.5);
        assertThat(new ExactMatch(Case.LOWER).sentence("A", List.of("a")).value())
                .isEqualTo(1);
        assertThat(match.none().value()).isZero();
    }

    @Test
    void rateAndMatchAgreeOnWords() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var prediction = Sentences.random(random, 3, "a", "b");
            var references = Sentences.several(random, 3, 3, "a", "b");
            boolean right = ErrorRate.words().sentence(prediction, references).errors() == 0;
            assertThat(ExactMatch.standard().sentence(prediction, references).value())
                    .as("seed %d", seed)
                    .isCloseTo(right ? 1 : 0, within(0.0));
        }
    }
}
