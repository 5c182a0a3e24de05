package carousel.lab;

import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.decode.Choice;
import carousel.decode.Greedy;
import carousel.decode.Sample;
import carousel.lab.check.Bent;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.loss.CrossEntropy;
import carousel.loss.SquaredError;
import carousel.model.LanguageModel;
import carousel.model.Scores;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Probabilities of symbols and strings, what is lost on them, and how symbols are drawn. Safe for many threads. */
final class ProbabilityLaws {
    private static final int SYMBOLS = 4;

    private ProbabilityLaws() {}

    static List<Law<?>> all() {
        return List.of(
                softmaxSum(),
                softmaxShift(),
                crossEntropy(),
                crossEntropyGradient(),
                squaredError(),
                uniform(),
                strings(),
                chainRule(),
                greedy(),
                temperature(),
                nucleus(),
                frequencies());
    }

    private static Tensor logits() {
        return Doubles.tensor(Arrays.stream(Doubles.inputs(5, 7))
                .map(row -> Doubles.times(6, row))
                .toArray(double[][]::new));
    }

    private static Law<?> softmaxSum() {
        return title(
                        "softmax-sum",
                        "C1",
                        "exp(x) / sum exp(x)",
                        "a softmax is exp over sum of exps: above 0, and 1 in all")
                .<UnaryOperator<Tensor>>check(() -> Tensor::softmax, () -> Tensor::sigmoid, (softmax, found) -> {
                    var expected = Doubles.matrix(logits());
                    var given = Doubles.matrix(softmax.apply(logits()));
                    for (int r = 0; r < 3; r++) {
                        found.equal(
                                "sum of row " + r, 1, Arrays.stream(given[r]).sum(), 1e-6);
                        found.same("row " + r, Doubles.softmax(expected[r]), given[r], 1e-6);
                    }
                });
    }

    private static Law<?> softmaxShift() {
        return title(
                        "softmax-shift",
                        "C1",
                        "e^(x+c) = e^x e^c",
                        "adding a constant to all scores changes no probability, not even for scores near 100")
                .<UnaryOperator<Tensor>>check(
                        () -> Tensor::softmax,
                        () -> rows -> rows.exp().dividedBy(rows.exp().rowSums()), // overflows
                        (softmax, found) -> {
                            var rounded = Doubles.tensor(Arrays.stream(Doubles.matrix(logits()))
                                    .map(row -> Doubles.each(Math::rint, row))
                                    .toArray(double[][]::new));
                            for (float shift : new float[] {-64, 32, 128}) {
                                found.same(
                                        "rows, shifted by " + shift,
                                        vector(rounded.softmax()),
                                        vector(softmax.apply(rounded.plus(shift))),
                                        1e-7);
                            }
                        });
    }

    private static Law<?> crossEntropy() {
        return title("cross-entropy", "B11", "log sum exp", "the loss is log sum exp(scores) - score of the target")
                .<BinaryOperator<Double>>check(
                        () -> (total, score) -> total - score, () -> (total, score) -> total, (hand, found) -> {
                            int[] targets = {3, 0, 6, 2, 1};
                            var losses = vector(CrossEntropy.rows(logits(), targets));
                            var rows = Doubles.matrix(logits());
                            for (int r = 0; r < targets.length; r++) {
                                double expected = hand.apply(Doubles.logSumExp(rows[r]), rows[r][targets[r]]);
                                found.equal("loss of row " + r + " in nats", expected, losses[r], 2e-6);
                            }
                        });
    }

    private static Law<?> crossEntropyGradient() {
        return title(
                        "cross-entropy-gradient",
                        "B11",
                        "softmax - onehot",
                        "the gradient of the loss by a score is its probability, less 1 for the target")
                .<UnaryOperator<Tensor>>check(() -> scores -> scores, () -> Bent::leaking, (through, found) -> {
                    int[] targets = {3, 0, 6, 2, 1};
                    var scores = logits().toWeight();
                    var gradient = Runs.gradients(() -> CrossEntropy.sum(through.apply(scores), targets))
                            .of(scores);
                    var expected = Arrays.stream(Doubles.matrix(scores))
                            .map(Doubles::softmax)
                            .toArray(double[][]::new);
                    for (int r = 0; r < targets.length; r++) {
                        expected[r][targets[r]] -= 1;
                    }
                    found.same("dL/dscores", expected, Doubles.matrix(gradient), 1e-6);
                });
    }

