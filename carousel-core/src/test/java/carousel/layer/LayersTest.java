package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.tensor.Outcome;
import carousel.tensor.Segments;
import carousel.tensor.ShapeException;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LayersTest {

    @Test
    void anEmbeddingIsTheProductWithOneHotRows() {
        var embedding = Embedding.of(5, 3, Init.seed(1));
        var oneHot = Tensor.of(new float[] {0, 0, 0, 1, 0, 1, 0, 0, 0, 0}, 2, 5);
        assertThat(embedding.apply(3, 0).toArray())
                .isEqualTo(oneHot.matmul(embedding.table()).toArray());
        var sequence = embedding.apply(Ids.pack(new int[] {1}, new int[] {2, 4}));
        assertThat(sequence.step(0).toArray()).isEqualTo(embedding.apply(2, 1).toArray());
        assertThat(sequence.step(1).toArray()).isEqualTo(embedding.apply(4).toArray());
    }

    @Test
    void tiedWeightsAreTheTransposedTableAndOwnOnlyTheBias() {
        var embedding = Embedding.shared(7, 4, Init.seed(1));
        var tied = Dense.tied(embedding, Init.seed(2));
        var x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
        var y = tied.apply(x).toArray();
        for (int symbol = 0; symbol < 7; symbol++) {
            float sum = 0;
            for (int j = 0; j < 4; j++) {
                sum = Math.fma(x.at(0, j), embedding.table().at(symbol, j), sum);
            }
            assertThat(y[symbol]).isEqualTo(sum);
        }
        assertThat(tied.w()).isSameAs(embedding.table());
    }

    @Test
    void aSequenceRefusesRowsThatDoNotFitItsLengths() {
        assertThatThrownBy(() -> new Sequence(Tensor.zeros(4, 2), Lengths.of(3, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("5 rows");
    }

    @Test
    void layerNormHasMeanZeroAndVarianceOne() {
        var y = LayerNorm.of(4, Init.seed(1))
                .apply(Tensor.of(new float[] {1, 2, 3, 10}, 1, 4))
                .toArray();
        assertThat(y[0] + y[1] + y[2] + y[3]).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-5f));
        float squares = 0;
        for (float v : y) {
            squares += v * v;
        }
        assertThat(squares / 4).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-4f));
    }

    // ---- dropout

    private static Sequence ones(int... lengths) {
        var packed = Lengths.of(lengths);
        var ones = new float[packed.rows() * 50];
        Arrays.fill(ones, 1f);
        return new Sequence(Tensor.of(ones, packed.rows(), 50), packed);
    }

    private static float[] dropped(Step step, Dropout dropout, Sequence sequence) {
        return Tape.run(step, () -> {
                    var rows = dropout.apply(sequence).rows();
                    return Outcome.of(rows.sum(), rows);
                })
                .kept()
                .toArray();
    }

    @Test
    void dropoutKeepsTheExpectationAndIsSilentWhenEvaluating() {
        var sequence = ones(200, 200);
        var dropout = Dropout.of(0.25f, "here");
        var values = dropped(new Step(1, 0), dropout, sequence);
        double sum = 0;
        int zeros = 0;
        for (float value : values) {
            sum += value;
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(sum / values.length).isBetween(0.98, 1.02);
        assertThat((double) zeros / values.length).isBetween(0.24, 0.26);
        assertThat(dropout.apply(sequence)).isSameAs(sequence);
        assertThat(dropped(Step.evaluation(), dropout, sequence)).containsOnly(1f);
        assertThat(dropped(new Step(1, 0), Dropout.of(0, "here"), sequence)).containsOnly(1f);
    }

    @Test
    void aMaskDependsOnExampleAndTimeAndNotOnThePackedRow() {
        var dropout = Dropout.of(0.5f, "here");
        var batch = ones(3, 5);
        var together = new Sequence(Tensor.of(dropped(new Step(1, 4), dropout, batch), 8, 50), batch.lengths());
        var longer = ones(3, 9);
        var beside = new Sequence(Tensor.of(dropped(new Step(1, 4), dropout, longer), 12, 50), longer.lengths());
        int first = together.lengths().packed(0);
        for (int t = 0; t < 3; t++) {
            int a = together.lengths().row(first, t);
            int b = beside.lengths().row(beside.lengths().packed(0), t);
            assertThat(together.rows().rows(a, a + 1).toArray())
                    .isEqualTo(beside.rows().rows(b, b + 1).toArray());
        }
        assertThat(dropped(new Step(1, 5), dropout, batch))
                .isNotEqualTo(together.rows().toArray());
        assertThat(dropped(new Step(1, 4), Dropout.of(0.5f, "there"), batch))
                .isNotEqualTo(together.rows().toArray());
    }

    @Test
    void aRateOfOneIsRefused() {
        assertThatThrownBy(() -> Dropout.of(1f, "x")).hasMessageContaining("below 1");
    }

    // ---- memory

    @Test
    void aMemoryWeighsEachSentenceByItself() {
        var lengths = Lengths.of(2, 0, 3);
        var rows = Tensor.of(new float[] {30, 10, 31, 11, 32}, 5, 1); // sentences 30 31 32 and 10 11, then an empty one
        var memory = Memory.of(new Sequence(rows, lengths));
        assertThat(memory.rows().toArray()).containsExactly(30, 31, 32, 10, 11);
        var weights = memory.weights(Tensor.of(new float[] {0, 0, 0, 5, 5}, 5, 1));
        assertThat(weights.toArray()).containsExactly(1 / 3f, 1 / 3f, 1 / 3f, 0.5f, 0.5f);
        assertThat(memory.mix(weights).toArray())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(31f, 10.5f, 0f);
        assertThat(memory.spread(Tensor.of(new float[] {1, 2, 3}, 3, 1)).toArray())
                .containsExactly(1, 1, 1, 2, 2);
        var first = memory.first(1);
        assertThat(first.rows().toArray()).containsExactly(30, 31, 32);
        assertThatThrownBy(() -> new Memory(rows, new Segments(0, 4))).hasMessageContaining("4 rows");
    }

    @Test
    void equalSeedsGiveEqualWeightsAndEveryWeightItsOwn() {
        var init = Init.seed(4);
        var a = init.uniform(1, 10, 10);
        var b = init.uniform(1, 10, 10);
        assertThat(a.toArray())
                .isNotEqualTo(b.toArray())
                .isEqualTo(Init.seed(4).uniform(1, 10, 10).toArray());
        assertThat(Init.seed(5).uniform(1, 10, 10).toArray()).isNotEqualTo(a.toArray());
        float bound = (float) Math.sqrt(6.0 / 20);
        for (float value : Init.seed(1).glorot(10, 10).toArray()) {
            assertThat(value).isBetween(-bound, bound);
        }
    }
}
