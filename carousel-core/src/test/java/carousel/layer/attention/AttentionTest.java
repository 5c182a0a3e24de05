package carousel.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.Memory;
import carousel.layer.Sequence;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Pairs;
import carousel.tensor.Segments;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention against plain double loops, for every score. */
class AttentionTest {
    private static final int QUERY = 6;
    private static final int FEATURES = 5;
    private static final int UNITS = 7;
    private static final int[] LENGTHS = {4, 0, 9, 1};

    static Stream<Score> scores() {
        var init = Init.seed(3);
        return Stream.concat(
                Stream.of(ScoreKind.values()).map(kind -> kind.of(query(kind), FEATURES, UNITS, init)),
                Stream.of(
                        new Score.Monotone(new Score.Dot(), 0.8f),
                        new Score.Monotone(Score.Covering.of(QUERY, FEATURES, UNITS, init), 2f)));
    }

    private static int query(ScoreKind kind) {
        return kind == ScoreKind.DOT ? FEATURES : QUERY;
    }

    private static int query(Score score) {
        return switch (score) {
            case Score.Dot _ -> FEATURES;
            case Score.Monotone(Score inner, float _) -> query(inner);
            default -> QUERY;
        };
    }

    private static Memory memory(int... lengths) {
        var packed = Lengths.of(lengths);
        var order = IntStream.range(0, lengths.length).map(packed::packed).toArray();
        return Memory.of(new Sequence(Init.seed(5).uniform(1, packed.rows(), FEATURES), packed), order);
    }

    private static Tensor queries(Score score, int rows, long seed) {
        return Init.seed(seed).uniform(1, rows, query(score));
    }

    @ParameterizedTest
    @MethodSource("scores")
    void everyRowSeesTheWeightedSumOfItsOwnSentence(Score score) {
        var memory = memory(LENGTHS);
        var attention = new Attention(score);
        int[] looks = {2, 0, 1, 3, 2, 2};
        var view = attention.over(memory).looking(looks);
        var past = view.start();
        var total = new double[looks.length][9];
        var last = new double[looks.length][9];
        for (int look = 0; look < 3; look++) {
            var queries = queries(score, looks.length, 20 + look);
            var glance = attention.look(queries, view, past);
            for (int r = 0, p = 0; r < looks.length; r++) {
                int from = memory.segments().offset(looks[r]);
                int length = memory.segments().length(looks[r]);
                var weights = weights(score, queries, r, memory, looks[r], total[r], last[r]);
                double sum = 0;
                for (int j = 0; j < length; j++, p++) {
                    assertThat((double) glance.weights().at(p, 0)).isCloseTo(weights[j], within(2e-6));
                    sum += glance.weights().at(p, 0);
                    total[r][j] += weights[j];
                }
                assertThat(sum).isCloseTo(length == 0 ? 0 : 1, within(1e-6));
                last[r] = weights;
                for (int f = 0; f < FEATURES; f++) {
                    double expected = 0;
                    for (int j = 0; j < length; j++) {
                        expected += weights[j] * memory.rows().at(from + j, f);
                    }
                    assertThat((double) glance.context().at(r, f)).isCloseTo(expected, within(3e-6));
                }
                for (int j = 0; j < 9; j++) {
                    assertThat((double) glance.past().total().at(r, j)).isCloseTo(total[r][j], within(5e-6));
                }
            }
            past = glance.past();
        }
    }

    private static double[] weights(
            Score score, Tensor queries, int r, Memory memory, int sentence, double[] total, double[] last) {
        int from = memory.segments().offset(sentence);
        var weights = new double[9];
        double all = 0;
        for (int j = 0; j < memory.segments().length(sentence); j++) {
            weights[j] = Math.exp(plain(score, queries, r, memory.rows(), from + j, j, total, last));
            all += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= Math.max(all, 1e-300);
        }
        return weights;
    }

    private static double plain(Score score, Tensor q, int r, Tensor k, int m, int j, double[] total, double[] last) {
        return switch (score) {
            case Score.Dot _ -> sum(FEATURES, i -> (double) q.at(r, i) * k.at(m, i));
            case Score.General(Tensor w) ->
                sum(QUERY, i -> sum(FEATURES, f -> (double) q.at(r, i) * w.at(i, f) * k.at(m, f)));
            case Score.Scaled(Tensor wq, Tensor wk) ->
                sum(UNITS, a -> mapped(q, r, wq, a) * mapped(k, m, wk, a)) / Math.sqrt(UNITS);
            case Score.Scalar(Tensor wq, Tensor wk) -> Math.tanh(mapped(q, r, wq, 0) + mapped(k, m, wk, 0));
            case Score.Additive(Tensor wq, Tensor wk, Tensor v) ->
                sum(UNITS, a -> v.at(a, 0) * Math.tanh(mapped(q, r, wq, a) + mapped(k, m, wk, a)));
            case Score.Covering(Score.Additive(Tensor wq, Tensor wk, Tensor v), Tensor wc) ->
                sum(
                        UNITS,
                        a -> v.at(a, 0)
                                * Math.tanh(mapped(q, r, wq, a) + mapped(k, m, wk, a) + total[j] * wc.at(0, a)));
            case Score.Monotone(Score inner, float width) -> {
                double expected = sum(last.length, i -> (i + 1) * last[i]);
                yield plain(inner, q, r, k, m, j, total, last) - (j - expected) * (j - expected) / (2 * width * width);
            }
        };
    }

