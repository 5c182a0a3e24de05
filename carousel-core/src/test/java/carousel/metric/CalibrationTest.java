package carousel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    /** Four predictions at 0.95, three of them right, and one at 0.4, wrong: 4/5 |0.75 - 0.95| + 1/5 |0 - 0.4|. */
    @Test
    void theErrorIsTheMeanGapOfTheBins() {
        var calibration = Calibration.of(
                new float[] {0.95f, 0.95f, 0.4f, 0.95f, 0.95f}, new boolean[] {true, true, false, false, true});
        assertThat(calibration.error()).isCloseTo(0.8 * 0.2 + 0.2 * 0.4, within(1e-7));
        assertThat(calibration.greatestError()).isCloseTo(0.4, within(1e-7));
        assertThat(calibration.bins()).hasSize(15);
        assertThat(calibration.bins().get(14)).isEqualTo(new Calibration.Bin(4, 0.95f, 0.75));
        assertThat(calibration.bins().get(6).count()).isEqualTo(1); // 0.4 as a float is above 6/15
    }

    /** Of predictions with confidence c exactly c are right: 0, whichever bins they fall into. */
    @Test
    void whatIsRightAsOftenAsItSaysHasNoError() {
        var confidences = new float[640];
        var hits = new boolean[640];
        for (int i = 0; i < 640; i++) {
            int eighths = 1 + i / 80;
            confidences[i] = eighths / 8f;
            hits[i] = i % 80 < 10 * eighths;
        }
        assertThat(Calibration.of(confidences, hits).error()).isZero();
        Arrays.fill(hits, 560, 640, false);
        assertThat(Calibration.of(confidences, hits).error()).isGreaterThan(0.12);
    }

    @Test
    void confidencesFromZeroToOneHaveABin() {
        var edges = Calibration.of(new float[] {0, 1}, new boolean[] {false, true});
        assertThat(edges.bins().getFirst().count()).isEqualTo(1);
        assertThat(edges.bins().getLast().count()).isEqualTo(1);
        assertThat(edges.error()).isZero();
        assertThat(Calibration.of(new float[0], new boolean[0]).error()).isZero();
        for (float wrong : new float[] {-0.1f, 1.1f, Float.NaN}) {
            assertThatThrownBy(() -> Calibration.of(new float[] {wrong}, new boolean[1]))
                    .hasMessageContaining("expected 0 to 1");
        }
    }

    @Test
    void theMostLikelyClassIsThePrediction() {
        float[] probabilities = {0.2f, 0.5f, 0.3f, 0.4f, 0.4f, 0.2f};
        assertThat(Calibration.of(probabilities, 1, 0))
                .isEqualTo(Calibration.of(new float[] {0.5f, 0.4f}, new boolean[] {true, true}));
        assertThat(Calibration.of(probabilities, 2, 1))
                .isEqualTo(Calibration.of(new float[] {0.5f, 0.4f}, new boolean[] {false, false}));
        assertThatThrownBy(() -> Calibration.of(probabilities, 1, 0, 1, 2)).hasMessageContaining("6 values for 4");
        assertThatThrownBy(() -> Calibration.of(probabilities, 1, 3)).hasMessage("class 3; expected 0 to 2");
    }

    /** Logits (a, 0), of which q are right: σ(a/T) = q, so T = a / log(q / (1 - q)). */
    @Test
    void theTemperatureOfTwoClassesIsKnown() {
        for (float a : new float[] {0.5f, 3, 20}) {
            var logits = new float[200];
            var labels = new int[100];
            for (int i = 0; i < 100; i++) {
                logits[2 * i] = a;
                labels[i] = i < 80 ? 0 : 1;
            }
            assertThat(Temperature.fit(logits, labels).value()).isCloseTo(a / Math.log(4), within(1e-9 * a));
        }
    }

    private static float[] logits(Random random, int size) {
        var logits = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = (float) random.nextGaussian() * 4;
        }
        return logits;
    }

    @Test
    void noOtherTemperatureHasASmallerLoss() {
        for (int seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var logits = logits(random, 300 * 7);
            var labels = new int[300];
            for (int i = 0; i < 300; i++) {
                labels[i] = random.nextInt(3) == 0 ? random.nextInt(7) : drawn(random, logits, i * 7);
            }
            var fitted = Temperature.fit(logits, labels);
            double least = fitted.loss(logits, labels);
            assertThat(fitted.value()).isBetween(0.5, 20.0);
            for (double factor : new double[] {0.1, 0.9, 0.99, 1.01, 1.1, 10}) {
                assertThat(new Temperature(fitted.value() * factor).loss(logits, labels))
                        .as("seed %d, factor %s", seed, factor)
                        .isGreaterThan(least);
            }
            var scaled = new float[logits.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = 4 * logits[i];
            }
            assertThat(Temperature.fit(scaled, labels).value()).isCloseTo(4 * fitted.value(), within(1e-9));
            double before = Calibration.of(new Temperature(0.3).probabilities(logits, 7), labels)
                    .error();
            assertThat(Calibration.of(fitted.probabilities(logits, 7), labels).error())
                    .isLessThan(before);
        }
    }

    /** A label as likely as the softmax of its logits. */
    private static int drawn(Random random, float[] logits, int at) {
        var p = new Temperature(1).probabilities(Arrays.copyOfRange(logits, at, at + 7), 7);
        double left = random.nextDouble();
        for (int k = 0; k < 6; k++) {
            left -= p[k];
            if (left < 0) {
                return k;
            }
        }
        return 6;
    }

    @Test
    void probabilitiesAreTheSoftmaxOfWhatIsDivided() {
        float[] logits = {1, -2, 0.5f, 800, -800, 799};
        var p = new Temperature(2).probabilities(logits, 3);
        double sum = Math.exp(0.5) + Math.exp(-1) + Math.exp(0.25);
        assertThat(p[0]).isCloseTo((float) (Math.exp(0.5) / sum), within(1e-7f));
        assertThat(p[1]).isCloseTo((float) (Math.exp(-1) / sum), within(1e-7f));
        assertThat(p[3]).isCloseTo((float) (1 / (1 + Math.exp(-0.5))), within(1e-7f));
        assertThat(p[4]).isZero();
        double loss = -(Math.log(p[1]) + Math.log(p[5])) / 2;
        assertThat(new Temperature(2).loss(logits, 1, 2)).isCloseTo(loss, within(1e-6));
    }

    @Test
    void theSearchEndsAtItsBounds() {
        assertThat(Temperature.fit(new float[] {2, 1, 5, 0}, 0, 0).value()).isCloseTo(0.01, within(1e-12));
        assertThat(Temperature.fit(new float[] {2, 1, 5, 0}, 1, 1).value()).isCloseTo(100, within(1e-8));
        assertThat(Temperature.fit(new float[] {2, 2, 3, 3}, 1, 0).value()).isEqualTo(1);
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Temperature.fit(new float[] {2, 1})).hasMessageContaining("0 labels");
        assertThatThrownBy(() -> new Temperature(1).probabilities(new float[3], 2))
                .hasMessageContaining("3 logits");
    }

    /** N right ones say (N + 1)/(N + 2), not certainty: T = a / log(N + 1) for logits a and 0. */
    @Test
    void cautionKeepsFewRightExamplesFromCertainty() {
        for (int n : new int[] {1, 8, 100}) {
            var logits = new float[2 * n];
            for (int i = 0; i < n; i++) {
                logits[2 * i] = 3;
            }
            var cautious = Temperature.cautious(logits, new int[n]);
            assertThat(cautious.value()).isCloseTo(3 / Math.log(n + 1), within(1e-9));
            assertThat((double) cautious.probabilities(logits, 2)[0]).isCloseTo((n + 1.0) / (n + 2), within(1e-6));
        }
        assertThat(Temperature.cautious(new float[] {1, 1, 1}, 2).value()).isEqualTo(1);
    }
}
