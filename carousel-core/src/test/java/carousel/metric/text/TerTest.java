package carousel.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.text.Case;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of the documents and tests of sacreBLEU and of libraries beside it, and the fewest edits found by trying all. */
class TerTest {

    @ParameterizedTest
    @CsvSource({
        "aaaa bbbb cccc dddd, aaaa bbbb cccc dddd, 0",
        "dddd eeee ffff, aaaa bbbb cccc, 100",
        "'', a, 100",
        "a, '', 100",
        "'', '', 0",
        "d e f g h a b c, a b c d e f g h, 12.5",
        "A b c, a B C, 0",
    })
    void shortTexts(String prediction, String reference, double expected) {
        assertThat(Ter.standard().sentence(prediction, List.of(reference)).value())
                .isEqualTo(expected);
    }

    /** Translations of 2019's conference, the example of sacreBLEU's tests. */
    @Test
    void realTranslations() {
        var predictions = List.of(
                "wählen Sie \" Bild neu berechnen , \" um beim Ändern der Bildgröße Pixel hinzuzufügen oder zu entfernen , "
                        + "damit das Bild ungefähr dieselbe Größe aufweist wie die andere Größe .",
                "wenn Sie alle Aufgaben im aktuellen Dokument aktualisieren möchten , wählen Sie im Menü des "
                        + "Aufgabenbedienfelds die Option \" Alle Aufgaben aktualisieren . \"",
                "klicken Sie auf der Registerkarte \" Optionen \" auf die Schaltfläche \" Benutzerdefiniert \" und geben "
                        + "Sie Werte für \" Fehlerkorrektur-Level \" und \" Y / X-Verhältnis \" ein .",
                "Sie können beispielsweise ein Dokument erstellen , das ein Auto über die Bühne enthält .",
                "wählen Sie im Dialogfeld \" Neu aus Vorlage \" eine Vorlage aus und klicken Sie auf \" Neu . \"");
        var references = List.of(
                "wählen Sie \" Bild neu berechnen , \" um beim Ändern der Bildgröße Pixel hinzuzufügen oder zu entfernen , "
                        + "damit die Darstellung des Bildes in einer anderen Größe beibehalten wird .",
                "wenn Sie alle Aufgaben im aktuellen Dokument aktualisieren möchten , wählen Sie im Menü des "
                        + "Aufgabenbedienfelds die Option \" Alle Aufgaben aktualisieren . \"",
                "klicken Sie auf der Registerkarte \" Optionen \" auf die Schaltfläche \" Benutzerdefiniert \" und geben "
                        + "Sie für \" Fehlerkorrektur-Level \" und \" Y / X-Verhältnis \" niedrigere Werte ein .",
                "Sie können beispielsweise ein Dokument erstellen , das ein Auto enthalt , das sich über die Bühne bewegt .",
                "wählen Sie im Dialogfeld \" Neu aus Vorlage \" eine Vorlage aus und klicken Sie auf \" Neu . \"");
        var score = Ter.standard()
                .corpus(predictions, references.stream().map(List::of).toList());
        assertThat(score.value()).isCloseTo(13.6, within(1e-3));
        assertThat(score).hasToString("TER = 13.60");
    }

    @Test
    void severalReferences() {
        var cased = Ter.standard().withLetters(Case.KEEP);
        var cat = cased.sentence("the cat is on the mat", List.of("there is a cat on the mat", "a cat is on the mat"));
        assertThat(cat.value()).isCloseTo(15.38, within(0.005));
        var score = cased.corpus(
                List.of("does this sentence match??", "what about this sentence?"),
                List.of(
                        List.of("does this sentence match", "does this sentence match!?!"),
                        List.of("wHaT aBoUt ThIs SeNtEnCe?", "wHaT aBoUt ThIs SeNtEnCe?")));
        assertThat(score).isEqualTo(new Ter.Score(5, 8));
        assertThat(score.value()).isEqualTo(62.5);
        var third = cased.sentence(
                "What did the TER metric user say to the developer?", List.of("Your jokes are...", "...TERrible"));
        assertThat(score.plus(third)).isEqualTo(new Ter.Score(15, 10));
    }