    private interface Term {
        double at(int i);
    }

    private static double sum(int n, Term term) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += term.at(i);
        }
        return sum;
    }

    private static double mapped(Tensor x, int row, Tensor w, int column) {
        return sum(x.columns(), i -> (double) x.at(row, i) * w.at(i, column));
    }

    @ParameterizedTest
    @MethodSource("scores")
    void gradientsAreRightOverSeveralLooks(Score score) {
        var attention = new Attention(score);
        var memory = memory(LENGTHS);
        var first = queries(score, 5, 30);
        Oracle.check(() -> {
            var view = attention.over(memory).looking(2, 0, 1, 3, 2);
            var glance = attention.look(first, view, view.start());
            var next = first.plus(glance.context().rowSums()).rows(0, 3);
            var again = attention.look(next, view.first(3), first(glance.past(), 3));
            var cost = Attention.repetition(first(glance.past(), 3), again.past());
            return again.context()
                    .square()
                    .sum()
                    .plus(again.weights().square().sum())
                    .plus(cost.sum());
        });
    }

    private static Past first(Past past, int rows) {
        return new Past(past.last().rows(0, rows), past.total().rows(0, rows));
    }

    @ParameterizedTest
    @MethodSource("scores")
    void aRowSeesTheSameInAnyBatchAndOnAnyNumberOfThreads(Score score) {
        var attention = new Attention(score);
        int[] many = IntStream.range(0, 100).map(i -> i * 7 % 40).toArray();
        var memory = memory(many);
        var queries = queries(score, many.length, 8);
        var all = twoLooks(attention, attention.over(memory), queries);
        for (int r = 0; r < many.length; r += 23) {
            var segments = memory.segments();
            var alone = new Memory(
                    memory.rows().rows(segments.offset(r), segments.offset(r + 1)),
                    new Segments(0, segments.length(r)));
            assertThat(twoLooks(attention, attention.over(alone), queries.rows(r, r + 1))
                            .toArray())
                    .isEqualTo(all.rows(r, r + 1).toArray());
        }
        var gradients = gradients(attention, memory, queries);
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                assertThat(workers.call(() -> gradients(attention, memory, queries)))
                        .isEqualTo(gradients);
            }
        }
    }

    private static Tensor twoLooks(Attention attention, View view, Tensor queries) {
        var glance = attention.look(queries, view, view.start());
        return attention
                .look(queries.plus(glance.context().rowSums()), view, glance.past())
                .context();
    }

    private static List<float[]> gradientList(Attention attention, Memory memory, Tensor queries) {
        var result = Tape.run(
                Step.evaluation(),
                () -> Outcome.of(twoLooks(attention, attention.over(memory), queries)
                        .square()
                        .sum()));
        var lists = new java.util.ArrayList<float[]>();
        for (var weight : carousel.tensor.Tree.leaves(List.of(attention, memory, queries))) {
            if (result.gradients().contains(weight)) {
                lists.add(result.gradients().of(weight).toArray());
            }
        }
        return lists;
    }

    private static float[][] gradients(Attention attention, Memory memory, Tensor queries) {
        return gradientList(attention, memory, queries).toArray(float[][]::new);
    }

    @Test
    void lookingAgainCostsWhatWasSeenBefore() {
        var before = new Past(Tensor.zeros(1, 3), Tensor.of(new float[] {0.5f, 0.1f, 1.4f}, 1, 3));
        var after = new Past(Tensor.of(new float[] {0.2f, 0.3f, 0.5f}, 1, 3), Tensor.zeros(1, 3));
        assertThat(Attention.repetition(before, after).item()).isCloseTo(0.2f + 0.1f + 0.5f, within(1e-6f));
    }

    @Test
    void monotoneAttentionBeginsAtTheFirstStepAndGoesOn() {
        var attention = new Attention(new Score.Monotone(new Score.Dot(), 0.3f));
        var view = attention.over(memory(6));
        var past = view.start();
        for (int t = 0; t < 6; t++) {
            var glance = attention.look(Tensor.zeros(1, FEATURES), view, past);
            assertThat(glance.weights().at(t, 0)).isGreaterThan(0.9f);
            past = glance.past();
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        var segments = new Segments(0, 2, 2);
        assertThatThrownBy(() -> new Pairs(segments, 0, 2)).hasMessageContaining("segment 2");
        var pairs = new Pairs(segments, 1, 0);
        assertThatThrownBy(() -> pairs.dots(Tensor.zeros(3, 4), Tensor.zeros(2, 4)))
                .hasMessageContaining("2 rows");
        assertThatThrownBy(() -> pairs.dots(Tensor.zeros(2, 4), Tensor.zeros(2, 5)))
                .hasMessageContaining("4 columns");
        assertThatThrownBy(() -> pairs.table(Tensor.zeros(2, 1), 1)).hasMessageContaining("row 1");
        assertThatThrownBy(() -> new Score.Monotone(new Score.Dot(), 0)).hasMessageContaining("above 0");
    }
}
