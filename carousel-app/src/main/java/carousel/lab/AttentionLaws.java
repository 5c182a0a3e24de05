package carousel.lab;

import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.layer.Init;
import carousel.layer.Memory;
import carousel.layer.attention.Attention;
import carousel.layer.attention.Past;
import carousel.layer.attention.Score;
import carousel.model.translate.Seq2Seq;
import carousel.tensor.Segments;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Looks at a source: how well its steps fit, what is seen of it, and what is said of it again. Safe for many threads. */
final class AttentionLaws {
    private static final int FEATURES = 3;
    private static final int SYMBOLS = 6;
    private static final Score.Additive ADDITIVE =
            Doubles.drawn(Score.Additive.of(FEATURES, FEATURES, 4, Init.seed(1)), 7);

    private AttentionLaws() {}

    static List<Law<?>> all() {
        return List.of(additive(), general(), alone(), monotone(), repetition(), couplings(), pointing(), mixing());
    }

    /** Of sentences of 4, 0 and 2 steps. */
    private static Memory memory() {
        return new Memory(Doubles.tensor(Doubles.inputs(6, FEATURES)), new Segments(0, 4, 4, 6));
    }

    private static Tensor queries() {
        return Doubles.tensor(Doubles.inputs(3, FEATURES)).times(2f);
    }

    private static double[] weights(Attention attention) {
        var view = attention.over(memory());
        return vector(attention.look(queries(), view, view.start()).weights());
    }

    /** Of the first sentence, its softmax. */
    private static double[] byHand(BiFunction<double[], double[], Double> score) {
        var rows = Doubles.matrix(memory().rows());
        var q = Doubles.matrix(queries())[0];
        return Doubles.softmax(
                Arrays.stream(rows).limit(4).mapToDouble(k -> score.apply(q, k)).toArray());
    }

    private static double dot(double[] a, double... b) {
        return Arrays.stream(Doubles.times(a, b)).sum();
    }

    private static Law<?> additive() {
        return title(
                        "additive-attention",
                        "D9",
                        "Bahdanau, Cho, Bengio 2015, appendix A",
                        "weights are softmax of v . tanh(q wq + k wk) over the steps of the sentence")
                .<Attention>check(
                        () -> new Attention(ADDITIVE),
                        () -> new Attention(new Score.Dot()),
                        (attention, found) -> found.same(
                                "weights of the first sentence",
                                byHand((q, k) -> dot(
                                        vector(ADDITIVE.v()),
                                        Doubles.tanh(Doubles.plus(
                                                Doubles.product(q, ADDITIVE.wq()),
                                                Doubles.product(k, ADDITIVE.wk()))))),
                                Arrays.copyOf(weights(attention), 4),
                                1e-6));
    }

    private static Law<?> general() {
        var w = Doubles.drawn(Score.General.of(FEATURES, FEATURES, Init.seed(2)), 8);
        return title(
                        "general-attention",
                        "D9",
                        "Luong, Pham, Manning 2015",
                        "weights are softmax of q w k; with w = 1 of q . k")
                .<Function<Tensor, Attention>>check(
                        () -> matrix -> new Attention(new Score.General(matrix)),
                        () -> matrix -> new Attention(ADDITIVE),
                        (attention, found) -> {
                            found.same(
                                    "weights of the first sentence",
                                    byHand((q, k) -> dot(Doubles.product(q, w.w()), k)),
                                    Arrays.copyOf(weights(attention.apply(w.w())), 4),
                                    1e-6);
                            found.same(
                                    "weights with w = 1",
                                    weights(new Attention(new Score.Dot())),
                                    weights(attention.apply(Doubles.tensor(Doubles.identity(FEATURES)))),
                                    1e-7);
                        });
    }

    private static Law<?> alone() {
        return title(
                        "no-padding",
                        "D9",
                        "packed sentences",
                        "a row sees of its sentence the same bits alone and beside longer ones, and zeros of an empty one")
                .<BiFunction<Memory, Tensor, Tensor>>check(
                        () -> AttentionLaws::seen,
                        () -> (memory, queries) -> seen(new Memory(memory.rows(), everything(memory)), queries),
                        (seen, found) -> {
                            var all = seen.apply(memory(), queries());
                            var last = new Memory(memory().rows().rows(4, 6), new Segments(0, 2));
                            found.bits(
                                    "third row",
                                    seen.apply(last, queries().rows(2, 3)).toArray(),
                                    all.rows(2, 3).toArray());
                            found.bits(
                                    "second row",
                                    new float[FEATURES],
                                    all.rows(1, 2).toArray());
                        });
    }

    /** One sentence that every row looks at in part: padding. */
    private static Segments everything(Memory memory) {
        int rows = memory.rows().rows();
        int count = memory.segments().count();
        var offsets = new int[count + 1];
        Arrays.setAll(offsets, b -> rows * b / count);
        return new Segments(offsets);
    }

    private static Tensor seen(Memory memory, Tensor queries) {
        var attention = new Attention(ADDITIVE);
        var view = attention.over(memory);
        return attention.look(queries, view, view.start()).context();
    }

