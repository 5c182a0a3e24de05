package carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    /** The examples of scikit-learn's manual: f1_score and classification_report. */
    @Test
    void scoresAreScikitLearns() {
        var even = Confusion.of(THREE, new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1});
        assertThat(even.of(0).f1()).isCloseTo(0.8, within(1e-15));
        assertThat(even.macroF1()).isCloseTo(0.26666, within(1e-5));
        assertThat(even.micro(0, 1, 2).f1()).isCloseTo(0.33333, within(1e-5)).isEqualTo(even.accuracy());
        assertThat(even.weightedF1()).isCloseTo(0.26666, within(1e-5));
        var uneven = Confusion.of(THREE, new int[] {0, 1, 2, 2, 2}, new int[] {0, 0, 2, 2, 1});
        assertThat(uneven.of(0)).isEqualTo(new PrecisionRecall(1, 2, 1));
        assertThat(uneven.of(0).precision()).isEqualTo(0.5);
        assertThat(uneven.of(0).recall()).isEqualTo(1);
        assertThat(uneven.of(1).f1()).isZero();
        assertThat(uneven.of(2).f1()).isCloseTo(0.8, within(1e-15));
        assertThat(uneven.macroF1()).isCloseTo(0.49, within(5e-3));
        assertThat(uneven.weightedF1()).isCloseTo(0.61, within(5e-3));
        assertThat(uneven.accuracy()).isEqualTo(0.6);
    }

    /** A class that never occurs and is never predicted is left out of the mean, unless it is asked for by name. */
    @Test
    void absentClassesCountAsInScikitLearn() {
        var four = List.of("0", "1", "2", "3");
        var confusion = Confusion.of(four, new int[] {1, 1, 1}, new int[] {1, 1, 0});
        assertThat(confusion.occurring()).containsExactly(0, 1);
        assertThat(confusion.macroF1()).isCloseTo(0.4, within(1e-15));
        assertThat(confusion.macroF1(1, 2, 3)).isCloseTo(0.27, within(5e-3));
        assertThat(confusion.micro(1, 2, 3)).isEqualTo(new PrecisionRecall(2, 2, 3));
        assertThat(confusion.weightedF1()).isCloseTo(0.8, within(1e-15));
    }

    @Test
    void scoresEqualPlainCounts() {
        var random = new Random(1);
        var expected = random.ints(500, 0, 5).toArray();
        var predicted = random.ints(500, 0, 5).toArray();
        var confusion = Confusion.of(List.of("a", "b", "c", "d", "e"), expected, predicted);
        double macro = 0;
        for (int k = 0; k < 5; k++) {
            int both = 0;
            int found = 0;
            int there = 0;
            for (int i = 0; i < 500; i++) {
                both += expected[i] == k && predicted[i] == k ? 1 : 0;
                found += predicted[i] == k ? 1 : 0;
                there += expected[i] == k ? 1 : 0;
            }
            double precision = (double) both / found;
            double recall = (double) both / there;
            assertThat(confusion.of(k).precision()).isEqualTo(precision);
            assertThat(confusion.of(k).recall()).isEqualTo(recall);
            macro += 2 * precision * recall / (precision + recall) / 5;
        }
        assertThat(confusion.macroF1()).isCloseTo(macro, within(1e-12));
        long right =
                IntStream.range(0, 500).filter(i -> expected[i] == predicted[i]).count();
        assertThat(confusion.accuracy()).isEqualTo(right / 500.0);
    }

    @Test
    void theTableShowsExpectedByPredicted() {
        var confusion = new Confusion(List.of("cat", "dog", "cow"), 12, 0, 3, 1, 20, 0, 0, 0, 7);
        assertThat(confusion.table()).isEqualTo("""
                expected \\ predicted   0   1   2
                               0 cat  12   .   3
                               1 dog   1  20   .
                               2 cow   .   .   7""");
        assertThat(confusion.report()).isEqualTo("""
                      class  precision  recall      F1  support
                      0 cat     0.9231  0.8000  0.8571       15
                      1 dog     1.0000  0.9524  0.9756       21
                      2 cow     0.7000  1.0000  0.8235        7
                   accuracy                     0.9070       43
                   macro F1                     0.8854       43
                weighted F1                     0.9095       43""");
        assertThat(confusion.mistakes(5))
                .containsExactly(new Confusion.Mistake(0, 2, 3), new Confusion.Mistake(1, 0, 1));
        assertThat(confusion.mistakes(1)).hasSize(1);
    }

    /** Forty classes of long names: every line fits, every count is there, a row begins with its class in every block. */
    @Test
    void theTableStaysReadableWithManyClasses() {
        int classes = 40;
        var labels = IntStream.range(0, classes)
                .mapToObj(k -> "a class with quite a long name " + k)
                .toList();
        var counts = new long[classes * classes];
        Arrays.setAll(counts, i -> 10_000 + i);
        var table = new Confusion(labels, counts).table();
        assertThat(table.lines()).allMatch(line -> line.length() <= 120);
        assertThat(table.split("\n\n")).hasSize(4);
        for (long count : counts) {
            assertThat(table).contains(" " + count);
        }
        assertThat(table.lines().filter(line -> line.startsWith("39 a class with quite a lo… ")))
                .hasSize(4);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Confusion.of(THREE, new int[] {0, 3}, new int[] {0, 1}))
                .hasMessage("class 3; expected 0 to 2");
        assertThatThrownBy(() -> Confusion.of(THREE, new int[] {0, 1}, new int[] {0}))
                .hasMessage("confusion: 1 predictions; expected 2, one for each example");
        assertThatThrownBy(() -> new Confusion(THREE, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        var nothing = new Confusion(THREE, new long[9]);
        assertThat(List.of(nothing.accuracy(), nothing.macroF1(), nothing.weightedF1()))
                .isEqualTo(Collections.nCopies(3, 0.0));
    }
}
