package carousel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.ChainCase;
import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.optim.Adam;
import carousel.optim.Optimizer;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.ShapeException;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.text.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearChainTest {
    private static final int[] LENGTHS = {4, 0, 6, 1, 4, 2};

    private static Gradients gradients(Supplier<Tensor> loss) {
        return Tape.run(Step.evaluation(), () -> Outcome.of(loss.get())).gradients();
    }

    /** A factor for each sequence, so that no two count the same. */
    private static double factor(int b) {
        return Math.scalb(3 - b, -1);
    }

    private static Tensor weighed(Tensor sequences) {
        var factors = new float[sequences.size()];
        for (int b = 0; b < factors.length; b++) {
            factors[b] = (float) factor(b);
        }
        return sequences.times(Tensor.of(factors, factors.length, 1)).sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void sumsEqualThoseOverAllTaggings(int tags) {
        for (int seed = 0; seed < 8; seed++) {
            var c = ChainCase.drawn(seed, tags, 2, LENGTHS);
            var lengths = c.emissions().lengths();
            var partitions = c.chain().logPartition(c.emissions()).toArray();
            var losses = c.chain().sequences(c.emissions(), c.tags()).toArray();
            var marginals = c.chain().marginals(c.emissions());
            for (int caller = 0; caller < LENGTHS.length; caller++) {
                var all = c.taggings(caller);
                int b = lengths.packed(caller);
                assertThat((double) partitions[b]).as("seed %d", seed).isCloseTo(all.logPartition(), within(1e-5));
                double loss = all.logPartition() - all.score(c.tags().sequence(caller));
                assertThat((double) losses[b]).as("seed %d", seed).isCloseTo(loss, within(1e-5));
                for (int t = 0; t < LENGTHS[caller]; t++) {
                    for (int j = 0; j < tags; j++) {
                        assertThat((double) marginals.at(lengths.row(b, t), j))
                                .as("seed %d", seed)
                                .isCloseTo(all.marginals()[t][j], within(1e-5));
                    }
                }
            }
        }
    }

    /** Scores within ±2 are scaled, those within ±400 need logarithms. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void gradientsAreWhatIsExpectedLessWhatIsThere(int tags) {
        for (int seed = 0; seed < 16; seed++) {
            var c = ChainCase.drawn(seed, tags, seed < 8 ? 2 : 400, LENGTHS);
            var lengths = c.emissions().lengths();
            var found = gradients(() -> weighed(c.chain().sequences(c.emissions(), c.tags())));
            var emissions = new double[lengths.rows()][tags];
            var transitions = new double[tags][tags];
            var start = new double[1][tags];
            var end = new double[1][tags];
            for (int caller = 0; caller < LENGTHS.length; caller++) {
                int b = lengths.packed(caller);
                var rows = surplus(c, caller);
                add(transitions, surplusOfPairs(c, caller), factor(b));
                for (int t = 0; t < rows.length; t++) {
                    var row = new double[][] {rows[t]};
                    add(new double[][] {emissions[lengths.row(b, t)]}, row, factor(b));
                    add(start, row, t == 0 ? factor(b) : 0);
                    add(end, row, t == rows.length - 1 ? factor(b) : 0);
                }
            }
            same(emissions, found.of(c.emissions().rows()));
            same(transitions, found.of(c.chain().transitions()));
            same(start, found.of(c.chain().start()));
            same(end, found.of(c.chain().end()));
        }
    }

    /** How likely each tag is at each step of a sequence, less 1 where it stands. */
    private static double[][] surplus(ChainCase c, int caller) {
        var gold = c.tags().sequence(caller);
        var rows = c.taggings(caller).marginals();
        for (int t = 0; t < gold.length; t++) {
            rows[t][gold[t]] -= 1;
        }
        return rows;
    }

    /** How often each tag is expected to follow another, less how often it does. */
    private static double[][] surplusOfPairs(ChainCase c, int caller) {
        var gold = c.tags().sequence(caller);
        var pairs = c.taggings(caller).expectedTransitions();
        for (int t = 1; t < gold.length; t++) {
            pairs[gold[t - 1]][gold[t]] -= 1;
        }
        return pairs;
    }

    /** The same by nothing but the loss: central differences of the sum over all taggings, in double. */
    @Test
    void gradientsAreSlopes() {
        var c = ChainCase.drawn(11, 3, 2, 4);
        var all = c.taggings(0);
        var gold = c.tags().sequence(0);
        var found = gradients(() -> c.chain().sum(c.emissions(), c.tags()));
        Supplier<Double> loss = () -> all.logPartition() - all.score(gold);
        same(slopes(all.emissions(), loss), found.of(c.emissions().rows()));
        same(slopes(all.transitions(), loss), found.of(c.chain().transitions()));
        same(slopes(new double[][] {all.start()}, loss), found.of(c.chain().start()));
        same(slopes(new double[][] {all.end()}, loss), found.of(c.chain().end()));
    }

    private static double[][] slopes(double[][] at, Supplier<Double> loss) {
        var slopes = new double[at.length][at[0].length];
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at[i].length; j++) {
                double here = at[i][j];
                at[i][j] = here + 1e-5;
                slopes[i][j] = loss.get();
                at[i][j] = here - 1e-5;
                slopes[i][j] = (slopes[i][j] - loss.get()) / 2e-5;
                at[i][j] = here;
            }
        }
        return slopes;
    }

    private static void add(double[][] sum, double[][] share, double factor) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum[i].length; j++) {
                sum[i][j] += factor * share[i][j];
            }
        }
    }

    private static void same(double[][] expected, Tensor found) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertThat((double) found.at(i, j)).as("%d, %d", i, j).isCloseTo(expected[i][j], within(1e-5));
            }
        }
    }

    @Test
    void aSequenceHasTheBitsItHasAlone() {
        var c = ChainCase.drawn(5, 7, 3, 9, 0, 30, 1, 9);
        var lengths = c.emissions().lengths();
        var losses = c.chain().sequences(c.emissions(), c.tags()).toArray();
        var marginals = c.chain().marginals(c.emissions());
        var gradient = gradients(() -> c.chain().sum(c.emissions(), c.tags()))
                .of(c.emissions().rows());
        for (int caller = 0; caller < lengths.batch(); caller++) {
            var one = c.alone(caller);
            int b = lengths.packed(caller);
            assertThat(one.chain().sequences(one.emissions(), one.tags()).item())
                    .isEqualTo(losses[b]);
            var alone = gradients(() -> one.chain().sum(one.emissions(), one.tags()))
                    .of(one.emissions().rows());
            var aloneMarginals = one.chain().marginals(one.emissions());
            for (int t = 0; t < lengths.length(b); t++) {
                for (int j = 0; j < 7; j++) {
                    assertThat(alone.at(t, j)).isEqualTo(gradient.at(lengths.row(b, t), j));
                    assertThat(aloneMarginals.at(t, j)).isEqualTo(marginals.at(lengths.row(b, t), j));
                }
            }
        }
    }

    @Test
    void anyNumberOfThreadsHasTheSameBits() {
        var lengths = new int[61];
        for (int b = 0; b < lengths.length; b++) {
            lengths[b] = b * 7 % 40;
        }
        var c = ChainCase.drawn(6, 9, 3, lengths);
        var bits = new ArrayList<List<float[]>>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                bits.add(workers.call(() -> {
                    var found = gradients(() -> weighed(c.chain().sequences(c.emissions(), c.tags())));
                    Function<Tensor, float[]> of = weight -> found.of(weight).toArray();
                    return List.of(
                            c.chain().sequences(c.emissions(), c.tags()).toArray(),
                            c.chain().marginals(c.emissions()).toArray(),
                            of.apply(c.emissions().rows()),
                            of.apply(c.chain().transitions()),
                            of.apply(c.chain().start()),
                            of.apply(c.chain().end()));
                }));
            }
        }
        for (int i = 0; i < bits.getFirst().size(); i++) {
            assertThat(bits.get(1).get(i)).isEqualTo(bits.getFirst().get(i));
            assertThat(bits.get(2).get(i)).isEqualTo(bits.getFirst().get(i));
        }
    }

    @Test
    void meansAreOverStepsOrOverSequences() {
        var c = ChainCase.drawn(3, 3, 1, LENGTHS);
        double sum = 0;
        for (float loss : c.chain().sequences(c.emissions(), c.tags()).toArray()) {
            sum += loss;
        }
        assertThat((double) c.chain().sum(c.emissions(), c.tags()).item()).isCloseTo(sum, within(1e-5));
        assertThat((double) c.chain().mean(c.emissions(), c.tags()).item()).isCloseTo(sum / 17, within(1e-6));
        assertThat((double) c.chain().meanOfSequences(c.emissions(), c.tags()).item())
                .isCloseTo(sum / 6, within(1e-6));
    }

    /** A chain of zeros is a softmax at each step: its mean is the mean cross entropy. */
    @Test
    void withoutTransitionsItIsCrossEntropy() {
        var emissions = new Sequence(Init.seed(4).uniform(3, 6, 4), Lengths.of(4, 2));
        var tags = Ids.pack(new int[] {3, 0, 1, 2}, new int[] {2, 2});
        var chain = LinearChain.of(4, Init.seed(1));
        assertThat(chain.mean(emissions, tags).item())
                .isCloseTo(CrossEntropy.mean(emissions.rows(), tags.values()).item(), within(1e-6f));
    }

    @Test
    void sequencesWithoutStepsHaveNoLossAndNoGradient() {
        var chain = LinearChain.of(2, Init.seed(1));
        var none = new Sequence(Tensor.weight(new float[0], 0, 2), Lengths.of(0, 0));
        var tags = Ids.pack(new int[0], new int[0]);
        assertThat(chain.sequences(none, tags).toArray()).containsExactly(0, 0);
        assertThat(chain.mean(none, tags).item()).isZero();
        assertThat(chain.marginals(none).rows()).isZero();
        assertThat(gradients(() -> chain.mean(none, tags))
                        .of(chain.transitions())
                        .toArray())
                .containsOnly(0);
    }

    @Test
    void whatCannotBeIsRefused() {
        var order = TagOrder.of(2, (before, after) -> !(before == 0 && after == 1) && after != TagOrder.EDGE);
        var chain = LinearChain.of(2, Init.seed(1));
        var emissions = new Sequence(Tensor.zeros(3, 2), Lengths.of(3));
        assertThatThrownBy(() -> chain.within(order).sum(emissions, Ids.pack(new int[] {1, 0, 1})))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("tag 1 after tag 0 in sequence 0, step 2");
        assertThatThrownBy(() -> chain.sum(emissions, Ids.pack(new int[] {1, 2, 1})))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 in sequence 0, step 1; expected 0 to 1");
        assertThatThrownBy(() -> chain.within(order).marginals(emissions))
                .hasMessageContaining("allows no sequence of length 3");
        assertThatThrownBy(() -> chain.sum(emissions, Ids.pack(new int[] {1, 1})))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> chain.marginals(new Sequence(Tensor.zeros(3, 3), Lengths.of(3))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("2 tags");
        assertThatThrownBy(() -> chain.within(TagOrder.any(3))).isInstanceOf(ShapeException.class);
    }

    /** Emissions say nothing: the order of the tags, where they begin and where they end must come from the chain. */
    @Test
    void learnsTheOrderOfTags() {
        var chain = LinearChain.of(3, Init.seed(1));
        var tags = Ids.pack(new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 1, 2});
        var emissions = new Sequence(Tensor.zeros(9, 3), tags.lengths());
        var optimizer = Optimizer.of(Adam.rate(0.1f));
        for (int i = 0; i < 150; i++) {
            optimizer.update(chain, gradients(() -> chain.mean(emissions, tags)));
        }
        assertThat(chain.mean(emissions, tags).item()).isLessThan(0.01f);
        var marginals = chain.marginals(emissions);
        for (int row = 0; row < 9; row++) {
            assertThat(marginals.at(row, tags.values()[row])).isGreaterThan(0.95f);
        }
    }
}