    private static Law<?> squaredError() {
        return title(
                        "squared-error",
                        "B11",
                        "Gauss 1809",
                        "the mean of (y - target)^2 = variance of the error + its mean squared")
                .<BinaryOperator<Tensor>>check(
                        () -> SquaredError::mean,
                        () -> (y, target) -> y.minus(target).abs().mean(),
                        (loss, found) -> {
                            var y = Doubles.tensor(Doubles.inputs(4, 5));
                            var target = Init.seed(1).uniform(1, 4, 5).detached();
                            var error = Doubles.plus(vector(y), Doubles.times(-1, vector(target)));
                            double mean = Doubles.mean(error);
                            found.equal(
                                    "loss",
                                    Doubles.variance(error) + mean * mean,
                                    loss.apply(y, target).item(),
                                    1e-6);
                        });
    }

    private static Law<?> uniform() {
        return title(
                        "uniform-perplexity",
                        "D28",
                        "exp(log V) = V",
                        "who knows nothing has perplexity V and log2 V bits for each symbol")
                .check(() -> 0f, () -> 0.5f, (scale, found) -> {
                    for (int v : new int[] {2, 27, 10_000}) {
                        var scores = Init.seed(1).uniform(1, 1, v).times(scale);
                        double loss = CrossEntropy.mean(scores, v / 2).item();
                        found.equal("perplexity, V = " + v, v, Math.exp(loss), 2e-6 * v);
                        found.equal("bits, V = " + v, Math.log(v) / Math.log(2), loss / Math.log(2), 2e-6);
                    }
                });
    }

    private static LanguageModel model() {
        var settings = LanguageModel.Settings.presets().with("hidden", 6).with("layers", 2);
        return Doubles.drawn(LanguageModel.of(settings, SYMBOLS, Init.seed(1)), 12);
    }

    private static List<int[]> all(int length) {
        var strings = new ArrayList<int[]>();
        for (int code = 0; code < (int) Math.pow(SYMBOLS, length); code++) {
            var string = new int[length];
            for (int i = 0, rest = code; i < length; i++, rest /= SYMBOLS) {
                string[i] = rest % SYMBOLS;
            }
            strings.add(string);
        }
        return strings;
    }

    private static double sum(LanguageModel model, int... string) {
        double sum = 0;
        for (float log : Scores.of(model, string).logProbabilities()) {
            sum += log;
        }
        return sum;
    }

    private static Law<?> strings() {
        return title(
                        "strings-sum",
                        "D28",
                        "a language model is a distribution",
                        "the probabilities of all strings of a length sum to 1")
                .<ToDoubleFunction<int[]>>check(
                        () -> string -> sum(model(), string),
                        () -> string ->
                                sum(model(), Arrays.stream(string).sorted().toArray()),
                        (log, found) -> {
                            for (int length = 1; length <= 4; length++) {
                                double total = all(length).stream()
                                        .mapToDouble(string -> Math.exp(log.applyAsDouble(string)))
                                        .sum();
                                found.equal(all(length).size() + " strings of length " + length, 1, total, 5e-6);
                            }
                        });
    }

    private static Law<?> chainRule() {
        return title(
                        "chain-rule",
                        "D28",
                        "p(x) = product of p(x(t) | before)",
                        "a text's score is the sum of what the model says step by step")
                .<UnaryOperator<int[]>>check(
                        () -> text -> text,
                        () -> text -> new int[] {text[1], text[0], text[2], text[3], text[4], text[5]},
                        (read, found) -> {
                            var model = model();
                            int[] text = {2, 0, 3, 3, 1, 2};
                            var state = model.start(1);
                            var expected = new double[text.length];
                            for (int t = 0; t < text.length; t++) {
                                expected[t] = Math.log(Doubles.softmax(vector(model.logits(state)))[text[t]]);
                                state = model.advance(new int[] {read.apply(text)[t]}, state);
                            }
                            found.same(
                                    "log p of each symbol",
                                    expected,
                                    vector(Scores.of(model, text).logProbabilities()),
                                    2e-6);
                        });
    }

