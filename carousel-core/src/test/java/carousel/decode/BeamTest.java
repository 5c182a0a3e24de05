package carousel.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeamTest {
    private static final int END = TinyModel.END;
    private static final int SYMBOLS = 4;
    private static final int LONGEST = 5;
    private static final int ALL = 1000;

    private static List<Integer> symbols(Hypothesis hypothesis) {
        return Arrays.stream(hypothesis.symbols()).boxed().toList();
    }

    @Test
    void aBeamAsWideAsAllThereIsFindsTheBestOfAll() {
        for (long seed = 0; seed < 6; seed++) {
            for (double alpha : new double[] {0, 0.6, 2}) {
                for (double beta : new double[] {0, 0.7}) {
                    var model = new TinyModel(seed, SYMBOLS, 0, 0, 1, 2);
                    var beam = Beam.of(ALL, END)
                            .withBest(7)
                            .withLengthPenalty(alpha)
                            .withCoveragePenalty(beta);
                    var found = beam.search(model, 3, Request.upTo(LONGEST));
                    for (int source = 0; source < 3; source++) {
                        double b = beta;
                        var best = new ArrayList<>(model.all(source, LONGEST));
                        best.sort(Comparator.comparingDouble((TinyModel.Whole w) -> -w.score(alpha, b)));
                        for (int i = 0; i < 7; i++) {
                            var hypothesis = found.get(source).get(i);
                            assertThat(symbols(hypothesis))
                                    .as("seed %d", seed)
                                    .isEqualTo(best.get(i).symbols());
                            assertThat(hypothesis.score()).isCloseTo(best.get(i).score(alpha, beta), within(1e-5));
                            assertThat(hypothesis.logProbability())
                                    .isCloseTo(best.get(i).logProbability(), within(1e-5));
                            assertThat(hypothesis.ended()).isTrue();
                            assertThat(hypothesis.attention()).hasNumberOfRows(hypothesis.symbols().length + 1);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aWidthOfOneIsGreedyToTheBit() {
        for (long seed = 0; seed < 30; seed++) {
            for (float endless : new float[] {-1, 0, 1, 9}) {
                var one = Beam.of(1, END).withLengthPenalty(0).search(tiny(seed, endless), 3, Request.upTo(6));
                var greedy = new Rollout(new Greedy(), END).search(tiny(seed, endless), 3, Request.upTo(6));
                assertThat(one).isEqualTo(greedy);
            }
        }
    }

    private static TinyModel tiny(long seed, float endless) {
        return new TinyModel(seed, SYMBOLS, endless, 0, 1, 2);
    }

    @Test
    void aSourceFindsTheSameAloneAndAmongOthers() {
        var beam = Beam.of(3, END).withBest(3).withLengthPenalty(0.8).withCoveragePenalty(0.3);
        for (long seed = 0; seed < 20; seed++) {
            var together = beam.search(new TinyModel(seed, SYMBOLS, 1, 0, 1, 2, 3), 4, Request.upTo(8));
            for (int source = 0; source < 4; source++) {
                var alone = beam.search(new TinyModel(seed, SYMBOLS, 1, source), 1, Request.upTo(8));
                assertThat(alone.get(0)).isEqualTo(together.get(source));
            }
        }
    }

    @Test
    void noStepIsMadeTwiceAndAWiderBeamIsNoWorse() {
        var model = new TinyModel(3, SYMBOLS, 9, 0, 1);
        Beam.of(3, END).search(model, 2, Request.upTo(7));
        assertThat(model.steps).isEqualTo(6);
        assertThat(model.rows).isEqualTo(2 * 3 * 6);
    }

    @Test
    void whatNeverEndsIsCutAndSaysSo() {
        var found = Beam.of(2, END).withBest(2).search(new TinyModel(1, SYMBOLS, 99, 0), 1, Request.upTo(4));
        assertThat(found.get(0)).hasSize(2).allSatisfy(hypothesis -> {
            assertThat(hypothesis.ended()).isFalse();
            assertThat(hypothesis.symbols()).hasSize(4).doesNotContain(END);
        });
        var greedy = new Rollout(new Greedy(), END).search(new TinyModel(1, SYMBOLS, 99, 0), 1, Request.upTo(4));
        assertThat(greedy.get(0).getFirst().ended()).isFalse();
        assertThat(greedy.get(0).getFirst().symbols()).hasSize(4);
    }

    @Test
    void theSearchStopsWhenNothingCanBecomeBetter() {
        var model = new TinyModel(1, SYMBOLS, -12, 0); // nearly certain to end at once
        var found = Beam.of(4, END).search(model, 1, Request.upTo(100));
        assertThat(found.get(0).getFirst().symbols()).isEmpty();
        assertThat(model.steps).isZero();
    }

    // ---- constraints

    @Test
    void aLexiconsBestEntryIsTheOneWithTheHighestProbability() {
        var entries = List.of(
                new int[] {0, 2}, new int[] {0, 2, 3}, new int[] {3}, new int[] {2, 0, 3, 0}, new int[] {2, 0, 0, 0});
        var known = entries.stream().map(e -> Arrays.stream(e).boxed().toList()).toList();
        for (long seed = 0; seed < 20; seed++) {
            var model = new TinyModel(seed, SYMBOLS, 0, 0, 1, 2);
            var request = new Request(LONGEST, Allowed.lexicon(entries));
            var found = Beam.of(ALL, END).withBest(20).search(model, 3, request);
            for (int source = 0; source < 3; source++) {
                var expected = model.all(source, LONGEST).stream()
                        .filter(whole -> known.contains(whole.symbols()))
                        .sorted(Comparator.comparingDouble(whole -> -whole.logProbability()))
                        .map(TinyModel.Whole::symbols)
                        .toList();
                assertThat(found.get(source).stream().filter(Hypothesis::ended).map(BeamTest::symbols))
                        .containsExactlyElementsOf(expected);
                assertThat(new Rollout(new Greedy(), END)
                                .search(model, 3, request)
                                .get(source))
                        .allSatisfy(h -> assertThat(known).contains(symbols(h)));
            }
        }
    }

    @Test
    void aPrefixIsKeptAndMayBeAskedOfOneSourceAlone() {
        var model = new TinyModel(5, SYMBOLS, 0, 0, 1);
        var requests = List.of(new Request(LONGEST, Allowed.prefix(3, 0)), Request.upTo(LONGEST));
        var found = Beam.of(ALL, END).search(model, requests);
        var expected = model.all(0, LONGEST).stream()
                .filter(whole -> whole.symbols().size() > 1
                        && whole.symbols().subList(0, 2).equals(List.of(3, 0)))
                .max(Comparator.comparingDouble(TinyModel.Whole::logProbability))
                .orElseThrow();
        assertThat(symbols(found.get(0).getFirst())).isEqualTo(expected.symbols());
        assertThat(found.get(1))
                .isEqualTo(Beam.of(ALL, END)
                        .search(new TinyModel(5, SYMBOLS, 0, 1), 1, Request.upTo(LONGEST))
                        .get(0));
    }

    @Test
    void aPermutationIsTheBestOfAll() {
        for (long seed = 0; seed < 20; seed++) {
            var model = new TinyModel(seed, SYMBOLS, 0, 0, 1);
            var found = Beam.of(ALL, END).search(model, 1, new Request(LONGEST, Allowed.rearranged(3, 0, 3)));
            var expected = model.all(0, LONGEST).stream()
                    .filter(whole -> whole.symbols().stream().sorted().toList().equals(List.of(0, 3, 3)))
                    .max(Comparator.comparingDouble(TinyModel.Whole::logProbability))
                    .orElseThrow();
            assertThat(symbols(found.getFirst().getFirst())).isEqualTo(expected.symbols());
        }
    }

    @Test
    void whatContradictsItselfFindsNothing() {
        var lexicon = Allowed.lexicon(List.of(new int[] {0, 2}, new int[] {0, 3}));
        for (var allowed : List.of(
                Allowed.prefix(3).and(lexicon), Allowed.prefix(0, 0).and(lexicon), Allowed.lexicon(List.of()))) {
            for (var search : List.of(Beam.of(3, END), new Rollout(new Greedy(), END))) {
                var requests = List.of(new Request(9, allowed), Request.upTo(9));
                var found = search.search(new TinyModel(5, SYMBOLS, 0, 0, 1), requests);
                assertThat(found.get(0)).isEmpty();
                assertThat(found.get(1)).isNotEmpty();
            }
        }
        assertThat(Allowed.prefix(0).and(lexicon).after(0).permits(3)).isTrue();
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        Autoregressive<Tensor> broken = new Autoregressive<>() {
            @Override
            public Tensor start(int batch) {
                return Tensor.zeros(batch, 1);
            }

            @Override
            public Tensor logits(Tensor state) {
                return Tensor.of(new float[] {Float.NaN, Float.NaN, Float.NaN}, 1, 3);
            }

            @Override
            public Tensor advance(int[] symbols, Tensor state) {
                return state;
            }
        };
        assertThatThrownBy(() -> Beam.of(2, END).search(broken, 1, Request.upTo(3)))
                .hasMessageContaining("no numbers");
        assertThatThrownBy(() -> Beam.of(0, END)).hasMessageContaining("width of 0");
        assertThatThrownBy(() -> Beam.of(2, END).withBest(3)).hasMessageContaining("3 hypotheses");
        assertThatThrownBy(() -> Beam.of(2, END).withLengthPenalty(-1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> Request.upTo(0)).hasMessageContaining("length of 1");
    }
}
