package carousel.baseline.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.text.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HmmTest {

    /** A model whose probabilities differ from each other, some of them 0. */
    private static Hmm drawn(int states, int symbols, Random random) {
        var transition = new double[states][];
        var emission = new double[states][];
        for (int s = 0; s < states; s++) {
            transition[s] = distribution(states, random);
            emission[s] = distribution(symbols, random);
        }
        return new Hmm(distribution(states, random), transition, emission);
    }

    private static double[] distribution(int size, Random random) {
        var p = random.doubles(size).map(x -> x < 0.2 ? 0 : x * x).toArray();
        p[random.nextInt(size)] += 0.3;
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    /** All paths of T states out of S, the first state changing fastest. */
    private static List<int[]> paths(int states, int steps) {
        var paths = new ArrayList<int[]>();
        for (int code = 0; code < Math.pow(states, steps); code++) {
            var path = new int[steps];
            for (int t = 0, rest = code; t < steps; t++, rest /= states) {
                path[t] = rest % states;
            }
            paths.add(path);
        }
        return paths;
    }

    private static double joint(Hmm hmm, int[] path, int... symbols) {
        double p = 1;
        for (int t = 0; t < path.length; t++) {
            p *= t == 0 ? hmm.start()[path[t]] : hmm.transition()[path[t - 1]][path[t]];
            p *= hmm.emission()[path[t]][symbols[t]];
        }
        return p;
    }

    private static int[] sampled(Hmm hmm, int steps, Random random) {
        var symbols = new int[steps];
        int state = draw(random, hmm.start());
        for (int t = 0; t < steps; t++) {
            symbols[t] = draw(random, hmm.emission()[state]);
            state = draw(random, hmm.transition()[state]);
        }
        return symbols;
    }

    private static int draw(Random random, double... p) {
        double rest = random.nextDouble();
        int i = 0;
        while (i < p.length - 1 && rest >= p[i]) {
            rest -= p[i++];
        }
        return i;
    }

    @Test
    void likelihoodPosteriorsAndPathAreThoseOfAllPaths() {
        int impossible = 0;
        for (int seed = 0; seed < 150; seed++) {
            var random = new Random(seed);
            int states = 1 + random.nextInt(4);
            int steps = random.nextInt(7);
            var hmm = drawn(states, 3, random);
            var symbols = random.ints(steps, 0, 3).toArray();
            double all = 0;
            var expected = new double[steps][states];
            double most = 0;
            for (var path : paths(states, steps)) {
                double p = joint(hmm, path, symbols);
                all += p;
                most = Math.max(most, p);
                for (int t = 0; t < steps; t++) {
                    expected[t][path[t]] += p;
                }
            }
            if (all == 0) {
                impossible++;
                assertThat(hmm.logLikelihood(symbols)).isEqualTo(Double.NEGATIVE_INFINITY);
                assertThatThrownBy(() -> hmm.posteriors(symbols)).isInstanceOf(DataException.class);
                assertThatThrownBy(() -> hmm.path(symbols)).isInstanceOf(DataException.class);
                continue;
            }
            assertThat(hmm.logLikelihood(symbols)).as("seed %d", seed).isCloseTo(Math.log(all), within(1e-9));
            var posteriors = hmm.posteriors(symbols);
            for (int t = 0; t < steps; t++) {
                for (int s = 0; s < states; s++) {
                    assertThat(posteriors[t][s]).isCloseTo(expected[t][s] / all, within(1e-9));
                }
            }
            assertThat(joint(hmm, hmm.path(symbols), symbols)).isCloseTo(most, within(1e-12));
        }
        assertThat(impossible).isBetween(3, 75);
    }

    @Test
    void probabilitiesOfTheNextSymbolAreQuotientsOfLikelihoods() {
        var hmm = drawn(3, 4, new Random(1));
        for (int[] history : new int[][] {{}, {0}, {1, 0}, {2, 1, 0, 0}}) {
            var p = hmm.probabilities(history);
            for (int v = 0; v < 4; v++) {
                var longer = Arrays.copyOf(history, history.length + 1);
                longer[history.length] = v;
                double log = hmm.logLikelihood(longer) - hmm.logLikelihood(history);
                assertThat(p[v]).isCloseTo(Math.exp(log), within(1e-12));
            }
        }
    }

    @Test
    void longSequencesDoNotUnderflow() {
        var hmm = Hmm.drawn(new Hmm.Shape(5, 20), 1);
        var symbols = sampled(hmm, 20_000, new Random(1));
        double log = hmm.logLikelihood(symbols);
        assertThat(log).isBetween(-20_000 * Math.log(20), -20_000 * Math.log(2));
        assertThat(Arrays.stream(hmm.posteriors(symbols)[10_000]).sum()).isCloseTo(1, within(1e-9));
        assertThat(hmm.path(symbols)).hasSize(20_000);
    }

    @Test
    void ofEquallyLikelyPathsTheFirst() {
        double[] half = {0.5, 0.5};
        var hmm = new Hmm(half, new double[][] {half, half}, new double[][] {half, half});
        assertThat(hmm.path(0, 1, 0)).containsExactly(0, 0, 0);
    }

    @Test
    void learningNeverLowersTheLikelihood() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var sequences = new ArrayList<int[]>();
            for (int i = 0; i < 4; i++) {
                sequences.add(random.ints(random.nextInt(15), 0, 4).toArray());
            }
            var hmm = Hmm.drawn(new Hmm.Shape(3, 5), seed); // symbol 4 never occurs
            double before = total(hmm, sequences);
            double first = before;
            for (int i = 0; i < 15; i++) {
                hmm = hmm.learned(sequences, 1);
                double after = total(hmm, sequences);
                assertThat(after).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(before - 1e-9);
                before = after;
            }
            assertThat(before).isGreaterThan(first + 0.1);
            assertThat(hmm.emission()[0][4]).isZero();
            assertThat(hmm).isEqualTo(Hmm.drawn(new Hmm.Shape(3, 5), seed).learned(sequences, 15));
        }
    }

    private static double total(Hmm hmm, List<int[]> sequences) {
        return sequences.stream().mapToDouble(hmm::logLikelihood).sum();
    }

    /** Two sticky states with their own symbols: learned up to the order of the states. */
    @Test
    void learningRecoversASmallModel() {
        var hidden = new Hmm(new double[] {0.7, 0.3}, new double[][] {{0.9, 0.1}, {0.2, 0.8}}, new double[][] {
            {0.8, 0.15, 0.05}, {0.1, 0.2, 0.7}
        });
        var random = new Random(3);
        var sequences = new ArrayList<int[]>();
        for (int i = 0; i < 200; i++) {
            sequences.add(sampled(hidden, 100, random));
        }
        var found = Hmm.drawn(new Hmm.Shape(2, 3), 1).learned(sequences, 50);
        int first = found.emission()[0][0] > found.emission()[1][0] ? 0 : 1;
        assertThat(found.transition()[first][first]).isCloseTo(0.9, within(0.02));
        assertThat(found.transition()[1 - first][1 - first]).isCloseTo(0.8, within(0.02));
        assertThat(found.emission()[first]).containsExactly(new double[] {0.8, 0.15, 0.05}, within(0.02));
        assertThat(found.emission()[1 - first]).containsExactly(new double[] {0.1, 0.2, 0.7}, within(0.02));
        assertThat(total(found, sequences)).isGreaterThan(total(hidden, sequences));
    }

    @Test
    void countsAreFrequencies() {
        var symbols = List.of(new int[] {0, 1, 1}, new int[] {}, new int[] {1});
        var states = List.of(new int[] {0, 0, 1}, new int[] {}, new int[] {0});
        var hmm = Hmm.counted(new Hmm.Shape(2, 2), 0, symbols, states);
        assertThat(hmm.start()).containsExactly(1, 0);
        assertThat(hmm.transition()[0]).containsExactly(0.5, 0.5);
        assertThat(hmm.emission()[0]).containsExactly(new double[] {1 / 3.0, 2 / 3.0}, within(1e-12));
        assertThat(hmm.emission()[1]).containsExactly(0, 1);
        assertThat(hmm.transition()[1])
                .isEqualTo(Hmm.drawn(new Hmm.Shape(2, 2), 0).transition()[1]); // never left
        var smooth = Hmm.counted(new Hmm.Shape(2, 2), 1, symbols, states);
        assertThat(smooth.start()).containsExactly(0.75, 0.25);
        assertThat(smooth.transition()[1]).containsExactly(0.5, 0.5);
        assertThat(smooth.emission()[0]).containsExactly(new double[] {0.4, 0.6}, within(1e-12));
    }

    @Test
    void whatCannotBeIsRefused() {
        double[][] one = {{1}};
        assertThatThrownBy(() -> new Hmm(new double[] {0.9}, one, one)).hasMessageContaining("sum to 0.9");
        assertThatThrownBy(() -> new Hmm(new double[] {1}, new double[][] {{0.5, 0.5}}, one))
                .hasMessageContaining("transitions of state 0");
        assertThatThrownBy(() -> new Hmm(new double[] {1}, one, new double[][] {{1}, {1}}))
                .hasMessageContaining("2 of emissions");
        assertThatThrownBy(() -> new Hmm(new double[] {1}, one, new double[][] {{1.5, -0.5}}))
                .hasMessageContaining("emissions of state 0");
        assertThatThrownBy(() -> new Hmm.Shape(0, 2)).hasMessageContaining("0 states");
        assertThatThrownBy(() -> Hmm.counted(new Hmm.Shape(1, 1), 0, List.of(new int[] {0}), List.of(new int[] {0, 0})))
                .isInstanceOf(DataException.class);
    }
}
