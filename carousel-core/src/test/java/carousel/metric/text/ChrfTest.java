package carousel.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of the documents and tests of sacreBLEU and of libraries beside it, and chrF computed by plain loops. */
class ChrfTest {
    private static final List<String> PREDICTIONS = List.of(
            "The relationship between cats and dogs is not exactly friendly.",
            "a good bookshop is just a genteel black hole that knows how to read.");
    private static final List<List<String>> REFERENCES = List.of(
            List.of("The relationship between dogs and cats is not exactly friendly."),
            List.of("A good bookshop is just a genteel Black Hole that knows how to read."));

    @Test
    void theExamplesOfTheDocuments() {
        assertThat(Chrf.standard().corpus(PREDICTIONS, REFERENCES).value()).isCloseTo(84.64214891738334, within(1e-9));
        assertThat(Chrf.plusPlus().corpus(PREDICTIONS, REFERENCES).value()).isCloseTo(82.87263732906315, within(1e-9));
        var lower = Chrf.plusPlus().withLetters(Case.LOWER);
        assertThat(lower.corpus(PREDICTIONS, REFERENCES).value()).isCloseTo(92.12853119829202, within(1e-9));
    }

    @Test
    void severalReferences() {
        var predictions = List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
        var references = Sentences.ofFiles(List.of(
                List.of("The dog bit the man.", "It was not unexpected.", "The man bit him first."),
                List.of("The dog had bit the man.", "No one was surprised.", "The man had bitten the dog.")));
        assertThat(Chrf.standard().corpus(predictions, references)).hasToString("chrF = 59.73");
    }

    @ParameterizedTest
    @CsvSource({"a, a, 100", "'', reference, 0", "a b c, a b c, 100", "a b c, abc, 100", "aa, ab, 25", "'', c, 0"})
    void shortTexts(String prediction, String reference, double expected) {
        assertThat(new Chrf(6, 0, 3, Case.KEEP)
                        .sentence(prediction, List.of(reference))
                        .value())
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void countsAddUpBeforeTheyAreDivided() {
        var score = new Chrf(6, 0, 3, Case.KEEP).corpus(List.of("a", "b"), List.of(List.of("a"), List.of("c")));
        assertThat(score.value()).isCloseTo(50, within(1e-9));
    }

    @Test
    void equalsPlainLoops() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var prediction = Sentences.random(random, 8, "ab", "b.", ",b", "...", "a");
            var references = Sentences.several(random, 3, 8, "ab", "b.", ",b", "...", "a");
            var score = Chrf.plusPlus().sentence(prediction, references);
            double expected = references.stream()
                    .mapToDouble(reference -> plain(prediction, reference))
                    .max()
                    .orElseThrow();
            assertThat(score.value()).as("seed %d", seed).isCloseTo(expected, within(1e-9));
        }
    }

    private static double plain(String prediction, String reference) {
        double precisions = 0;
        double recalls = 0;
        int orders = 0;
        for (int order = 1; order <= 8; order++) {
            int n = order > 6 ? order - 6 : order;
            var predicted = order > 6 ? words(prediction) : letters(prediction);
            var expected = order > 6 ? words(reference) : letters(reference);
            int p = predicted.size() - n + 1;
            int e = expected.size() - n + 1;
            if (p > 0 && e > 0) {
                double matches = matches(predicted, expected, n);
                precisions += matches / p;
                recalls += matches / e;
                orders++;
            }
        }
        double p = orders == 0 ? 0 : precisions / orders;
        double r = orders == 0 ? 0 : recalls / orders;
        return p + r == 0 ? 0 : 100 * 5 * p * r / (4 * p + r);
    }

    /** Pairs each run with one that is still free. */
    private static double matches(List<String> predicted, List<String> expected, int n) {
        var taken = new boolean[expected.size()];
        int matches = 0;
        for (int i = 0; i + n <= predicted.size(); i++) {
            for (int j = 0; j + n <= expected.size(); j++) {
                if (!taken[j] && predicted.subList(i, i + n).equals(expected.subList(j, j + n))) {
                    taken[j] = true;
                    matches++;
                    break;
                }
            }
        }
        return matches;
    }

    private static List<String> letters(String text) {
        return text.replace(" ", "").chars().mapToObj(Character::toString).toList();
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (var word : text.split(" ")) {
            words.addAll(
                    switch (word) {
                        case "" -> List.<String>of();
                        case "b." -> List.of("b", ".");
                        case ",b" -> List.of(",", "b");
                        case "..." -> List.of("..", ".");
                        default -> List.of(word);
                    });
        }
        return words;
    }

    @Test
    void charactersAreCodePoints() {
        var score = new Chrf(1, 0, 2, Case.KEEP).sentence("😀😁", List.of("😀😂"));
        assertThat(score.precision()).isEqualTo(0.5); // their first halves are equal
        var whole = new Chrf(1, 1, 1, Case.KEEP).sentence("😀", List.of("😀"));
        assertThat(whole.value()).isEqualTo(100);
    }

    @Test
    void whatCannotBeIsRefused() {
        for (var wrong : Arrays.asList(new double[] {0, 0, 2}, new double[] {6, -1, 2}, new double[] {6, 0, 0})) {
            assertThatThrownBy(() -> new Chrf((int) wrong[0], (int) wrong[1], wrong[2], Case.KEEP))
                    .hasMessageContaining("expected 1 or more");
        }
    }
}