    private static Law<?> monotone() {
        return title(
                        "monotone-attention",
                        "D9",
                        "score - (j - expected)^2 / (2 width^2)",
                        "odds of two steps change by the difference of their squared distances from the step expected")
                .<Attention>check(
                        () -> new Attention(new Score.Monotone(ADDITIVE, 1.5f)),
                        () -> new Attention(new Score.Monotone(ADDITIVE, 1)),
                        (attention, found) -> {
                            var plain = weights(new Attention(ADDITIVE));
                            var bent = weights(attention);
                            for (int j = 1; j < 4; j++) { // before the first look the first step is expected
                                double odds = Math.log(bent[j] / bent[0]) - Math.log(plain[j] / plain[0]);
                                found.equal("log odds of step " + j + " and 0", -j * j / 4.5, odds, 1e-5);
                            }
                        });
    }

    private static Law<?> repetition() {
        return title(
                        "coverage-loss",
                        "D9",
                        "See, Liu, Manning 2017, (12)",
                        "looking again costs sum min(a(j), total before(j)); nothing at the first look")
                .<BiFunction<Past, Past, Tensor>>check(
                        () -> Attention::repetition,
                        () -> (before, after) ->
                                before.total().times(after.last()).rowSums(),
                        (cost, found) -> {
                            var attention = new Attention(ADDITIVE);
                            var view = attention.over(memory());
                            var one = attention
                                    .look(queries(), view, view.start())
                                    .past();
                            var two = attention
                                    .look(queries().negate(), view, one)
                                    .past();
                            found.same("first look", new double[3], vector(cost.apply(view.start(), one)), 0);
                            var before = Doubles.matrix(one.last());
                            var after = Doubles.matrix(two.last());
                            var expected = new double[3];
                            for (int r = 0; r < 3; r++) {
                                for (int j = 0; j < 4; j++) {
                                    expected[r] += Math.min(before[r][j], after[r][j]);
                                }
                            }
                            found.same("second look", expected, vector(cost.apply(one, two)), 1e-6);
                        });
    }

    private static Seq2Seq model(String... changes) {
        var settings = Seq2Seq.Settings.presets().with("hidden", 5).with("embedding", 4);
        for (int i = 0; i < changes.length; i += 2) {
            settings = settings.with(changes[i], changes[i + 1]);
        }
        return Seq2Seq.of(settings, SYMBOLS, SYMBOLS, 0, Init.seed(3));
    }

    private static Law<?> couplings() {
        return title(
                        "couplings",
                        "D6",
                        "H 5, E 4, an LSTM on each side",
                        "told at every step, a decoder has H 4H weights more; looking, 2HH + H to weigh and 2HH + H to show")
                .<ToLongFunction<Seq2Seq>>check(
                        () -> Tree::count, () -> model -> Tree.flatten(model).size(), (count, found) -> {
                            long initial = count.applyAsLong(model("coupling", "initial"));
                            long parts =
                                    6 * 4 + 6 * 4 + (4 + 5 + 1) * 20 + 2 * (5 * 5 + 5) + (4 + 5 + 1) * 20 + 5 * 6 + 6;
                            found.exactly("initial state", parts, initial);
                            found.exactly("context", initial + 5 * 20, count.applyAsLong(model("coupling", "context")));
                            found.exactly("attention", initial + 25 + 25 + 5 + 50 + 5, count.applyAsLong(model()));
                        });
    }

    private static double[][] said(Seq2Seq model) {
        var reading = model.read(List.of(new int[] {2, 5, 2}, new int[] {4}));
        return Doubles.matrix(reading.logits(reading.start(2)).softmax());
    }

    private static Law<?> pointing() {
        return title(
                        "pointer-network",
                        "D39",
                        "Vinyals, Fortunato, Jaitly 2015",
                        "says the end and symbols of the source alone, each with the weights of all its steps")
                .check(() -> model("copy", "only"), () -> model("copy", "mixed"), (model, found) -> {
                    var p = said(model);
                    found.same(
                            "what does not stand in the first source",
                            new double[3],
                            new double[] {p[0][1], p[0][3], p[0][4]},
                            0);
                    found.equal("end and what stands in the first", 1, p[0][0] + p[0][2] + p[0][5], 1e-6);
                    found.equal("end and what stands in the second", 1, p[1][0] + p[1][4], 1e-6);
                });
    }

    private static Law<?> mixing() {
        return title(
                        "copy-gate",
                        "D31",
                        "See, Liu, Manning 2017, (9)",
                        "p = g learnt + (1 - g) copied: with g = 1 that of no copying to rounding, with g = 0 that of pointing")
                .<Function<Float, Seq2Seq>>check(
                        () -> AttentionLaws::gated, () -> bias -> gated(bias / 20), (gated, found) -> {
                            var learnt = gated.apply(40f);
                            var pointed = gated.apply(-40f);
                            var head = Tree.flatten(learnt);
                            var plain = Tree.replace(model(), head);
                            found.same("g = 1", said(plain), said(learnt), 1e-6);
                            var p = said(pointed);
                            found.equal("g = 0, what stands in the first source", 1, p[0][2] + p[0][5], 1e-6);
                        });
    }

    private static Seq2Seq gated(float bias) {
        var model = model("copy", "mixed");
        return Tree.replace(model, Map.of("emission.gate.b", Tensor.of(new float[] {bias}, 1)));
    }
}
