package carousel.lab;

import static carousel.lab.check.Law.title;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.data.TagOrder;
import carousel.decode.Viterbi;
import carousel.lab.check.Bent;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.LinearChain;
import carousel.metric.Calibration;
import carousel.metric.Scheme;
import carousel.metric.Spans;
import carousel.metric.Spans.Span;
import carousel.metric.Temperature;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Tags of sequences: sums and maxima over all of them, the spans they mark, and what probabilities are worth. Safe for many threads. */
final class LabellingLaws {
    private static final int TAGS = 3;
    private static final int MOST_STEPS = 6;
    private static final List<String> NAMES = List.of("O", "B-X", "I-X", "B-Y", "I-Y");

    /** A tag never stands twice in a row but the first, and the last does not begin. */
    private static final TagOrder ORDER =
            TagOrder.of(TAGS, (before, after) -> (before != after || after == 0) && (before >= 0 || after < TAGS - 1));

    private LabellingLaws() {}

    static List<Law<?>> all() {
        return List.of(partition(), gradient(), viterbi(), spans(), schemes(), calibration(), scaling());
    }

    private static LinearChain chain() {
        return Doubles.drawn(LinearChain.of(TAGS, Init.seed(1)), 5).within(ORDER);
    }

    private static Sequence emissions(int steps) {
        return Runs.sequence(Doubles.inputs(steps, TAGS));
    }

    /** Every sequence of numbers below a bound, by its last number first. */
    private static List<int[]> sequences(int bound, int length) {
        var all = new ArrayList<int[]>();
        for (int code = 0; code < Math.round(Math.pow(bound, length)); code++) {
            var sequence = new int[length];
            for (int t = 0, rest = code; t < length; t++, rest /= bound) {
                sequence[t] = rest % bound;
            }
            all.add(sequence);
        }
        return all;
    }

    /** By hand: start, emissions, transitions and end, or -infinity where the order forbids. */
    private static double score(LinearChain chain, Sequence emissions, int... tags) {
        double score = 0;
        for (int t = 0; t < tags.length; t++) {
            int before = t == 0 ? TagOrder.EDGE : tags[t - 1];
            score += ORDER.allows(before, tags[t]) ? 0 : Double.NEGATIVE_INFINITY;
            score += t == 0 ? chain.start().at(0, tags[t]) : chain.transitions().at(before, tags[t]);
            score += emissions.rows().at(t, tags[t]);
        }
        return score + chain.end().at(0, tags[tags.length - 1]);
    }

    private static double logPartition(LinearChain chain, Sequence emissions) {
        return Doubles.logSumExp(sequences(TAGS, emissions.lengths().steps()).stream()
                .mapToDouble(tags -> score(chain, emissions, tags))
                .toArray());
    }

    private static Law<?> partition() {
        return title(
                        "crf-partition",
                        "A31",
                        "Lafferty, McCallum, Pereira 2001",
                        "log Z of a chain of tags is the log of the sum over every sequence that its order allows")
                .<UnaryOperator<LinearChain>>check(
                        () -> chain -> chain,
                        () -> chain -> chain.within(TagOrder.any(TAGS)), // sums what is forbidden, too
                        (given, found) -> {
                            for (int steps = 1; steps <= MOST_STEPS; steps++) {
                                var emissions = emissions(steps);
                                found.equal(
                                        "log Z of " + steps + " steps",
                                        logPartition(chain(), emissions),
                                        given.apply(chain())
                                                .logPartition(emissions)
                                                .item(),
                                        2e-6);
                            }
                        });
    }

