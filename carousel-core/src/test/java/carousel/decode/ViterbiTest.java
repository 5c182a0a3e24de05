package carousel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.ChainCase;
import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.LinearChain;
import carousel.metric.Scheme;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViterbiTest {
    private static final int[] LENGTHS = {4, 0, 5, 1, 4, 2};

    private static Viterbi of(LinearChain chain) {
        return new Viterbi(chain.transitions(), chain.start(), chain.end(), chain.order());
    }

    @Test
    void thePathsAreTheBestOfAll() {
        for (int seed = 0; seed < 12; seed++) {
            var c = ChainCase.drawn(seed, 1 + seed % 3, 2, LENGTHS);
            check(c, 1e-6, "seed " + seed);
        }
    }

    /** Scores of -1, 0 and 1, so that many are equal: the lower tag wins, from the last step to the first. */
    @Test
    void ofEqualScoresTheLowerTagWinsFromTheEnd() {
        for (int seed = 0; seed < 12; seed++) {
            var c = ChainCase.drawn(seed, 2 + seed % 2, 1.5f, LENGTHS);
            var chain = c.chain();
            var whole = new LinearChain(
                    whole(chain.transitions()), whole(chain.start()), whole(chain.end()), chain.order());
            var emissions =
                    new Sequence(whole(c.emissions().rows()), c.emissions().lengths());
            check(new ChainCase(whole, emissions, c.tags()), 0, "seed " + seed);
        }
        var zeros = Viterbi.of(Tensor.zeros(3, 3), Tensor.zeros(3), Tensor.zeros(3));
        assertThat(zeros.best(Tensor.zeros(4, 3), Lengths.of(4)).getFirst().tags())
                .containsOnly(0);
    }

    private static Tensor whole(Tensor tensor) {
        var values = tensor.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i]);
        }
        return Tensor.of(values, tensor.shape());
    }

    /** Against all taggings, sorted by falling score; the sort keeps the order of equal ones. */
    private static void check(ChainCase c, double tolerance, String what) {
        var emissions = c.emissions();
        var best = of(c.chain()).best(emissions.rows(), emissions.lengths());
        for (int n : new int[] {1, 2, 7, 1000}) {
            var found = of(c.chain()).best(emissions.rows(), emissions.lengths(), n);
            for (int caller = 0; caller < LENGTHS.length; caller++) {
                var all = c.taggings(caller);
                var expected = all.all().stream()
                        .sorted(Comparator.comparingDouble(path -> -all.score(path)))
                        .limit(n)
                        .toList();
                var paths = found.get(caller);
                assertThat(paths).as(what).hasSize(expected.size());
                assertThat(paths.getFirst()).isEqualTo(best.get(caller));
                for (int r = 0; r < paths.size(); r++) {
                    assertThat(paths.get(r).tags()).as("%s, path %d", what, r).isEqualTo(expected.get(r));
                    assertThat(paths.get(r).score())
                            .as("%s, path %d", what, r)
                            .isCloseTo(all.score(expected.get(r)), within(tolerance));
                }
            }
        }
    }

    @Test
    void aSequenceHasThePathItHasAloneForAnyNumberOfThreads() {
        var lengths = new int[61];
        Arrays.setAll(lengths, b -> b * 7 % 40);
        var c = ChainCase.drawn(6, 9, 3, lengths);
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                var paths = workers.call(() ->
                        of(c.chain()).best(c.emissions().rows(), c.emissions().lengths(), 3));
                for (int caller = 0; caller < lengths.length; caller++) {
                    var one = c.alone(caller).emissions();
                    assertThat(of(c.chain()).best(one.rows(), one.lengths(), 3)).isEqualTo(List.of(paths.get(caller)));
                }
            }
        }
    }

    /** With the order of a scheme of tags there is nothing to repair; without it there would be. */
    @Test
    void tagsKeepTheirOrder() {
        var names = List.of("O", "B-X", "I-X", "B-Y", "I-Y");
        var emissions = Init.seed(7).uniform(3, 200, 5);
        var any = Viterbi.of(Tensor.zeros(5, 5), Tensor.zeros(5), Tensor.zeros(5));
        var bound = new Viterbi(any.transitions(), any.start(), any.end(), Scheme.BIO.order(names));
        assertThat(repairs(names, any, emissions)).isGreaterThan(20);
        assertThat(repairs(names, bound, emissions)).isZero();
    }

    private static int repairs(List<String> names, Viterbi viterbi, Tensor emissions) {
        var tags =
                viterbi.best(emissions, Lengths.of(emissions.rows())).getFirst().tags();
        return Scheme.BIO.repairs(Arrays.stream(tags).mapToObj(names::get).toList());
    }

    @Test
    void longSequencesOfExtremeScores() {
        int steps = 10_000;
        var values = new float[2 * steps];
        var expected = new int[steps];
        for (int t = 0; t < steps; t++) {
            expected[t] = t / 3 % 2;
            values[2 * t + expected[t]] = 80;
            values[2 * t + 1 - expected[t]] = -80;
        }
        var viterbi = Viterbi.of(Tensor.of(new float[] {1, -1, -1, 1}, 2, 2), Tensor.zeros(2), Tensor.zeros(2));
        var path = viterbi.best(Tensor.of(values, steps, 2), Lengths.of(steps)).getFirst();
        assertThat(path.tags()).isEqualTo(expected);
        int changes = (steps - 1) / 3;
        assertThat(path.score()).isEqualTo(80.0 * steps + (steps - 1 - changes) - changes);
    }

    @Test
    void whatCannotBeIsRefused() {
        var zeros = Tensor.zeros(2);
        var never = new Viterbi(
                Tensor.zeros(2, 2), zeros, zeros, TagOrder.of(2, (before, after) -> after != TagOrder.EDGE));
        assertThatThrownBy(() -> never.best(Tensor.zeros(3, 2), Lengths.of(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no path for sequence 1 of length 3");
        var any = Viterbi.of(Tensor.zeros(2, 2), zeros, zeros);
        assertThatThrownBy(() -> any.best(Tensor.of(new float[] {Float.NaN, Float.NaN}, 1, 2), Lengths.of(1)))
                .hasMessageContaining("no path");
        assertThatThrownBy(() -> any.best(Tensor.zeros(3, 3), Lengths.of(3))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> any.best(Tensor.zeros(3, 2), Lengths.of(3), 0))
                .hasMessageContaining("expected 1 path or more");
        assertThatThrownBy(() -> Viterbi.of(Tensor.zeros(2, 3), zeros, zeros)).isInstanceOf(ShapeException.class);
    }
}
