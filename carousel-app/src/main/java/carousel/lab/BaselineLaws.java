package carousel.lab;

import static carousel.lab.check.Law.title;

import carousel.baseline.KneserNey;
import carousel.baseline.state.Hmm;
import carousel.baseline.state.KalmanFilter;
import carousel.lab.check.Doubles;
import carousel.lab.check.Findings;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.recurrent.cell.Rnn;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** What recurrent networks are compared with, and how much less it remembers. Safe for many threads. */
final class BaselineLaws {
    private static final int STATES = 3;
    private static final int SYMBOLS = 4;

    private BaselineLaws() {}

    static List<Law<?>> all() {
        return List.of(forward(), viterbi(), kalman(), kneserNey(), capacity());
    }

    private static Hmm hmm() {
        return Hmm.drawn(new Hmm.Shape(STATES, SYMBOLS), 3).learned(List.of(symbols(12)), 3);
    }

    private static int[] symbols(int length) {
        return new Random(length).ints(length, 0, SYMBOLS).toArray();
    }

    /** Number {@code code} of all words of a length. */
    private static int[] word(int code, int letters, int length) {
        var word = new int[length];
        for (int i = 0, rest = code; i < length; i++, rest /= letters) {
            word[i] = rest % letters;
        }
        return word;
    }

    private static double joint(Hmm hmm, int[] path, int... symbols) {
        double p = 1;
        for (int t = 0; t < path.length; t++) {
            p *= t == 0 ? hmm.start()[path[t]] : hmm.transition()[path[t - 1]][path[t]];
            p *= hmm.emission()[path[t]][symbols[t]];
        }
        return p;
    }

    /** p(path, symbols) for every path. */
    private static double[] joints(Hmm hmm, int... symbols) {
        var joints = new double[(int) Math.pow(STATES, symbols.length)];
        Arrays.setAll(joints, code -> joint(hmm, word(code, STATES, symbols.length), symbols));
        return joints;
    }

    private static Law<?> forward() {
        return title(
                        "hmm-forward",
                        "A32",
                        "Rabiner 1989",
                        "the forward algorithm sums over all S^T paths of states in S^2 T steps")
                .<ToDoubleFunction<int[]>>check(
                        () -> hmm()::logLikelihood,
                        () -> x -> Math.log(joint(hmm(), hmm().path(x), x)), // of the best path alone
                        (log, found) -> {
                            for (int length = 1; length <= 6; length++) {
                                var x = symbols(length);
                                double sum = Arrays.stream(joints(hmm(), x)).sum();
                                found.equal("log p, T = " + length, Math.log(sum), log.applyAsDouble(x), 1e-12);
                            }
                            double all = 0;
                            for (int code = 0; code < Math.pow(SYMBOLS, 5); code++) {
                                all += Math.exp(log.applyAsDouble(word(code, SYMBOLS, 5)));
                            }
                            found.equal("sum of p over all sequences, T = 5", 1, all, 1e-12);
                        });
    }

    private static Law<?> viterbi() {
        return title(
                        "hmm-viterbi",
                        "A32",
                        "Viterbi 1967",
                        "Viterbi's path is the most likely of all, which the likeliest state at each step need not be")
                .<Function<int[], int[]>>check(
                        () -> hmm()::path, () -> BaselineLaws::likeliestStates, (path, found) -> {
                            for (int length = 1; length <= 7; length++) {
                                var x = symbols(length);
                                double best =
                                        Arrays.stream(joints(hmm(), x)).max().orElseThrow();
                                double given = joint(hmm(), path.apply(x), x);
                                found.equal("log p of the path, T = " + length, Math.log(best), Math.log(given), 1e-12);
                            }
                        });
    }

    private static int[] likeliestStates(int... symbols) {
        return Arrays.stream(hmm().posteriors(symbols))
                .mapToInt(p -> p[0] > Math.max(p[1], p[2]) ? 0 : p[1] > p[2] ? 1 : 2)
                .toArray();
    }