    private static Law<?> gradient() {
        return title(
                        "crf-gradient",
                        "A31",
                        "d log Z = expectations",
                        "the gradients of a chain's loss are what it expects less what is there: tags, and pairs of tags")
                .<UnaryOperator<Tensor>>check(() -> scores -> scores, () -> Bent::leaking, (through, found) -> {
                    var chain = chain();
                    var rows = emissions(5).rows().toWeight();
                    var emissions = new Sequence(rows, Lengths.of(5));
                    int[] gold = {0, 1, 0, 0, 2};
                    var gradients = Runs.gradients(
                            () -> new LinearChain(through.apply(chain.transitions()), chain.start(), chain.end(), ORDER)
                                    .sum(emissions.map(through), Ids.pack(gold)));
                    var tags = new double[5][TAGS];
                    var pairs = new double[TAGS][TAGS];
                    double logZ = logPartition(chain, emissions);
                    for (var sequence : sequences(TAGS, 5)) {
                        expect(tags, pairs, Math.exp(score(chain, emissions, sequence) - logZ), sequence);
                    }
                    expect(tags, pairs, -1, gold);
                    found.same("dL/demissions", tags, Doubles.matrix(gradients.of(rows)), 1e-6);
                    found.same("dL/dtransitions", pairs, Doubles.matrix(gradients.of(chain.transitions())), 1e-6);
                });
    }

    private static void expect(double[][] tags, double[][] pairs, double share, int... sequence) {
        for (int t = 0; t < sequence.length; t++) {
            tags[t][sequence[t]] += share;
            if (t > 0) {
                pairs[sequence[t - 1]][sequence[t]] += share;
            }
        }
    }

    private static List<int[]> best(LinearChain chain, Sequence emissions, int most) {
        return sequences(TAGS, emissions.lengths().steps()).stream()
                .filter(tags -> score(chain, emissions, tags) > Double.NEGATIVE_INFINITY)
                .sorted(Comparator.comparingDouble(tags -> -score(chain, emissions, tags)))
                .limit(most)
                .toList();
    }

    private static Law<?> viterbi() {
        return title(
                        "viterbi-exhaustive",
                        "A31",
                        "Viterbi 1967",
                        "Viterbi's paths are the best of all sequences, in the order of their scores")
                .<UnaryOperator<Tensor>>check(
                        () -> transitions -> transitions,
                        () -> transitions -> Doubles.tensor(Doubles.transposed(Doubles.matrix(transitions))),
                        (given, found) -> {
                            var chain = chain();
                            var viterbi =
                                    new Viterbi(given.apply(chain.transitions()), chain.start(), chain.end(), ORDER);
                            for (int steps = 1; steps <= MOST_STEPS; steps++) {
                                var emissions = emissions(steps);
                                var sorted = best(chain, emissions, 4);
                                var paths = viterbi.best(emissions.rows(), emissions.lengths(), 4)
                                        .getFirst();
                                found.exactly("paths, at most 4, of " + steps + " steps", sorted.size(), paths.size());
                                for (int r = 0; r < Math.min(paths.size(), sorted.size()); r++) {
                                    found.equal(
                                            "score of path " + (r + 1) + ", " + steps + " steps",
                                            score(chain, emissions, sorted.get(r)),
                                            score(chain, emissions, paths.get(r).tags()),
                                            1e-9);
                                }
                            }
                        });
    }

    private static List<String> names(int... tags) {
        return Arrays.stream(tags).mapToObj(NAMES::get).toList();
    }

    /** conlleval's own words: the pairs of letters between which a span ends, and those between which one begins. */
    private static List<Span> conlleval(List<String> tags) {
        var ends = List.of("BB", "BO", "IB", "IO");
        var begins = List.of("BB", "IB", "OB", "OI");
        var spans = new ArrayList<Span>();
        String before = "O";
        int from = -1;
        for (int t = 0; t <= tags.size(); t++) {
            var tag = t < tags.size() ? tags.get(t) : "O";
            var pair = before.substring(0, 1) + tag.charAt(0);
            boolean other = !before.substring(1).equals(tag.substring(1));
            if (ends.contains(pair) || !before.equals("O") && other) {
                spans.add(new Span(before.substring(2), from, t));
            }
            if (begins.contains(pair) || !tag.equals("O") && other) {
                from = t;
            }
            before = tag;
        }
        return spans;
    }

