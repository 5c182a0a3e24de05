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
import carousel.store.Settings;
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

class TransformerTest {
    private static final int SOURCES = 7;
    private static final int TARGETS = 6;
    private static final int END = 0;

    private static TranslationSettings small(String... changes) {
        var values = new LinkedHashMap<>(Map.of("model", "transformer", "hidden", "6", "heads", "3", "layers", "2"));
        values.put("feed-forward", "5");
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        return Settings.read(TranslationSettings.class, values);
    }

    static Stream<TranslationSettings> forms() {
        return Stream.of(
                small(),
                small("norm", "behind", "tied", "output", "decoder-layers", "1"),
                small("activation", "gelu", "heads", "1", "layers", "1", "decoder-layers", "2"));
    }

    private static Transformer model(TranslationSettings settings) {
        return Transformer.of(settings, SOURCES, TARGETS, END, Init.seed(4));
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

    private static List<int[]> sources() {
        return sequences(1, SOURCES, 2, 0, 5, 4, 1);
    }

    private static List<int[]> translations() {
        return sequences(2, TARGETS, 3, 4, 0, 2, 6);
    }

    /** An empty source, an empty translation, and lengths whose orders differ. */
    private static Parallel batch() {
        return Parallel.of(END, sources(), translations());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void gradientsAreRight(TranslationSettings settings) {
        var model = model(settings);
        var batch = Parallel.of(END, sequences(1, SOURCES, 2, 0, 3), sequences(2, TARGETS, 1, 3, 0));
        Oracle.check(() -> model.loss(batch, new Smoothing(0.1f)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aPairHasTheSameProbabilityAloneAndInAnyBatch(TranslationSettings settings) {
        var model = model(settings);
        var together = model.score(batch());
        double sum = 0;
        for (int i = 0; i < together.length; i++) {
            var alone = Parallel.of(
                    END, List.of(sources().get(i)), List.of(translations().get(i)));
            assertThat(model.score(alone)[0]).isEqualTo(together[i]);
            sum -= together[i];
        }
        var loss = model.loss(batch(), Smoothing.NONE);
        assertThat((double) loss.item()).isCloseTo(sum / batch().symbols(), within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsReadStepByStepHasTheBitsOfWholeSequencesAndSeesNothingLater(TranslationSettings settings) {
        var model = model(settings);
        var batch = batch();
        var losses = new double[5];
        var reading = model.read(sources());
        for (int i = 0; i < 5; i++) {
            var state = Tree.rows(reading.start(5), i);
            for (int target : batch.targets().sequence(i)) {
                losses[i] -= reading.logits(state).negativeLogLikelihood(target).item();
                state = reading.advance(new int[] {target}, state);
            }
        }
        assertThat(model.score(batch)).isEqualTo(losses);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void decodingABatchHasTheBitsOfOneByOneAndAWidthOfOneIsGreedy(TranslationSettings settings) {
        var model = model(settings);
        var sources = sources();
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
    void learningHasTheSameBitsForAnyNumberOfThreads() {
        var model = model(small("dropout", "0.3"));
        var first = gradients(model);
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                var again = workers.call(() -> gradients(model));
                first.forEach(
                        (name, values) -> assertThat(again.get(name)).as(name).isEqualTo(values));
            }
        }
    }

    private static Map<String, float[]> gradients(Transformer model) {
        var result = Tape.run(new Step(7, 3), () -> Outcome.of(model.loss(batch(), new Smoothing(0.1f))));
        var gradients = new LinkedHashMap<String, float[]>();
        gradients.put("loss", new float[] {result.loss()});
        Tree.flatten(model)
                .forEach((name, weight) ->
                        gradients.put(name, result.gradients().of(weight).toArray()));
        return gradients;
    }

    @Test
    void aModelHasTheWeightsThatItNeeds() {
        // attention 4·(6·6 + 6), network 6·5 + 5 + 5·6 + 6, norms 12 each
        long attention = 4 * 42 + 12;
        long forward = 71 + 12;
        long bodies = 2 * (attention + forward) + 2 * (2 * attention + forward) + 2 * 12;
        assertThat(Tree.count(model(small()))).isEqualTo(7 * 6 + 6 * 6 + bodies + 6 * 6 + 6);
        assertThat(Tree.count(model(small("tied", "output", "norm", "behind"))))
                .isEqualTo(7 * 6 + 6 * 6 + bodies - 2 * 12 + 6);
        var tied = Transformer.of(small("tied", "all"), TARGETS, TARGETS, END, Init.seed(1));
        assertThat(tied.source().table())
                .isSameAs(tied.target().table())
                .isSameAs(tied.head().w());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> small("heads", "4"))
                .hasMessageContaining("heads: expected a number by which hidden (6)");
        assertThatThrownBy(() -> small("cell", "gru")).hasMessage("cell: not for --model transformer; leave it out");
        assertThatThrownBy(() -> small("dropout-input", "0.1")).hasMessageContaining("dropout-input: not for");
        assertThatThrownBy(() -> TranslationSettings.presets().with("heads", 2))
                .hasMessage("heads: not for --model rnn; leave it out");
        assertThatThrownBy(() -> model(small("tied", "all"))).hasMessageContaining("7 and 6 symbols");
        assertThatThrownBy(() -> model(small()).read(List.of(new int[] {1})).start(2))
                .hasMessageContaining("2 rows");
    }
}
