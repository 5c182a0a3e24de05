package carousel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carousel.ChainCase;
import carousel.Taggings;
import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over sequences of thousands of steps and of scores far apart, beside the same sums with logarithms written out here. */
class ForwardBackwardTest {

    /** Emissions of ±80 over 10,000 steps, beside the same sums with logarithms written out here. */
    @Test
    void longSequencesOfExtremeScoresNeitherOverflowNorVanish() {
        int steps = 10_000;
        var chain = drawn(3, 4f, TagOrder.of(3, (before, after) -> before != 2 || after != 2));
        var values = Init.seed(2).uniform(1, steps, 3).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) < 0.4f ? Math.copySign(80, values[i]) : values[i];
        }
        check(chain, values, steps);
    }

    /** Tags that never meet: what seems lost for half the sequence may be all that is left at its end. */
    @Test
    void aTagIsNotLostHoweverUnlikelyItHasBecome() {
        int steps = 401;
        var values = new float[2 * steps];
        for (int t = 0; t < steps; t++) {
            values[2 * t] = t < 200 ? 80 : -80;
            values[2 * t + 1] = -values[2 * t];
        }
        check(drawn(2, 1f, TagOrder.of(2, (before, after) -> before == after || before + after < 1)), values, steps);
        var heavy = Tensor.weight(new float[] {0, -1e4f, -1e4f, 0}, 2, 2);
        var zeros = Tensor.weight(new float[2], 2);
        check(new LinearChain(heavy, zeros, zeros, TagOrder.any(2)), values, steps);
    }

    /** A tag that nothing leads to, with by far the best score: it must neither crowd out the others nor grow without bound. */
    @ParameterizedTest
    @ValueSource(floats = {80, 742, 1000})
    void aTagOutOfReachDoesNotCount(float best) {
        for (int steps : new int[] {2, 300}) {
            var values = Init.seed(3).uniform(1, steps, 3).toArray();
            for (int t = 0; t < steps; t++) {
                values[3 * t + 2] = best;
            }
            check(drawn(3, 1f, TagOrder.of(3, (before, after) -> before == 2 || after != 2)), values, steps);
        }
    }

    private static LinearChain drawn(int tags, float size, TagOrder order) {
        var init = Init.seed(9);
        return new LinearChain(
                init.uniform(size, tags, tags), init.uniform(size, tags), init.uniform(size, tags), order);
    }

    private static void check(LinearChain chain, float[] values, int steps) {
        int tags = chain.order().tags();
        var emissions = new Sequence(Tensor.weight(values, steps, tags), Lengths.of(steps));
        var scores = ChainScores.of(chain);
        var all = new Taggings(
                ChainCase.matrix(emissions.rows()),
                ChainCase.matrix(chain.transitions()),
                ChainCase.vector(chain.start()),
                ChainCase.vector(chain.end()),
                chain.order());
        var ahead = sums(all, scores, 1);
        var behind = sums(all, scores, -1);
        double logZ = logSum(ahead[steps - 1]);
        assertThat((double) chain.logPartition(emissions).item()).isCloseTo(logZ, within(1e-6 * Math.abs(logZ) + 1e-4));
        var marginals = chain.marginals(emissions);
        var slope = Tape.run(Step.evaluation(), () -> Outcome.of(chain.logPartition(emissions)))
                .gradients()
                .of(emissions.rows());
        for (int t = 0; t < steps; t++) {
            for (int j = 0; j < tags; j++) {
                double expected = Math.exp(ahead[t][j] + behind[t][j] - logZ);
                assertThat((double) marginals.at(t, j)).as("%d, %d", t, j).isCloseTo(expected, within(1e-5));
                assertThat(slope.at(t, j)).isEqualTo(marginals.at(t, j));
            }
        }
    }

    /** log sums of all that leads to a tag at a step, from the first step on or from the last; the emission is in the first. */
    private static double[][] sums(Taggings all, ChainScores scores, int direction) {
        int steps = all.emissions().length;
        int tags = scores.tags();
        var sums = new double[steps][tags];
        for (int n = 0; n < steps; n++) {
            int t = direction > 0 ? n : steps - 1 - n;
            for (int j = 0; j < tags; j++) {
                var terms = new double[tags];
                for (int i = 0; i < tags && n > 0; i++) {
                    int pair = direction > 0 ? i * tags + j : j * tags + i;
                    double carried = sums[t - direction][i] + scores.transitions()[pair];
                    terms[i] = direction > 0 ? carried : carried + emission(all, scores, t + 1, i);
                }
                sums[t][j] = (n > 0 ? logSum(terms) : 0) + (direction > 0 ? emission(all, scores, t, j) : 0);
            }
        }
        return sums;
    }

    private static double emission(Taggings all, ChainScores scores, int t, int j) {
        double score = all.emissions()[t][j] + (t == 0 ? scores.start()[j] : 0);
        return score + (t == all.emissions().length - 1 ? scores.end()[j] : 0);
    }

    private static double logSum(double... terms) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            greatest = Math.max(greatest, term);
        }
        double sum = 0;
        for (double term : terms) {
            sum += greatest == Double.NEGATIVE_INFINITY ? 0 : Math.exp(term - greatest);
        }
        return greatest + Math.log(sum);
    }
}
