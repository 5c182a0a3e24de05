package carousel.lab;

import static carousel.lab.check.Law.title;

import carousel.decode.Allowed;
import carousel.decode.Beam;
import carousel.decode.Greedy;
import carousel.decode.Hypothesis;
import carousel.decode.Request;
import carousel.decode.Rollout;
import carousel.decode.Search;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.layer.Init;
import carousel.model.OwnInputs;
import carousel.model.translate.Parallel;
import carousel.model.translate.Seq2Seq;
import carousel.model.translate.Seq2SeqObjective;
import carousel.model.translate.Teaching;
import carousel.tensor.Smoothing;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What is found when translations are searched for, and what they are taught by. Safe for many threads. */
final class SearchLaws {
    private static final int END = 0;
    private static final int SYMBOLS = 4;
    private static final int LONGEST = 4;
    private static final int ALL = 1000;
    private static final List<int[]> SOURCES = List.of(new int[] {2, 1, 3}, new int[] {}, new int[] {3});

    private SearchLaws() {}

    static List<Law<?>> all() {
        return List.of(
                exhaustive(),
                greedy(),
                together(),
                lengthPenalty(),
                coveragePenalty(),
                lexicon(),
                smoothing(),
                forced());
    }

    private static Seq2Seq model() {
        var settings = Seq2Seq.Settings.presets().with("hidden", 5).with("cell", "gru");
        return Doubles.drawn(Seq2Seq.of(settings, SYMBOLS, SYMBOLS, END, Init.seed(3)), 4);
    }

    private static List<List<Hypothesis>> found(Search search, Request request) {
        return search.search(model().read(SOURCES), SOURCES.size(), request);
    }

    /** Every translation of the first source that ends within the longest length, the best first. */
    private static List<int[]> everything() {
        var all = new ArrayList<int[]>();
        grow(new int[0], all);
        var scores = model().score(Parallel.of(
                END, all.stream().map(one -> SOURCES.getFirst()).toList(), all));
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .map(all::get)
                .toList();
    }

    private static void grow(int[] prefix, List<int[]> all) {
        all.add(prefix);
        if (prefix.length + 1 < LONGEST) {
            for (int symbol = 1; symbol < SYMBOLS; symbol++) {
                var longer = Arrays.copyOf(prefix, prefix.length + 1);
                longer[prefix.length] = symbol;
                grow(longer, all);
            }
        }
    }

    /** Ends up to a length that all have. */
    private static double[] numbers(int... symbols) {
        return Arrays.stream(Arrays.copyOf(symbols, 10)).asDoubleStream().toArray();
    }

    private static Law<?> exhaustive() {
        return title(
                        "beam-exhaustive",
                        "D30",
                        "as wide as there are translations",
                        "such a beam finds the best of all that end within four symbols, and the order of all")
                .check(
                        () -> Beam.of(ALL, END).withBest(ALL),
                        () -> Beam.of(3, END).withBest(3),
                        (beam, found) -> {
                            var ended = found(beam, Request.upTo(LONGEST)).getFirst().stream()
                                    .filter(Hypothesis::ended)
                                    .toList();
                            var expected = everything();
                            found.exactly("translations", expected.size(), ended.size());
                            for (int i = 0; i < ended.size(); i++) {
                                found.same(
                                        "number " + (i + 1),
                                        numbers(expected.get(i)),
                                        numbers(ended.get(i).symbols()),
                                        0);
                            }
                        });
    }

    private static Law<?> greedy() {
        return title("beam-greedy", "D30", "width 1", "the narrowest beam takes the most probable symbol at every step")
                .<Search>check(() -> Beam.of(1, END), () -> new Rollout((logits, t) -> 1, END), (search, found) -> {
                    var expected = found(new Rollout(new Greedy(), END), Request.upTo(9));
                    var given = found(search, Request.upTo(9));
                    for (int i = 0; i < SOURCES.size(); i++) {
                        var one = expected.get(i).getFirst();
                        var other = given.get(i).getFirst();
                        found.same("source " + i, numbers(one.symbols()), numbers(other.symbols()), 0);
                        found.exactly("log p of source " + i, one.logProbability(), other.logProbability());
                    }
                });
    }

    private static Law<?> together() {
        return title(
                        "beam-batch",
                        "D30",
                        "packed sources",
                        "a source has the same hypotheses and scores to the bit alone and among others")
                .<Function<List<int[]>, List<List<Hypothesis>>>>check(
                        () -> SearchLaws::best, () -> sources -> best(sources.reversed()), (search, found) -> {
                            var all = best(SOURCES);
                            for (int i = 0; i < SOURCES.size(); i++) {
                                var alone = search.apply(SOURCES.subList(i, SOURCES.size()))
                                        .getFirst();
                                found.exactly(
                                        "hypotheses of source " + i, all.get(i).size(), alone.size());
                                for (int k = 0; k < alone.size(); k++) {
                                    found.exactly(
                                            "score " + k + " of source " + i,
                                            all.get(i).get(k).score(),
                                            alone.get(k).score());
                                }
                            }
                        });
    }