    private static float[] scores() {
        return new float[] {0.5f, 2.5f, -1, 2, 0, 1.5f, -3, 1};
    }

    private static Law<?> greedy() {
        return title(
                        "top-1-greedy",
                        "D29",
                        "k = 1",
                        "sampling from the most likely symbol alone is greedy, at any temperature")
                .<Choice>check(
                        () -> Sample.seed(1).withTopK(1).withTemperature(5),
                        () -> Sample.seed(1).withTopK(2).withTemperature(5),
                        (choice, found) -> {
                            int other = 0;
                            for (int position = 0; position < 500; position++) {
                                other += choice.choose(scores(), position) == new Greedy().choose(scores(), position)
                                        ? 0
                                        : 1;
                            }
                            found.exactly("other symbols in 500 draws", 0, other);
                        });
    }

    private static Law<?> temperature() {
        return title(
                        "temperature",
                        "D29",
                        "softmax(x / T)",
                        "a temperature divides the scores: the same draws from scores divided by it")
                .<DoubleUnaryOperator>check(() -> t -> t, () -> t -> 1 / t, (divided, found) -> {
                    for (double t : new double[] {0.5, 4}) {
                        var cooled = Doubles.floats(Doubles.times(1 / t, vector(scores())));
                        int other = 0;
                        for (int position = 0; position < 1000; position++) {
                            int one = Sample.seed(3)
                                    .withTemperature(divided.applyAsDouble(t))
                                    .choose(scores(), position);
                            other += one == Sample.seed(3).choose(cooled, position) ? 0 : 1;
                        }
                        found.exactly("other symbols in 1000 draws, T = " + t, 0, other);
                    }
                });
    }

    private static Law<?> nucleus() {
        return title(
                        "nucleus",
                        "D29",
                        "Holtzman et al. 2020",
                        "top-p draws from the fewest symbols whose probabilities reach p")
                .check(() -> 0.8, () -> 0.9, (p, found) -> {
                    var probabilities = Doubles.softmax(vector(scores()));
                    var falling = Arrays.stream(probabilities).sorted().toArray();
                    int least = 0;
                    for (double sum = 0; sum < 0.8; least++) {
                        sum += falling[falling.length - 1 - least];
                    }
                    var drawn = new TreeSet<Integer>();
                    for (int position = 0; position < 4000; position++) {
                        drawn.add(Sample.seed(2).withTopP(p).choose(scores(), position));
                    }
                    found.exactly("symbols drawn in 4000, p = 0.8", least, drawn.size());
                    double mass = drawn.stream()
                            .mapToDouble(symbol -> probabilities[symbol])
                            .sum();
                    found.atLeast("their probability", 0.8, mass);
                });
    }

    private static Law<?> frequencies() {
        return title(
                        "sampling-frequencies",
                        "D29",
                        "law of large numbers",
                        "symbols are drawn as often as the softmax says, within 4 deviations")
                .check(() -> 1.0, () -> 0.8, (temperature, found) -> {
                    int draws = 40_000;
                    var counts = new double[scores().length];
                    for (int position = 0; position < draws; position++) {
                        counts[Sample.seed(4).withTemperature(temperature).choose(scores(), position)]++;
                    }
                    var probabilities = Doubles.softmax(vector(scores()));
                    for (int symbol = 0; symbol < counts.length; symbol++) {
                        double p = probabilities[symbol];
                        found.equal(
                                "frequency of symbol " + symbol,
                                p,
                                counts[symbol] / draws,
                                4 * Math.sqrt(p * (1 - p) / draws));
                    }
                });
    }
}
