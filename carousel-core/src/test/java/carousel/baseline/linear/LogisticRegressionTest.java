package carousel.baseline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.DataFolder;
import carousel.NeedsData;
import carousel.data.TextFile;
import carousel.text.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    /** Classes that overlap, features of very different sizes. */
    private static Labelled drawn(int rows, int features, int classes, long seed) {
        return drawn(rows, features, classes, seed, 1);
    }

    private static Labelled drawn(int rows, int features, int classes, long seed, float size) {
        var random = new Random(seed);
        var x = new float[rows][features];
        var labels = new int[rows];
        for (int r = 0; r < rows; r++) {
            labels[r] = random.nextInt(classes);
            for (int j = 0; j < features; j++) {
                double signal = j % classes == labels[r] ? 1 : 0;
                x[r][j] = random.nextInt(3) == 0
                        ? 0
                        : size * (float) ((signal + random.nextGaussian()) * (1 + j * j % 7));
            }
        }
        return new Labelled(SparseRows.dense(x), classes, labels);
    }

    @Test
    void theGradientIsZeroAtTheOptimum() {
        assertOptimal(drawn(300, 9, 3, 1, 1), 1e-4);
        assertOptimal(drawn(300, 9, 3, 2, 100), 1e-2);
    }

    private static void assertOptimal(Labelled train, double close) {
        for (double penalty : new double[] {0.01, 1, 50}) {
            var model = LogisticRegression.of(train, penalty);
            var p = model.probabilities(train.rows());
            for (int k = 0; k < 3; k++) {
                double biases = 0;
                for (int j = 0; j < 9; j++) {
                    double gradient = penalty * model.weight(j, k);
                    for (int r = 0; r < 300; r++) {
                        gradient += (p[r][k] - (train.labels()[r] == k ? 1 : 0))
                                * train.rows().values()[r * 9 + j];
                    }
                    assertThat(gradient).as("penalty %s, %d, %d", penalty, j, k).isCloseTo(0, within(close));
                }
                for (int r = 0; r < 300; r++) {
                    biases += p[r][k] - (train.labels()[r] == k ? 1 : 0);
                }
                assertThat(biases).isCloseTo(0, within(close));
            }
        }
    }

    /**
     * Two rows x = 1 and x = -1 of classes 1 and 0: with w of class 1 as u and of class 0 as -u, the biases equal, what is to
     * be least is 2 log(1 + exp(-2u)) + penalty u², so penalty u = 2 / (1 + exp(2u)). For u = 1/2 the penalty is 4 / (1 + e).
     */
    @Test
    void aCaseSolvedByHand() {
        var train = new Labelled(SparseRows.dense(new float[] {1}, new float[] {-1}), 2, 1, 0);
        var model = LogisticRegression.of(train, 4 / (1 + Math.E));
        assertThat(model.weight(0, 1)).isCloseTo(0.5, within(1e-6));
        assertThat(model.weight(0, 0)).isCloseTo(-0.5, within(1e-6));
        var p = model.probabilities(SparseRows.dense(new float[] {3}))[0];
        assertThat(p[1]).isCloseTo(1 / (1 + Math.exp(-3)), within(1e-6));
        assertThat(p[0] + p[1]).isCloseTo(1, within(1e-12));
        assertThat(model.loss(train)).isCloseTo(Math.log(1 + Math.exp(-1)), within(1e-6));
    }

    /** Without features the biases are the logs of the frequencies. */
    @Test
    void withoutFeaturesOnlyFrequenciesAreLeft() {
        var train =
                new Labelled(SparseRows.dense(new float[5], new float[5], new float[5], new float[5]), 2, 1, 0, 1, 1);
        var p = LogisticRegression.of(train, 1).probabilities(SparseRows.dense(new float[5]))[0];
        assertThat(p[1]).isCloseTo(0.75, within(1e-6));
    }

    @Test
    void theChosenPenaltyIsTheFirstThatOtherRowsLikeBest() {
        var train = drawn(60, 12, 2, 3);
        var valid = drawn(400, 12, 2, 4);
        var chosen = LogisticRegression.chosen(train, valid);
        double best = LogisticRegression.of(train, chosen.penalty()).loss(valid);
        assertThat(chosen.loss(valid)).isCloseTo(best, within(1e-3));
        assertThat(best)
                .isLessThan(LogisticRegression.of(train, chosen.penalty() * 4).loss(valid));
        assertThat(best)
                .isLessThan(LogisticRegression.of(train, chosen.penalty() / 4).loss(valid));
        assertThat(chosen.accuracy(valid)).isGreaterThan(0.8);
    }

    @Test
    void runsAreEqualToTheBit() {
        var train = drawn(100, 7, 3, 5);
        var one = LogisticRegression.of(train, 1).probabilities(train.rows());
        var two = LogisticRegression.of(train, 1).probabilities(train.rows());
        assertThat(Arrays.deepEquals(one, two)).isTrue();
    }

    @Test
    void whatCannotBeIsRefused() {
        var rows = SparseRows.dense(new float[] {1}, new float[] {2});
        assertThatThrownBy(() -> new Labelled(rows, 2, 1)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new Labelled(rows, 2, 1, 2)).isInstanceOf(DataException.class);
        var train = new Labelled(rows, 2, 1, 0);
        assertThatThrownBy(() -> LogisticRegression.of(train, 0)).hasMessageContaining("penalty 0.0");
        var model = LogisticRegression.of(train, 1);
        assertThatThrownBy(() -> model.labels(SparseRows.dense(new float[2]))).hasMessageContaining("2 features");
    }

    /** The text of nobody's test: sentences 0, 10, 20 … of each class to test on, 1, 11, 21 … to choose the penalty by. */
    @Test
    @NeedsData("mr_polarity")
    void sentimentOfReviewSentences() {
        var texts =
                List.of(new ArrayList<List<String>>(), new ArrayList<List<String>>(), new ArrayList<List<String>>());
        var labels = List.of(new ArrayList<Integer>(), new ArrayList<Integer>(), new ArrayList<Integer>());
        for (int label = 0; label < 2; label++) {
            var path = DataFolder.file("mr_polarity/rt-polarity." + (label == 0 ? "neg" : "pos"));
            int n = 0;
            for (var line : TextFile.read(path, StandardCharsets.ISO_8859_1)
                    .text()
                    .lines()
                    .toList()) {
                int part = n % 10 == 0 ? 2 : n % 10 == 1 ? 1 : 0;
                texts.get(part).add(List.of(line.strip().split("\\s+")));
                labels.get(part).add(label);
                n++;
            }
        }
        var bag = Bag.of(Grams.words(2).inAtLeast(2), texts.getFirst());
        var parts = new Labelled[3];
        Arrays.setAll(
                parts,
                i -> new Labelled(
                        bag.rows(texts.get(i)),
                        2,
                        labels.get(i).stream().mapToInt(label -> label).toArray()));
        var model = LogisticRegression.chosen(parts[0], parts[1]);
        assertThat(model.accuracy(parts[2])).isBetween(0.77, 0.80);
        assertThat(model.loss(parts[2])).isLessThan(0.48);
        assertThat(model.weight(bag.features().id("dull"), 0)).isGreaterThan(0.5);
        assertThat(model.weight(bag.features().id("moving"), 1)).isGreaterThan(0.5);
    }

    @Test
    void anInterruptedThreadStops() {
        var train = new Labelled(SparseRows.dense(new float[] {1}, new float[] {2}, new float[] {4}), 2, 0, 1, 1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> LogisticRegression.of(train, 1)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
