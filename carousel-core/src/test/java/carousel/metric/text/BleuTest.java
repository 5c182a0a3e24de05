package carousel.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.Case;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of sacreBLEU's own documents and tests, and BLEU computed by plain loops. */
class BleuTest {
    private static final List<String> PREDICTIONS =
            List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
    private static final List<List<String>> REFERENCES = Sentences.ofFiles(List.of(
            List.of("The dog bit the man.", "It was not unexpected.", "The man bit him first."),
            List.of("The dog had bit the man.", "No one was surprised.", "The man had bitten the dog.")));
    private static final String SHORT = "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;";
    private static final String SHORT_REFERENCE = "producţia de zahăr brut se exprimă în zahăr alb;";

    @Test
    void theExampleOfTheDocuments() {
        var score = Bleu.standard().corpus(PREDICTIONS, REFERENCES);
        assertThat(score.value()).isCloseTo(48.530827, within(1e-6));
        assertThat(score)
                .hasToString("BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)");
        assertThat(Bleu.standard().signature(REFERENCES))
                .isEqualTo("carousel|nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp");
        var none = Bleu.standard().withSmoothing(Smoothing.NONE);
        assertThat(none.corpus(PREDICTIONS, REFERENCES).value()).isCloseTo(48.530827, within(1e-6));
    }

    @Test
    void oneReference() {
        var first = REFERENCES.stream().map(both -> both.subList(0, 1)).toList();
        assertThat(Bleu.standard().corpus(PREDICTIONS, first))
                .hasToString("BLEU = 45.07 70.6/42.9/36.4/37.5 (BP = 1.000 ratio = 1.000 hyp_len = 17 ref_len = 17)");
    }

    @ParameterizedTest
    @CsvSource({"EXP, 8.493", "NONE, 0", "FLOOR, 4.51688", "ADD_ONE, 14.882"})
    void smoothingOfASentence(Smoothing smoothing, double expected) {
        var score = Bleu.standard().withSmoothing(smoothing).sentence(SHORT, List.of(SHORT_REFERENCE));
        assertThat(score.ofShort()).isCloseTo(expected, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"EXP", "NONE", "FLOOR", "ADD_ONE"})
    void whatSharesNoWordScoresNothing(Smoothing smoothing) {
        var score = Bleu.standard().withSmoothing(smoothing).sentence("this is a cat", List.of("okay thanks"));
        assertThat(score.ofShort()).isZero();
        assertThat(score.value()).isZero();
    }

    @Test
    void fewerThanFourWords() {
        var bleu = Bleu.standard();
        assertThat(bleu.sentence("test", List.of("a test")).ofShort()).isCloseTo(36.78794411714425, within(1e-9));
        assertThat(bleu.sentence("test", List.of("a test")).value()).isZero();
        assertThat(bleu.sentence("a test", List.of("a test")).ofShort()).isCloseTo(100, within(1e-9));
        assertThat(bleu.sentence("the cat is on the mat", List.of("there is a cat on the mat", "a cat is on the mat"))
                        .value())
                .isCloseTo(75.98, within(0.005));
    }

    @Test
    void emptyPredictionsStay() {
        var score = Bleu.standard().corpus(List.of("", "", ""), REFERENCES);
        assertThat(score.value()).isZero();
        assertThat(score.brevityPenalty()).isZero();
        assertThat(score.expectedWords()).isEqualTo(17);
    }

    @Test
    void lettersCountUnlessToldOtherwise() {
        var references = List.of("the CAT sat on ΛΌΓΟΣ");
        assertThat(Bleu.standard().sentence("The cat sat on λόγος", references).value())
                .isLessThan(50);
        var lower = Bleu.standard().withLetters(Case.LOWER);
        assertThat(lower.sentence("The cat sat on λόγος", references).value()).isCloseTo(100, within(1e-9));
        assertThat(lower.signature(List.of(references, List.of())))
                .isEqualTo("carousel|nrefs:var|case:lc|eff:no|tok:13a|smooth:exp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello, world! It's 3.50 (or 1,000).|Hello , world ! It's 3.50 ( or 1,000 ) .",
                "a 10-year-old T-shirt|a 10 - year-old T-shirt",
                "x.y ,z 3. .5 a.. b...c|x . y , z 3 . . 5 a . . b . . . c",
                "AT&amp;T &quot;so&quot; &lt;b&gt;|AT & T \" so \" < b >",
                "&amp;lt;|<",
                "<skipped>„Ja“ – 5€/kg\u00a0ok\u3000ja|„Ja“ – 5€ / kg ok ja",
            })
    void wordsOfMteval(String text, String expected) {
        assertThat(String.join(" ", Mteval.words(text))).isEqualTo(expected);
    }