    private static KalmanFilter system(double noise) {
        return new KalmanFilter(
                new double[][] {{0.9, 0.3}, {-0.2, 0.7}},
                new double[][] {{1, -0.5}},
                new double[][] {{noise, 0}, {0, noise}},
                new double[][] {{0.3}},
                new double[2],
                new double[][] {{1, 0.2}, {0.2, 0.5}});
    }

    private static Law<?> kalman() {
        return title(
                        "kalman-innovations",
                        "A32",
                        "Kalman 1960; Schweppe 1965",
                        "a filter's surprises give the density of all observations at once, with their T x T covariance")
                .check(() -> system(0.4), () -> system(0), (filter, found) -> {
                    for (int steps = 1; steps <= 8; steps++) {
                        var x = Doubles.inputs(steps, 1);
                        double expected = logNormal(covariance(system(0.4), steps), Doubles.flat(x));
                        double given = filter.filter(x).logLikelihood();
                        found.equal("log p of " + steps + " observations", expected, given, 1e-12);
                    }
                });
    }

    /** cov(x(t), x(u)) = C A^(t-u) P(u) C' for t ≥ u, and R where they are equal. */
    private static double[][] covariance(KalmanFilter system, int steps) {
        var all = new double[steps][steps];
        var p = system.covariance();
        var a = system.transition();
        for (int u = 0; u < steps; u++) {
            var ahead = p;
            for (int t = u; t < steps; t++) {
                double one = Doubles.product(Doubles.product(system.output(), ahead), column(system))[0][0];
                all[t][u] = one + (t == u ? system.error()[0][0] : 0);
                all[u][t] = all[t][u];
                ahead = Doubles.product(a, ahead);
            }
            p = Doubles.product(Doubles.product(a, p), Doubles.transposed(a));
            for (int i = 0; i < p.length; i++) {
                p[i] = Doubles.plus(p[i], system.noise()[i]);
            }
        }
        return all;
    }

    private static double[][] column(KalmanFilter system) {
        return Doubles.transposed(system.output());
    }

    /** The log density of N(0, covariance), by elimination. */
    private static double logNormal(double[][] covariance, double... x) {
        var rest = Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
        var y = x.clone();
        double log = 0;
        for (int i = 0; i < y.length; i++) {
            log -= (Math.log(2 * Math.PI * rest[i][i]) + y[i] * y[i] / rest[i][i]) / 2;
            for (int j = i + 1; j < y.length; j++) {
                double factor = rest[j][i] / rest[i][i];
                y[j] -= factor * y[i];
                rest[j] = Doubles.plus(rest[j], Doubles.times(-factor, rest[i]));
            }
        }
        return log;
    }

    private static int[] text() {
        return "the man saw the old man the old boats that the man saw"
                .chars()
                .map(c -> c - ' ')
                .toArray();
    }

    private static Law<?> kneserNey() {
        return title(
                        "kneser-ney-sums",
                        "A28",
                        "Kneser, Ney 1995; Chen, Goodman 1999",
                        "what n-grams are discounted by goes to shorter ones: the sum is 1 after any history")
                .<Function<int[], double[]>>check(
                        () -> history -> KneserNey.of(4, 96, text()).probabilities(history),
                        () -> BaselineLaws::better,
                        (p, found) -> {
                            for (var history : List.of("", "the ", "n th", "xyz", "saw t", "boats that the man saw")) {
                                var symbols = history.chars().map(c -> c - ' ').toArray();
                                double sum = Arrays.stream(p.apply(symbols)).sum();
                                found.equal("sum after '" + history + "'", 1, sum, 1e-6);
                            }
                        });
    }

    /** What the longer or the shorter n-grams say, whichever is more. */
    private static double[] better(int... history) {
        var p = KneserNey.of(4, 96, text()).probabilities(history);
        var shorter = KneserNey.of(2, 96, text()).probabilities(history);
        Arrays.setAll(p, v -> Math.max(p[v], shorter[v]));
        return p;
    }

