package carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpanScoresTest {

    private static List<List<String>> sentences(String... lines) {
        return Arrays.stream(lines).map(line -> List.of(line.split(" "))).toList();
    }

    /** The counts behind the sample of conlleval's manual, clips.uantwerpen.be/conll2000/chunking/output.html, and its text. */
    @Test
    void thePublishedSampleIsPrintedToTheLetter() {
        var scores = new SpanScores(
                new TreeMap<>(Map.of(
                        "ADJP", new PrecisionRecall(0, 1, 6),
                        "ADVP", new PrecisionRecall(5, 11, 8),
                        "NP", new PrecisionRecall(206, 317, 262),
                        "PP", new PrecisionRecall(89, 107, 90),
                        "SBAR", new PrecisionRecall(2, 3, 6),
                        "VP", new PrecisionRecall(69, 100, 87))),
                961,
                838);
        assertThat(scores.report()).isEqualTo("""
                processed 961 tokens with 459 phrases; found: 539 phrases; correct: 371.
                accuracy:  87.20%; precision:  68.83%; recall:  80.83%; FB1:  74.35
                             ADJP: precision:   0.00%; recall:   0.00%; FB1:   0.00  1
                             ADVP: precision:  45.45%; recall:  62.50%; FB1:  52.63  11
                               NP: precision:  64.98%; recall:  78.63%; FB1:  71.16  317
                               PP: precision:  83.18%; recall:  98.89%; FB1:  90.36  107
                             SBAR: precision:  66.67%; recall:  33.33%; FB1:  44.44  3
                               VP: precision:  69.00%; recall:  79.31%; FB1:  73.80  100""");
    }

    /**
     * Ten sentences with every way to be right and wrong. The numbers are those of the script itself (2004-01-26).
     */
    @Test
    void scoresAreThoseOfTheScript() {
        var gold = sentences(
                "B-PER I-PER O B-LOC", // all right
                "B-PER I-PER O", // one word short
                "B-PER O O", // one word long
                "B-LOC I-LOC", // of another type
                "B-LOC O", // missed
                "O O", // invented
                "B-LOC I-LOC", // right after a repair, though no tag is
                "B-PER B-PER", // two taken for one
                "B-LOC I-LOC", // one taken for two
                "I-ORG I-ORG B-ORG"); // IOB1 is right where BIO is
        var predicted = sentences(
                "B-PER I-PER O B-LOC",
                "B-PER O O",
                "B-PER I-PER O",
                "B-PER I-PER",
                "O O",
                "O B-MISC",
                "I-LOC I-LOC",
                "B-PER I-PER",
                "B-LOC B-LOC",
                "B-ORG I-ORG B-ORG");
        var scores = SpanScores.of(gold, predicted);
        assertThat(scores.report()).isEqualTo("""
                processed 25 tokens with 12 phrases; found: 12 phrases; correct: 5.
                accuracy:  60.00%; precision:  41.67%; recall:  41.67%; FB1:  41.67
                              LOC: precision:  50.00%; recall:  40.00%; FB1:  44.44  4
                             MISC: precision:   0.00%; recall:   0.00%; FB1:   0.00  1
                              ORG: precision: 100.00%; recall: 100.00%; FB1: 100.00  2
                              PER: precision:  20.00%; recall:  20.00%; FB1:  20.00  5""");
        assertThat(scores.overall()).isEqualTo(new PrecisionRecall(5, 12, 12));
        assertThat(scores.overall().f1()).isCloseTo(5 / 12.0, within(1e-15));
        assertThat(scores.types().get("PER").precision()).isEqualTo(0.2);
        assertThat(scores.accuracy()).isEqualTo(0.6);
    }

    /** The same spans have the same scores, whatever scheme they are written in; only accuracy looks at tags. */
    @Test
    void schemesDoNotChangeScores() {
        var gold = sentences("B-PER I-PER O B-LOC", "B-X B-X I-X I-X");
        var predicted = sentences("B-PER I-PER O I-LOC", "I-X B-X I-X O");
        var expected = SpanScores.of(gold, predicted);
        assertThat(expected.overall()).isEqualTo(new PrecisionRecall(3, 4, 4));
        for (var scheme : Scheme.values()) {
            var rewritten = predicted.stream().map(scheme::rewritten).toList();
            assertThat(SpanScores.of(gold, rewritten).types()).isEqualTo(expected.types());
        }
    }

    @Test
    void scoresAddUpOverSentences() {
        var gold = sentences("B-PER I-PER O", "O B-LOC", "B-PER B-X");
        var predicted = sentences("B-PER I-PER O", "O B-PER", "O B-X");
        var sum = new SpanScores(new TreeMap<>(), 0, 0);
        for (int i : new int[] {2, 0, 1}) {
            sum = sum.plus(SpanScores.of(gold.subList(i, i + 1), predicted.subList(i, i + 1)));
        }
        assertThat(sum).isEqualTo(SpanScores.of(gold, predicted));
    }

    @Test
    void nothingHasNoScores() {
        var none = SpanScores.of(List.of(), List.of());
        assertThat(none.report()).isEqualTo("processed 0 tokens with 0 phrases; found: 0 phrases; correct: 0.");
        assertThat(none.overall().f1()).isZero();
        assertThat(none.accuracy()).isZero();
    }

    @Test
    void sizesThatDifferAreNamed() {
        assertThatThrownBy(() -> SpanScores.of(sentences("O", "O O"), sentences("O", "O")))
                .isInstanceOf(DataException.class)
                .hasMessage("1 predicted tags in sentence 1; expected 2");
        assertThatThrownBy(() -> SpanScores.of(sentences("O"), new ArrayList<>()))
                .hasMessage("0 predicted sentences; expected 1");
        assertThatThrownBy(() -> SpanScores.of(sentences("O", "O O"), sentences("O", "O PER")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("sentence 1: word 1: tag 'PER': expected O, or B,");
        assertThatThrownBy(() -> new PrecisionRecall(2, 1, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
