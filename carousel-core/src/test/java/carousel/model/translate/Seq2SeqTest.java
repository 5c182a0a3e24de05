package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Draw;
import carousel.decode.Beam;
import carousel.decode.Greedy;
import carousel.decode.Request;
import carousel.decode.Rollout;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.recurrent.Execution;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Smoothing;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Seq2SeqTest {
    private static final int SOURCES = 7;
    private static final int TARGETS = 6;
    private static final int END = 0;

    private static Seq2Seq.Settings small(String... changes) {
        var settings = Seq2Seq.Settings.presets().with("hidden", 5).with("embedding", 4);
        for (int i = 0; i < changes.length; i += 2) {
            settings = settings.with(changes[i], changes[i + 1]);
        }
        return settings;
    }

    static Stream<Seq2Seq.Settings> forms() {
        return Stream.of(
                small("coupling", "initial", "layers", "2"),
                small("coupling", "context", "cell", "gru", "bidirectional", "true"),
                small("feeding", "none", "layers", "2", "bidirectional", "true"),
                small("feeding", "input", "attention", "general", "cell", "gru", "tied", "output"),
                small("feeding", "input", "attention", "covering", "layers", "2", "cell", "lstm-layer-norm"),
                small("feeding", "before", "bidirectional", "true", "learned-start", "true"),
                small("feeding", "before", "attention", "scaled", "monotone", "1.5", "cell", "mgu"),
                small("feeding", "none", "attention", "dot", "around", "residual", "layers", "3"));
    }

    private static Seq2Seq model(Seq2Seq.Settings settings) {
        return Seq2Seq.of(settings, SOURCES, TARGETS, END, Init.seed(4));
    }

    private static List<int[]> sequences(long seed, int symbols, int... lengths) {
        var draw = Draw.of(seed);
        var sequences = new ArrayList<int[]>();
        for (int length : lengths) {
            var sequence = new int[length];
            for (int t = 0; t < length; t++) {
                sequence[t] = 1 + draw.below(symbols - 1);
            }
            sequences.add(sequence);
        }
        return sequences;
    }

    /** An empty source, an empty translation, and lengths whose orders differ. */
    private static Parallel batch() {
        return Parallel.of(END, sequences(1, SOURCES, 2, 0, 5, 4, 1), sequences(2, TARGETS, 3, 4, 0, 2, 6));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradientsAreRight(Seq2Seq.Settings settings) {
        var model = model(settings);
        var batch = Parallel.of(END, sequences(1, SOURCES, 2, 0, 3), sequences(2, TARGETS, 1, 3, 0));
        Oracle.check(() -> model.loss(batch, new Smoothing(0.1f)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aPairHasTheSameProbabilityAloneAndInAnyBatch(Seq2Seq.Settings settings) {
        var model = model(settings);
        var sources = sequences(1, SOURCES, 2, 0, 5, 4, 1);
        var translations = sequences(2, TARGETS, 3, 4, 0, 2, 6);
        var together = model.score(Parallel.of(END, sources, translations));
        double sum = 0;
        for (int i = 0; i < together.length; i++) {
            var alone = model.score(Parallel.of(END, List.of(sources.get(i)), List.of(translations.get(i))));
            assertThat(alone[0]).isEqualTo(together[i]);
            sum -= together[i];
        }
        var loss = model.loss(Parallel.of(END, sources, translations), Smoothing.NONE);
        assertThat((double) loss.item()).isCloseTo(sum / batch().symbols(), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsReadStepByStepHasTheBitsOfWholeSequences(Seq2Seq.Settings settings) {
        var model = model(settings);
        var batch = batch();
        var losses = new double[5];
        var reading = model.read(sequences(1, SOURCES, 2, 0, 5, 4, 1));
        for (int i = 0; i < 5; i++) {
            var targets = batch.targets().sequence(i);
            var state = Tree.rows(reading.start(5), i);
            for (int target : targets) {
                losses[i] -= reading.logits(state).negativeLogLikelihood(target).item();
                state = reading.advance(new int[] {target}, state);
            }
        }
        assertThat(model.score(batch)).isEqualTo(losses);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void learningHasTheSameBitsHoweverItRuns(Seq2Seq.Settings settings) {
        var model = model(settings.with("dropout", 0.3f).with("dropout-input", 0.2f));
        var eager = Execution.EAGER.call(() -> gradients(model));
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                var compiled = workers.call(() -> gradients(model));
                eager.forEach((name, values) ->
                        assertThat(compiled.get(name)).as(name).isEqualTo(values));
            }
        }
    }

    private static Map<String, float[]> gradients(Seq2Seq model) {
        var result = Tape.run(new Step(7, 3), () -> Outcome.of(model.loss(batch(), new Smoothing(0.1f))));
        var gradients = new LinkedHashMap<String, float[]>();
        gradients.put("loss", new float[] {result.loss()});
        Tree.flatten(model).forEach((name, weight) -> {
            if (result.gradients().contains(weight)) {
                gradients.put(name, result.gradients().of(weight).toArray());
            }
        });
        return gradients;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void decodingABatchHasTheBitsOfOneByOneAndAWidthOfOneIsGreedy(Seq2Seq.Settings settings) {
        var model = model(settings);
        var sources = sequences(1, SOURCES, 2, 0, 5, 4, 1);
        var request = Request.upTo(9);
        var beam = Beam.of(4, END).withBest(3).withLengthPenalty(0.6).withCoveragePenalty(0.2);
        var together = beam.search(model.read(sources), 5, request);
        for (int i = 0; i < 5; i++) {
            var alone = beam.search(model.read(List.of(sources.get(i))), 1, request);
            assertThat(alone.get(0)).isEqualTo(together.get(i));
            for (var hypothesis : alone.get(0)) {
                if (hypothesis.ended()) {
                    var pair = Parallel.of(END, List.of(sources.get(i)), List.of(hypothesis.symbols()));
                    assertThat(model.score(pair)[0]).isCloseTo(hypothesis.logProbability(), within(1e-5));
                }
                for (var weights : hypothesis.attention()) {
                    assertThat(weights).hasSize(sources.get(i).length);
                }
            }
        }
        assertThat(Beam.of(1, END).search(model.read(sources), 5, request))
                .isEqualTo(new Rollout(new Greedy(), END).search(model.read(sources), 5, request));
    }

    @Test
    void couplingsHaveTheWeightsThatTheyNeed() {
        // embeddings 7·4 + 6·4; encoder lstm (4+5+1)·20; bridge 2·(5·5 + 5); decoder lstm (4+5+1)·20; head 5·6 + 6
        long initial = 28 + 24 + 200 + 60 + 200 + 36;
        assertThat(Tree.count(model(small("coupling", "initial")))).isEqualTo(initial);
        assertThat(Tree.count(model(small("coupling", "context")))).isEqualTo(initial + 5 * 20);
        long attention = initial + 5 * 5 + 5 * 5 + 5 + (5 + 5) * 5 + 5; // score, readout
        assertThat(Tree.count(model(small("feeding", "none")))).isEqualTo(attention);
        assertThat(Tree.count(model(small("feeding", "input")))).isEqualTo(attention + 5 * 20);
        assertThat(Tree.count(model(small("feeding", "before")))).isEqualTo(attention + 5 * 20);
        var tied = Seq2Seq.of(small("tied", "all"), TARGETS, TARGETS, END, Init.seed(1));
        assertThat(tied.source().table())
                .isSameAs(tied.target().table())
                .isSameAs(tied.head().w());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> model(small("attention", "dot", "bidirectional", "true")))
                .hasMessageContaining("another than dot");
        assertThatThrownBy(() -> small("coupling", "initial", "tied", "output")).hasMessageContaining("embedding");
        assertThatThrownBy(() -> model(small("tied", "all"))).hasMessageContaining("7 and 6 symbols");
        assertThatThrownBy(() -> small("monotone", "-1")).hasMessageContaining("monotone");
        assertThatThrownBy(() -> Parallel.of(END, List.of(), sequences(1, 3, 2)))
                .hasMessageContaining("as many");
        assertThatThrownBy(() -> model(small()).read(List.of(new int[] {1})).start(2))
                .hasMessageContaining("2 rows");
    }
}