    private static List<List<Hypothesis>> best(List<int[]> sources) {
        return Beam.of(4, END).withBest(3).search(model().read(sources), sources.size(), Request.upTo(6));
    }

    private static Law<?> lengthPenalty() {
        return title(
                        "length-penalty",
                        "D12",
                        "Wu et al. 2016, (14)",
                        "a score is log p / ((5 + |y|) / 6)^alpha, the end counted")
                .<Beam>check(
                        () -> Beam.of(ALL, END).withBest(9).withLengthPenalty(0.6),
                        () -> Beam.of(ALL, END).withBest(9).withLengthPenalty(0.7),
                        (beam, found) -> {
                            for (var one : found(beam, Request.upTo(LONGEST)).getFirst()) {
                                double lengths = Math.pow((5 + one.symbols().length + 1) / 6.0, 0.6);
                                found.equal("score", one.logProbability() / lengths, one.score(), 1e-12);
                            }
                        });
    }

    private static Law<?> coveragePenalty() {
        return title(
                        "coverage-penalty",
                        "D12",
                        "Wu et al. 2016, (14)",
                        "beta times the sum over steps of the source of log min(all that was looked at it, 1) is added")
                .<Beam>check(
                        () -> Beam.of(ALL, END).withBest(9).withCoveragePenalty(0.3),
                        () -> Beam.of(ALL, END).withBest(9),
                        (beam, found) -> {
                            for (var one : found(beam, Request.upTo(LONGEST)).getFirst()) {
                                double penalty = 0;
                                for (int j = 0; j < 3; j++) {
                                    double seen = 0;
                                    for (var weights : one.attention()) {
                                        seen += weights[j];
                                    }
                                    penalty += Math.log(Math.min(seen, 1));
                                }
                                found.equal("score", one.logProbability() + 0.3 * penalty, one.score(), 1e-12);
                            }
                        });
    }

    private static Law<?> lexicon() {
        return title(
                        "lexicon",
                        "D30",
                        "an automaton of what is allowed",
                        "within a lexicon a wide beam finds its best entry")
                .<UnaryOperator<Allowed>>check(
                        () -> allowed -> allowed, () -> allowed -> Allowed.ANY, (within, found) -> {
                            var entries = everything().subList(20, 26);
                            var request = new Request(LONGEST, within.apply(Allowed.lexicon(entries)));
                            var best =
                                    found(Beam.of(ALL, END), request).getFirst().getFirst();
                            found.same("best entry", numbers(entries.getFirst()), numbers(best.symbols()), 0);
                        });
    }

    private static Law<?> smoothing() {
        return title(
                        "label-smoothing",
                        "D10",
                        "Szegedy et al. 2016",
                        "the loss is (1 - e) (-log p(y)) + e times the mean of -log p over all symbols")
                .<Smoothing>check(() -> new Smoothing(0.2f), () -> new Smoothing(0.1f), (smoothing, found) -> {
                    var scores = Doubles.inputs(3, 5);
                    var losses = smoothing.negativeLogLikelihood(Doubles.tensor(scores), 4, 0, 2);
                    int[] targets = {4, 0, 2};
                    for (int r = 0; r < 3; r++) {
                        double all = Doubles.logSumExp(scores[r]);
                        double expected = 0.8 * (all - scores[r][targets[r]]) + 0.2 * (all - Doubles.mean(scores[r]));
                        found.equal("row " + r, expected, losses.at(r, 0), 1e-6);
                    }
                });
    }

    private static Law<?> forced() {
        return title(
                        "translator-own-inputs",
                        "B12",
                        "Bengio, Vinyals, Jaitly, Shazeer 2015",
                        "with a probability of 0 the loss is that of the given translations to the bit")
                .check(() -> new OwnInputs(0, 10), () -> new OwnInputs(1, 0), (own, found) -> {
                    var model = model();
                    var said = List.of(new int[] {3, 1, 2}, new int[] {1}, new int[] {2, 2});
                    var teaching = Teaching.presets()
                            .with("own-inputs", own.ownInputs())
                            .with("own-inputs-over", own.ownInputsOver());
                    var objective = Seq2SeqObjective.of(model, SOURCES, said, teaching, 1);
                    var batch = Parallel.of(END, SOURCES, said);
                    var learnt = Tape.run(new Step(3, 5), () -> objective.loss(model, batch, objective.begin(model)));
                    Tensor plain = model.loss(batch, Smoothing.NONE);
                    found.exactly("loss", plain.item(), learnt.loss());
                });
    }
}
