package carousel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final float[] LOGITS = {1f, 3f, 2f, -1f};

    private static double[] frequencies(Sample sample) {
        var counts = new double[LOGITS.length];
        for (int i = 0; i < 20_000; i++) {
            counts[sample.choose(LOGITS, i)] += 1 / 20_000.0;
        }
        return counts;
    }

    @Test
    void drawsFollowTheSoftmaxAtEveryTemperature() {
        for (double temperature : new double[] {0.5, 1, 2}) {
            double sum = 0;
            for (float logit : LOGITS) {
                sum += Math.exp(logit / temperature);
            }
            var frequencies = frequencies(Sample.seed(1).withTemperature(temperature));
            for (int i = 0; i < LOGITS.length; i++) {
                assertThat(frequencies[i])
                        .as("symbol %d at temperature %s", i, temperature)
                        .isCloseTo(Math.exp(LOGITS[i] / temperature) / sum, org.assertj.core.data.Offset.offset(0.01));
            }
        }
    }

    @Test
    void topKLeavesTheMostLikely() {
        var frequencies = frequencies(Sample.seed(1).withTopK(2));
        assertThat(frequencies[0] + frequencies[3]).isZero();
        assertThat(frequencies[1]).isCloseTo(1 / (1 + Math.exp(-1)), org.assertj.core.data.Offset.offset(0.01));
        for (int i = 0; i < 100; i++) {
            assertThat(Sample.seed(i).withTopK(1).choose(LOGITS, i)).isEqualTo(new Greedy().choose(LOGITS, i));
        }
    }

    @Test
    void topPLeavesTheFewestThatReachIt() {
        // probabilities 0.087 0.644 0.237 0.032
        assertThat(frequencies(Sample.seed(1).withTopP(0.6))[1])
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        var two = frequencies(Sample.seed(1).withTopP(0.7));
        assertThat(two[0] + two[3]).isZero();
        assertThat(two[2]).isPositive();
    }

    @Test
    void equalSeedsDrawEqualSymbolsAndOthersDoNot() {
        int differences = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(Sample.seed(5).choose(LOGITS, i))
                    .isEqualTo(Sample.seed(5).choose(LOGITS, i));
            differences += Sample.seed(5).choose(LOGITS, i) == Sample.seed(6).choose(LOGITS, i) ? 0 : 1;
        }
        assertThat(differences).isGreaterThan(50);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Sample.seed(1).withTemperature(0)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> Sample.seed(1).withTopK(-1)).hasMessageContaining("top-k");
        assertThatThrownBy(() -> Sample.seed(1).withTopP(0)).hasMessageContaining("top-p");
    }

    /** Counts up: the next symbol is the last one plus one. */
    private record Counter() implements Autoregressive<Tensor> {
        @Override
        public Tensor start(int batch) {
            return Tensor.of(new float[] {0, 1, 0, 0}, 1, 4);
        }

        @Override
        public Tensor logits(Tensor state) {
            return state;
        }

        @Override
        public Tensor advance(int[] symbols, Tensor state) {
            var next = new float[4];
            next[(symbols[0] + 1) % 4] = 1;
            return Tensor.of(next, 1, 4);
        }
    }

    @Test
    void aGeneratorReadsWhatItChooses() {
        var generator = Generator.of(new Counter(), new Greedy());
        assertThat(new int[] {generator.next(), generator.next(), generator.next()})
                .containsExactly(1, 2, 3);
        generator.read(1);
        assertThat(generator.next()).isEqualTo(2);
    }
}