    /**
     * The process: N fair coins, over and over again. The probability of N bits h and then N bits f is 2^-N where they are
     * equal, else 0: a matrix of rank 2^N. An HMM with S states says it is a sum over its state in the middle, of a column
     * times a row each: a matrix of rank S at most.
     */
    private static Law<?> capacity() {
        return title(
                        "memory-capacity",
                        "A32",
                        "rank of the matrix of forecasts; Hinton 2013",
                        "to remember N bits an HMM needs 2^N states, a recurrent network no more than N units")
                .<IntFunction<Hmm>>check(
                        () -> bits -> register(bits, 1 << bits),
                        () -> bits -> register(bits, (1 << bits) - 1),
                        (hmm, found) -> {
                            for (int bits = 1; bits <= 4; bits++) {
                                states(bits, hmm.apply(bits), found);
                            }
                            for (int bits : new int[] {1, 4, 24}) {
                                units(bits, found);
                            }
                        });
    }

    private static void states(int bits, Hmm hmm, Findings found) {
        int words = 1 << bits;
        var named = ", N = " + bits;
        var expected = Doubles.times(1.0 / words, Doubles.flat(Doubles.identity(words)));
        found.same("p of N bits twice" + named, expected, Doubles.flat(forecasts(hmm, bits)), 1e-12);
        found.exactly("rank of all p" + named, words, rank(forecasts(hmm, bits)));
        var smaller = Hmm.drawn(new Hmm.Shape(words - 1, 2), 1);
        found.atMost(
                "rank with " + smaller.states() + " drawn states" + named, words - 1, rank(forecasts(smaller, bits)));
    }

    /** A state is a word of N bits; it emits its first bit and moves it behind the last. The words begin equally likely. */
    private static Hmm register(int bits, int words) {
        var start = new double[words];
        Arrays.fill(start, 1.0 / words);
        var transition = new double[words][words];
        var emission = new double[words][2];
        for (int word = 0; word < words; word++) {
            transition[word][word >> 1 | (word & 1) << bits - 1] = 1;
            emission[word][word & 1] = 1;
        }
        return new Hmm(start, transition, emission);
    }

    /** p of each N bits (row) and then each N bits (column). */
    private static double[][] forecasts(Hmm hmm, int bits) {
        var p = new double[1 << bits][1 << bits];
        for (int h = 0; h < p.length; h++) {
            for (int f = 0; f < p.length; f++) {
                p[h][f] = Math.exp(hmm.logLikelihood(word(h + f * p.length, 2, 2 * bits)));
            }
        }
        return p;
    }

    /** By elimination, the largest element first. */
    private static int rank(double[]... matrix) {
        var rest = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double least = 0;
        for (int rank = 0; rank < rest.length; rank++) {
            int row = 0;
            int column = 0;
            for (int i = 0; i < rest.length; i++) {
                for (int j = 0; j < rest.length; j++) {
                    if (Math.abs(rest[i][j]) > Math.abs(rest[row][column])) {
                        row = i;
                        column = j;
                    }
                }
            }
            double pivot = rest[row][column];
            least = rank == 0 ? 1e-12 * Math.abs(pivot) : least;
            if (Math.abs(pivot) <= least) {
                return rank;
            }
            var used = rest[row].clone();
            for (int i = 0; i < rest.length; i++) {
                rest[i] = Doubles.plus(rest[i], Doubles.times(-rest[i][column] / pivot, used));
            }
        }
        return rest.length;
    }

    /** Each unit hands its bit on to the next: the last one says what comes next. */
    private static void units(int bits, Findings found) {
        var wx = new float[bits];
        wx[0] = 1;
        var wh = new float[bits * bits];
        for (int i = 0; i + 1 < bits; i++) {
            wh[i * bits + i + 1] = 1;
        }
        var net = MachineLaws.net(Rnn.Activation.RELU, wx, wh, new float[bits]);
        int wrong = 0;
        for (int run = 0; run < 20; run++) {
            var word = new Random(run).ints(bits, 0, 2).toArray();
            var inputs = new double[3 * bits][1];
            Arrays.setAll(inputs, t -> new double[] {word[t % bits]});
            var outputs = Runs.outputs(net, inputs);
            for (int t = bits - 1; t + 1 < inputs.length; t++) {
                wrong += outputs[t][bits - 1] == inputs[t + 1][0] ? 0 : 1;
            }
        }
        found.exactly("wrong forecasts of " + bits + " units, for " + (1 << bits) + " states", 0, wrong);
    }
}
