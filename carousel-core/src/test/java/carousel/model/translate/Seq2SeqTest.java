package carousel.model.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import carousel.data.Draw;
import carousel.data.Ids;
import carousel.decode.Beam;
import carousel.decode.Greedy;
import carousel.decode.Request;
import carousel.decode.Rollout;
import carousel.decode.Sample;
import carousel.kernel.Workers;
import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.model.OwnInputs;
import carousel.model.decoder.Emission;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Execution;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Residual;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Smoothing;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Seq2SeqTest {
    private static final int SOURCES = 7;
    private static final int TARGETS = 6;
    private static final int END = 0;
    private static final String ADDITIVE = "score.additive.";

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
                small("coupling", "concatenated", "places", "4", "cell", "gru", "bidirectional", "true"),
                small("feeding", "none", "layers", "2", "bidirectional", "true"),
                small("feeding", "input", "attention", "general", "cell", "gru", "tied", "output"),
                small("feeding", "input", "attention", "covering", "layers", "2", "cell", "lstm-layer-norm"),
                small("feeding", "before", "bidirectional", "true", "learned-start", "true"),
                small("feeding", "before", "attention", "scaled", "monotone", "1.5", "cell", "mgu"),
                small("feeding", "none", "attention", "dot", "around", "residual", "layers", "3"),
                small("feeding", "none", "bidirectional", "true", "around", "residual", "layers", "3"));
    }

    /** Those that say symbols of the source again; their probabilities are summed up in another way step by step. */
    static Stream<Seq2Seq.Settings> copying() {
        return Stream.of(
                small("copy", "mixed", "feeding", "none", "bidirectional", "true"),
                small("copy", "mixed", "feeding", "input", "attention", "covering", "tied", "output"),
                small("copy", "only", "feeding", "none", "cell", "gru"),
                small("copy", "only", "feeding", "before", "attention", "general"));
    }

    static Stream<Seq2Seq.Settings> all() {
        return Stream.concat(forms(), copying());
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

    /** Of what can be copied: otherwise the loss is a constant. */
    @ParameterizedTest
    @MethodSource("copying")
    void gradientsOfCopiesAreRight(Seq2Seq.Settings settings) {
        var model = model(settings);
        var sources = List.of(new int[] {2, 3}, new int[] {}, new int[] {4, 1, 1});
        var batch = Parallel.of(END, sources, List.of(new int[] {3, 2}, new int[] {}, new int[] {1}));
        Oracle.check(() -> model.loss(batch, Smoothing.NONE, 0.5f));
    }

    @ParameterizedTest
    @MethodSource("all")
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
        assertThat((double) loss.item()).isCloseTo(sum / batch().symbols(), withinPercentage(1e-5));
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
    @MethodSource("all")
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

    /** Coverage that weighs nothing makes no difference, but is looked at one step after the other. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "mixed"})
    void looksOfAllStepsAtOnceHaveTheBitsOfLooksInTurn(String copy) {
        var settings = small("copy", copy, "bidirectional", "true", "dropout", "0.3");
        var inTurn = model(settings.with("attention", "covering"));
        var weights = Tree.flatten(inTurn);
        var name = "decoder.coupling.attention.score.wc";
        inTurn = Tree.replace(inTurn, Map.of(name, Tensor.weight(new float[5], 1, 5)));
        var atOnce = model(settings);
        var same = new LinkedHashMap<String, Tensor>();
        Tree.flatten(atOnce)
                .keySet()
                .forEach(own -> same.put(own, Objects.requireNonNull(weights.get(own.replace("score.", ADDITIVE)))));
        var expected = gradients(inTurn);
        gradients(Tree.with(atOnce, same))
                .forEach((own, values) -> assertThat(expected.get(own.replace("score.", ADDITIVE)))
                        .as(own)
                        .isEqualTo(values));
    }

    private static Smoothing smoothing(Seq2Seq model) {
        return model.emission() instanceof Emission.Learnt ? new Smoothing(0.1f) : Smoothing.NONE;
    }

    private static Map<String, float[]> gradients(Seq2Seq model) {
        var result = Tape.run(new Step(7, 3), () -> Outcome.of(model.loss(batch(), smoothing(model))));
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
    @MethodSource("all")
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

    /** The distribution of each step sums to one, and is what the equation says. */
    @ParameterizedTest
    @MethodSource("copying")
    void whatIsCopiedIsInTheSource(Seq2Seq.Settings settings) {
        var model = model(settings);
        var sources = List.of(new int[] {2, 6, 3, 2}, new int[] {}, new int[] {4});
        var reading = model.read(sources);
        var state = reading.advance(new int[] {3, 1, 2}, reading.start(3));
        var p = reading.logits(state).exp();
        var scores = model.score(Parallel.of(END, sources, List.of(new int[] {3, 2}, new int[] {1}, new int[] {2, 2})));
        var first = reading.logits(reading.start(3)).exp();
        double two = StrictMath.log(first.at(2, 2)) + StrictMath.log(p.at(2, 2));
        for (int r = 0; r < 3; r++) {
            double sum = 0;
            for (int v = 0; v < TARGETS; v++) {
                sum += p.at(r, v);
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
        if (model.emission() instanceof Emission.Pointed) {
            assertThat(p.at(0, 0) + p.at(0, 2) + p.at(0, 3))
                    .isCloseTo(1, within(1e-6f)); // the end, and what stands there
            assertThat(p.at(0, 2)).isPositive();
            assertThat(p.at(1, 0)).isEqualTo(1); // of nothing the end alone
        } else {
            var last = reading.advance(new int[] {2, 2, 2}, state);
            double end = StrictMath.log(reading.logits(last).exp().at(2, END));
            assertThat(scores[2]).isCloseTo(two + end, within(1e-5));
        }
    }

    /** Wu et al. 2016: eight layers and eight; the lowest of the encoder reads both ways, the ways around begin above it. */
    @Test
    void deepTranslatorsAreBuilt() {
        var model = model(small("layers", "8", "bidirectional", "true", "around", "residual", "decoder-layers", "8"));
        assertThat(model.plans()).hasSize(2 + 7 + 8);
        var chain = (Chain) model.encoder();
        var above = (Stacked) chain.layers().getLast();
        assertThat(chain.layers().getFirst()).isInstanceOf(Bidirectional.class);
        assertThat(((Recurrent) above.layers().get(0)).cell()).isInstanceOf(Lstm.class);
        assertThat(((Recurrent) above.layers().get(1)).cell()).isInstanceOf(Residual.class);
    }

    @Test
    void ownInputsAreDrawnFromWhatTheModelSays() {
        var model = model(small("cell", "gru"));
        var batch = batch();
        var step = new Step(3, 5);
        var mixed = new Ids[1];
        Tape.run(step, () -> {
            var reading = model.read(batch.sourcesOfTargets());
            mixed[0] = new OwnInputs(1, 0).mixed(reading, batch.inputs(), () -> reading.start(5));
            return Outcome.of(model.loss(batch, Smoothing.NONE));
        });
        var draws = Sample.seed(step.key("own-inputs"));
        var lengths = batch.inputs().lengths();
        for (int b = 0; b < lengths.batch(); b++) {
            int caller = lengths.caller(b);
            var reading = model.read(List.of(batch.source().sequence(caller)));
            var state = reading.start(1);
            for (int t = 1; t < lengths.length(b); t++) {
                int drawn = draws.choose(reading.logits(state).toArray(), (long) t * lengths.batch() + b);
                assertThat(mixed[0].values()[lengths.row(b, t)]).isEqualTo(drawn);
                state = reading.advance(new int[] {drawn}, state);
            }
        }
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
                .isSameAs(((Emission.Learnt) tied.emission()).head().w());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> model(small("attention", "dot", "bidirectional", "true")))
                .hasMessageContaining("another than dot");
        assertThatThrownBy(() -> small("coupling", "initial", "tied", "output")).hasMessageContaining("embedding");
        assertThatThrownBy(() -> model(small("tied", "all"))).hasMessageContaining("7 and 6 symbols");
        assertThatThrownBy(() -> small("coupling", "context", "copy", "only")).hasMessageContaining("copy");
        assertThatThrownBy(() -> small("tied", "output", "copy", "only")).hasMessageContaining("tied");
        assertThatThrownBy(() -> model(small("copy", "mixed")).loss(batch(), new Smoothing(0.1f)))
                .hasMessageContaining("label-smoothing");
        assertThatThrownBy(() -> small("monotone", "-1")).hasMessageContaining("monotone");
        assertThatThrownBy(() -> Parallel.of(END, List.of(), sequences(1, 3, 2)))
                .hasMessageContaining("as many");
        assertThatThrownBy(() -> model(small()).read(List.of(new int[] {1})).start(2))
                .hasMessageContaining("2 rows");
    }
}