    /** A greedy search needs at least as many edits as the best one, at most as many as without moves, and seldom more. */
    @Test
    void editsAreThoseOfAllWaysOrFewMore() {
        int more = 0;
        for (long seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var prediction = random.ints(random.nextInt(6), 0, 4).toArray();
            var reference = random.ints(1 + random.nextInt(5), 0, 4).toArray();
            int found = Shifts.edits(prediction, reference);
            int best = best(prediction, reference);
            assertThat(found).as("seed %d", seed).isBetween(best, levenshtein(prediction, reference));
            more += found > best ? 1 : 0;
        }
        assertThat(more).isLessThan(20);
    }

    /** Every order that moves of blocks reach, fewest moves first. */
    private static int best(int[] prediction, int[] reference) {
        var moves = new HashMap<List<Integer>, Integer>();
        var start = IntStream.of(prediction).boxed().toList();
        var queue = new ArrayDeque<>(List.of(start));
        moves.put(start, 0);
        int best = Integer.MAX_VALUE;
        while (!queue.isEmpty()) {
            var words = queue.remove();
            int edits = levenshtein(words.stream().mapToInt(w -> w).toArray(), reference);
            best = Math.min(best, moves.get(words) + edits);
            int n = words.size();
            for (int from = 0; from < n; from++) {
                for (int to = from + 1; to <= n; to++) {
                    for (int at = 0; at <= n - (to - from); at++) {
                        var moved = new ArrayList<>(words.subList(0, from));
                        moved.addAll(words.subList(to, n));
                        moved.addAll(at, words.subList(from, to));
                        if (moves.putIfAbsent(List.copyOf(moved), moves.get(words) + 1) == null) {
                            queue.add(List.copyOf(moved));
                        }
                    }
                }
            }
        }
        return best;
    }

    private static int levenshtein(int[] a, int[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length + b.length;
        }
        var x = Arrays.copyOf(a, a.length - 1);
        var y = Arrays.copyOf(b, b.length - 1);
        int paired = levenshtein(x, y) + (a[a.length - 1] == b[b.length - 1] ? 0 : 1);
        return Math.min(paired, 1 + Math.min(levenshtein(x, b), levenshtein(a, y)));
    }

    @Test
    void blocksMoveForwardsAndBackwards() {
        assertThat(Shifts.edits(new int[] {1, 2, 3, 4, 5, 6}, new int[] {3, 4, 5, 6, 1, 2}))
                .isEqualTo(1);
        assertThat(Shifts.edits(new int[] {5, 6, 1, 2, 3, 4}, new int[] {1, 2, 3, 4, 5, 6}))
                .isEqualTo(1);
        assertThat(Shifts.edits(new int[] {1, 9, 2, 3}, new int[] {1, 2, 3, 9})).isEqualTo(1);
        assertThat(Shifts.edits(new int[] {3, 1, 2, 6, 4, 5}, new int[] {1, 2, 3, 4, 5, 6}))
                .isEqualTo(2);
    }

    /** Farther than fifty words or in more than ten, nothing moves as a whole. */
    @Test
    void theSearchHasLimits() {
        var near = IntStream.range(0, 40).toArray();
        assertThat(Shifts.edits(rotated(near, 10), near)).isEqualTo(1);
        assertThat(Shifts.edits(rotated(near, 11), near)).isEqualTo(2);
        var far = IntStream.range(0, 60).toArray();
        assertThat(Shifts.edits(rotated(far, 1), far)).isEqualTo(2);
    }

    private static int[] rotated(int[] words, int by) {
        return IntStream.range(0, words.length)
                .map(i -> words[(i + by) % words.length])
                .toArray();
    }

    /** Beside very different lengths there must still be a way through. */
    @Test
    void anyLengths() {
        for (int length : new int[] {1, 2, 30, 200}) {
            for (int reference : new int[] {1, 2, 30, 200}) {
                int edits = Shifts.edits(new int[length], new int[reference]);
                assertThat(edits).isEqualTo(Math.abs(length - reference));
            }
        }
    }
}
