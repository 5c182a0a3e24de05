package carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Oracle;
import carousel.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final int FEATURES = 3;
    private static final int HIDDEN = 4;
    private static final Recurrent LAYER = Recurrent.of(Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(3)));
    private static final Pool.Attention ATTENTION = Pool.Attention.of(HIDDEN, Init.seed(4));

    private static Sequence input(int... lengths) {
        var packed = Lengths.of(lengths);
        return new Sequence(Init.seed(5).uniform(1, packed.rows(), FEATURES).detached(), packed);
    }

    @Test
    void meanAndMaxAreThoseOfEachUnitOverItsOwnSteps() {
        var input = input(5, 0, 9, 1);
        var lengths = input.lengths();
        var h = LAYER.apply(input).rows();
        var mean = new Pool.Mean().of(LAYER, input);
        var max = new Pool.Max().of(LAYER, input);
        for (int b = 0; b < lengths.batch(); b++) {
            for (int j = 0; j < HIDDEN; j++) {
                double sum = 0;
                float largest = lengths.length(b) == 0 ? 0 : Float.NEGATIVE_INFINITY;
                for (int t = 0; t < lengths.length(b); t++) {
                    sum += h.at(lengths.row(b, t), j);
                    largest = Math.max(largest, h.at(lengths.row(b, t), j));
                }
                assertThat((double) mean.at(b, j)).isCloseTo(sum / Math.max(1, lengths.length(b)), within(1e-6));
                assertThat(max.at(b, j)).isEqualTo(largest);
            }
        }
    }

    @Test
    void attentionWeighsByItsScores() {
        var input = input(2, 3);
        var lengths = input.lengths();
        var h = LAYER.apply(input).rows();
        var given = ATTENTION.of(LAYER, input);
        var weights = ATTENTION.weights(LAYER, input);
        for (int b = 0, at = 0; b < 2; b++) {
            var scores = new double[lengths.length(b)];
            double all = 0;
            for (int t = 0; t < scores.length; t++) {
                scores[t] = Math.exp(score(h, lengths.row(b, t)));
                all += scores[t];
            }
            for (int j = 0; j < HIDDEN; j++) {
                double expected = 0;
                for (int t = 0; t < scores.length; t++) {
                    expected += scores[t] / all * h.at(lengths.row(b, t), j);
                }
                assertThat((double) given.at(b, j)).isCloseTo(expected, within(1e-6));
            }
            for (double score : scores) {
                assertThat((double) weights.at(at++, 0)).isCloseTo(score / all, within(1e-6));
            }
        }
    }

    private static double score(Tensor h, int row) {
        double score = 0;
        for (int a = 0; a < HIDDEN; a++) {
            double sum = ATTENTION.hidden().b().toArray()[a];
            for (int j = 0; j < HIDDEN; j++) {
                sum += h.at(row, j) * ATTENTION.hidden().w().at(j, a);
            }
            score += Math.tanh(sum) * ATTENTION.query().at(a, 0);
        }
        return score;
    }

    @Test
    void aSequenceHasTheSameVectorInAnyBatch() {
        var many = input(4, 2, 7);
        for (var pool : List.of(new Pool.Last(), new Pool.Mean(), new Pool.Max(), ATTENTION)) {
            var vectors = pool.of(LAYER, many);
            for (int b = 0; b < 3; b++) {
                int length = many.lengths().length(b);
                var rows = new int[length];
                for (int t = 0; t < length; t++) {
                    rows[t] = many.lengths().row(b, t);
                }
                var alone = new Sequence(many.rows().gather(rows), Lengths.of(length));
                assertThat(pool.of(LAYER, alone).toArray())
                        .isEqualTo(vectors.rows(b, b + 1).toArray());
            }
        }
    }

    @Test
    void gradientsAreRight() {
        for (var pool : List.of(new Pool.Last(), new Pool.Mean(), new Pool.Max(), ATTENTION)) {
            Oracle.check(() -> pool.of(LAYER, input(5, 0, 3, 1)).square().sum());
        }
    }
}