    @Test
    void hyphensAtTheEndOfALineJoin() {
        assertThat(Mteval.words("over-\nlap of\nlines")).containsExactly("overlap", "of", "lines");
    }

    @Test
    void equalsPlainLoops() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var predictions = new ArrayList<String>();
            var references = new ArrayList<List<String>>();
            for (int i = 0; i < 5; i++) {
                predictions.add(Sentences.random(random, 9, "a", "b", "c"));
                references.add(Sentences.several(random, 3, 9, "a", "b", "c"));
            }
            var bleu = Bleu.standard().withSmoothing(Smoothing.NONE);
            assertThat(bleu.corpus(predictions, references).value())
                    .as("seed %d", seed)
                    .isCloseTo(plain(predictions, references), within(1e-9));
        }
    }

    private static double plain(List<String> predictions, List<List<String>> references) {
        double product = 1;
        for (int n = 1; n <= 4; n++) {
            double matches = 0;
            double all = 0;
            for (int i = 0; i < predictions.size(); i++) {
                var grams = grams(predictions.get(i), n);
                all += grams.size();
                for (var gram : grams.stream().distinct().toList()) {
                    matches += Math.min(count(grams, gram), most(references.get(i), gram));
                }
            }
            product *= all == 0 ? 0 : matches / all;
        }
        double c = 0;
        double r = 0;
        for (int i = 0; i < predictions.size(); i++) {
            c += grams(predictions.get(i), 1).size();
            r += nearest(references.get(i), grams(predictions.get(i), 1).size());
        }
        return 100 * Math.pow(product, 0.25) * Math.exp(Math.min(0, 1 - r / c));
    }

    private static long most(List<String> references, String gram) {
        long most = 0;
        for (var reference : references) {
            most = Math.max(most, count(grams(reference, gram.length()), gram));
        }
        return most;
    }

    /** Steps away from the wanted length, shorter before longer, until a reference has it. */
    private static int nearest(List<String> references, int length) {
        var lengths = references.stream().map(r -> grams(r, 1).size()).toList();
        int off = 0;
        while (!lengths.contains(length - off) && !lengths.contains(length + off)) {
            off++;
        }
        return lengths.contains(length - off) ? length - off : length + off;
    }

    /** Words here are single letters, so an n-gram is a piece of the text. */
    private static List<String> grams(String sentence, int n) {
        var letters = sentence.replace(" ", "");
        var grams = new ArrayList<String>();
        for (int at = 0; at + n <= letters.length(); at++) {
            grams.add(letters.substring(at, at + n));
        }
        return grams;
    }

    private static long count(List<String> grams, String gram) {
        return grams.stream().filter(gram::equals).count();
    }

    @Test
    void sentencesAddUp() {
        var bleu = Bleu.standard();
        var scores = bleu.sentences(PREDICTIONS, REFERENCES);
        var sum = scores.get(2).plus(scores.get(0)).plus(bleu.none()).plus(scores.get(1));
        assertThat(sum).isEqualTo(bleu.corpus(PREDICTIONS, REFERENCES)).isNotEqualTo(scores.get(0));
        assertThat(bleu.none().value()).isZero();
    }

    @Test
    void whatCannotBeScoredIsSaid() {
        assertThatThrownBy(() -> Bleu.standard().corpus(PREDICTIONS, REFERENCES.subList(0, 2)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("3 predictions and references of 2 sentences");
        assertThatThrownBy(() -> Bleu.standard().corpus(List.of("a", "b"), List.of(List.of("a"), List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sentence 2: no reference");
    }
}