    private static Law<?> spans() {
        return title(
                        "spans-conlleval",
                        "D24",
                        "Tjong Kim Sang, Buchholz 2000",
                        "tags are read as conlleval reads them: what cannot go on begins a span, nothing is wrong")
                .<Function<List<String>, List<Span>>>check(
                        () -> tags -> Spans.of(tags).spans(),
                        () -> tags -> Spans.of(tags).spans().stream()
                                .filter(span -> tags.get(span.from()).startsWith("B")) // drops what begins with I
                                .toList(),
                        (read, found) -> {
                            for (int length = 1; length <= 5; length++) {
                                var all = sequences(NAMES.size(), length).stream()
                                        .map(LabellingLaws::names)
                                        .toList();
                                long other = all.stream()
                                        .filter(tags -> !read.apply(tags).equals(conlleval(tags)))
                                        .count();
                                found.exactly("read otherwise, of " + all.size() + " sequences", 0, other);
                            }
                        });
    }

    private static Law<?> schemes() {
        return title(
                        "tag-schemes",
                        "D24",
                        "Ramshaw, Marcus 1995",
                        "IOB1, BIO and BIOES say the same: written in one and read again, spans are what they were")
                .<BiFunction<Spans, Scheme, List<String>>>check(
                        () -> Spans::tags,
                        () -> (spans, scheme) -> spans.tags(scheme).stream()
                                .map(tag -> tag.replace("B-", "I-"))
                                .toList(),
                        (write, found) -> {
                            for (var scheme : Scheme.values()) {
                                long other = sequences(NAMES.size(), 5).stream()
                                        .map(tags -> Spans.of(names(tags)))
                                        .filter(spans -> !Spans.of(write.apply(spans, scheme))
                                                .equals(spans))
                                        .count();
                                found.exactly("of 3125 sentences, other in " + scheme, 0, other);
                            }
                        });
    }

    private static Law<?> calibration() {
        return title(
                        "calibration",
                        "B11",
                        "Guo et al. 2017",
                        "where of those predicted with p a part p is right, the expected calibration error is 0")
                .<DoubleUnaryOperator>check(() -> p -> p, () -> p -> p * p, (confidence, found) -> {
                    var confidences = new float[64 * 64];
                    var hits = new boolean[confidences.length];
                    for (int i = 0; i < hits.length; i++) {
                        double p = (1 + i / 64) / 64.0;
                        confidences[i] = (float) confidence.applyAsDouble(p);
                        hits[i] = i % 64 < 64 * p;
                    }
                    var calibration = Calibration.of(confidences, hits);
                    found.equal("error of 64 confidences, 64 predictions each", 0, calibration.error(), 1e-12);
                    Arrays.fill(confidences, 1);
                    double wrong = 1 - 65 / 128.0;
                    found.equal(
                            "error if all say 1",
                            wrong,
                            Calibration.of(confidences, hits).error(),
                            1e-12);
                });
    }

    private static Law<?> scaling() {
        return title(
                        "temperature-scaling",
                        "B11",
                        "Guo et al. 2017",
                        "the best temperature of logits (a, 0), of which a part q is right, is a / log(q / (1 - q))")
                .<BiFunction<float[], int[], Temperature>>check(
                        () -> Temperature::fit, () -> (logits, labels) -> new Temperature(1), (fit, found) -> {
                            var labels = new int[100];
                            Arrays.fill(labels, 80, 100, 1);
                            for (float a : new float[] {0.5f, 4, 32}) {
                                var logits = new float[200];
                                for (int i = 0; i < 100; i++) {
                                    logits[2 * i] = a;
                                }
                                var temperature = fit.apply(logits, labels);
                                found.equal("T, a = " + a + ", q = 0.8", a / Math.log(4), temperature.value(), 1e-7);
                                var p = temperature.probabilities(logits, 2);
                                found.equal("p of the first, a = " + a, 0.8, p[0], 1e-6);
                            }
                            found.exactly("decisions changed of 40", 0, changed(new Temperature(7)));
                        });
    }

    /** How many rows of some logits have their largest element elsewhere after scaling. */
    private static int changed(Temperature temperature) {
        var rows = Doubles.inputs(40, 7);
        var scaled = temperature.probabilities(Doubles.floats(Doubles.flat(rows)), 7);
        int changed = 0;
        for (int r = 0; r < rows.length; r++) {
            int best = 0;
            int after = 0;
            for (int k = 1; k < 7; k++) {
                best = rows[r][k] > rows[r][best] ? k : best;
                after = scaled[7 * r + k] > scaled[7 * r + after] ? k : after;
            }
            changed += best == after ? 0 : 1;
        }
        return changed;
    }
}
