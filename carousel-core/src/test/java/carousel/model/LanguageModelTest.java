package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Ids;
import carousel.data.Streams;
import carousel.decode.Sample;
import carousel.layer.Init;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.CellKind;
import carousel.store.Provenance;
import carousel.tensor.Oracle;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.text.Case;
import carousel.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelTest {
    private static final int[] TOKENS = {0, 3, 1, 2, 2, 4, 0, 1, 3, 3, 2, 1, 0, 4, 4, 2, 1};

    private static LanguageModel model(Object... keysAndValues) {
        var settings = LanguageModel.Settings.presets();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return LanguageModel.of(settings, 5, Init.seed(7));
    }

    @Test
    void weightsHaveTheNamesOfTheEquation() {
        assertThat(Tree.flatten(model("hidden", 6, "layers", 2)).keySet())
                .containsExactly(
                        "embed.table",
                        "rnn.layers.0.cell.wx",
                        "rnn.layers.0.cell.wh",
                        "rnn.layers.0.cell.b",
                        "rnn.layers.1.cell.wx",
                        "rnn.layers.1.cell.wh",
                        "rnn.layers.1.cell.b",
                        "head.w",
                        "head.b");
        assertThat(Tree.flatten(model("hidden", 6, "tied", true)).keySet())
                .contains("embed.table", "head.b")
                .doesNotContain("head.w");
    }

    @Test
    void gradientsAreRightForEveryCellTiedOrNotWithDropout() {
        for (var cell : CellKind.values()) {
            for (boolean tied : new boolean[] {false, true}) {
                var model =
                        offKinks(model("hidden", 6, "layers", 2, "dropout", 0.3, "tied", tied, "cell", cell.label()));
                var window = Streams.of(TOKENS, 2, 4).window(0);
                Oracle.check(
                        new Step(1, 0), () -> model.loss(window, model.start(2)).loss());
            }
        }
    }

    /** The model with random biases: a rectifier that is given nothing but zeros has no gradient. */
    private static LanguageModel offKinks(LanguageModel model) {
        var init = Init.seed(8);
        return Tree.map(model, weight -> weight.shape().length == 1 ? init.uniform(0.5f, weight.shape()) : weight);
    }

    @Test
    void layersMayHaveDifferentCells() {
        var model = model("hidden", 6, "cells", "rnn,lstm,gru-reset-before");
        assertThat(((Stacked) model.rnn()).layers())
                .extracting(layer -> ((Recurrent) layer).cell().getClass().getSimpleName())
                .containsExactly("Rnn", "Lstm", "ResetBeforeGru");
        var window = Streams.of(TOKENS, 2, 4).window(0);
        Oracle.check(new Step(1, 0), () -> model.loss(window, model.start(2)).loss());
        assertThatThrownBy(() -> model("cells", "rnn,lsm")).hasMessageContaining("'lsm'");
        assertThatThrownBy(() -> model("cells", "rnn,lstm", "layers", 3)).hasMessageContaining("layers");
    }

    @Test
    void gradientsAreRightWithEveryKindOfNoise() {
        for (var setting : new Object[][] {
            {"zoneout", 0.2},
            {"state-dropout", 0.2},
            {"weight-drop", 0.2},
            {"dropout-mask", "sequence"},
            {"around", "residual"},
            {"around", "highway"},
            {"learned-start", true},
            {"chrono", 20},
            {"forget-bias", 2}
        }) {
            var model = model("hidden", 6, "layers", 2, "dropout", 0.3, setting[0], setting[1]);
            var window = Streams.of(TOKENS, 2, 4).window(0);
            Oracle.check(
                    new Step(1, 0), () -> model.loss(window, model.start(2)).loss());
        }
        assertThatThrownBy(() -> model("cell", "gru", "forget-bias", 2)).hasMessageContaining("forget-bias");
        assertThatThrownBy(() -> model("zoneout", 1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> model("cell", "gru", "state-dropout", 0.2)).hasMessageContaining("state-dropout");
        assertThatThrownBy(() -> model("cell", "mgu", "weight-drop", 0.2)).hasMessageContaining("without a matrix wh");
        assertThatThrownBy(() -> model("chrono", 20, "forget-bias", 2)).hasMessageContaining("1 with --chrono");
    }

    /** σ(c) with weights of zero. */
    @Test
    void theForgetBiasIsThatOfTheForgetGates() {
        for (var cell : new String[] {"lstm", "peephole", "peephole-full", "lstm-projected", "lstm-layer-norm"}) {
            var weights = Tree.flatten(model("hidden", 6, "cell", cell, "forget-bias", 2.5));
            var b = weights.get("rnn.layers.0.cell." + (cell.equals("lstm-layer-norm") ? "nx.bias" : "b"))
                    .toArray();
            int width = b.length / 4;
            for (int i = 0; i < b.length; i++) {
                assertThat(b[i]).isEqualTo(i / width == 1 ? 2.5f : 0f);
            }
        }
    }

    @Test
    void theScoreIsTheSumOfTheStepsLogProbabilities() {
        var model = model("hidden", 6);
        var scores = Scores.of(model, TOKENS).logProbabilities();
        var state = model.start(1);
        for (int i = 0; i < TOKENS.length; i++) {
            assertThat((double) scores[i])
                    .isCloseTo(Math.log(model.logits(state).softmax().at(0, TOKENS[i])), within(1e-6));
            state = model.advance(new int[] {TOKENS[i]}, state);
        }
    }

    /** All strings of one length have probabilities that sum to one. */
    @Test
    void probabilitiesOfAllStringsOfALengthSumToOne() {
        var model = model("hidden", 6);
        double sum = 0;
        for (int i = 0; i < 125; i++) {
            double log = 0;
            for (float score : Scores.of(model, i / 25, i / 5 % 5, i % 5).logProbabilities()) {
                log += score;
            }
            sum += Math.exp(log);
        }
        assertThat(sum).isCloseTo(1.0, within(1e-5));
    }

    @Test
    void evaluationOfOneStreamIsTheMeanOfTheScores() {
        var model = model("hidden", 6);
        double sum = 0;
        for (float score : Scores.of(model, TOKENS).logProbabilities()) {
            sum -= score;
        }
        assertThat(LanguageModelObjective.evaluate(model, Streams.whole(TOKENS, 3)))
                .isEqualTo(sum / TOKENS.length);
        var overlapping = Streams.whole(TOKENS, 4).advancing(2);
        assertThatThrownBy(() -> LanguageModelObjective.evaluate(model, overlapping))
                .hasMessageContaining("overlap");
    }

    /** As long as windows reach back to the start, truncation truncates nothing. */
    @Test
    void gradientsOfWindowsThatReachBackToTheStartAddUpToThoseOfTheWholeText() {
        var model = model("hidden", 6, "layers", 2);
        var whole = new LanguageModelObjective(Streams.of(TOKENS, 1, 16));
        for (int advance : new int[] {1, 4, 8, 16}) {
            var streams = Streams.of(TOKENS, 1, 16).advancing(advance);
            var objective = new LanguageModelObjective(streams);
            var sums = new LinkedHashMap<String, Tensor>();
            var carried = objective.begin(model);
            for (int w = 0; w < streams.windows(); w++) {
                var window = streams.window(w);
                var before = carried;
                var result = Tape.run(new Step(1, 0), () -> objective.loss(model, window, before));
                carried = result.kept();
                Tree.flatten(model)
                        .forEach((name, weight) ->
                                sums.merge(name, result.gradients().of(weight).times(window.tokens()), Tensor::plus));
            }
            var result = Tape.run(new Step(1, 0), () -> whole.loss(model, whole.batch(0, 0), whole.begin(model)));
            Tree.flatten(model).forEach((name, weight) -> {
                var all = result.gradients().of(weight).times(17f).toArray();
                var sum = sums.get(name).toArray();
                for (int i = 0; i < all.length; i++) {
                    assertThat(sum[i]).as("%s, advance %d", name, advance).isCloseTo(all[i], within(2e-5f));
                }
            });
        }
    }

    /** The states of an overlapping run, as long as nothing is learned, are those of one run over everything. */
    @Test
    void overlappingWindowsBeginWithTheStateOfTheirPlace() {
        var model = model("hidden", 6);
        var streams = Streams.of(TOKENS, 1, 6).advancing(2);
        var objective = new LanguageModelObjective(streams);
        var carried = objective.begin(model);
        for (int w = 0; w < streams.windows(); w++) {
            var window = streams.window(w);
            var before = carried;
            if (window.from() > 0) {
                var state = model.start(1);
                for (int t = 0; t < window.from(); t++) {
                    state = model.advance(new int[] {TOKENS[t]}, state);
                }
                assertThat(Tree.leaves(before.states().getFirst()).getFirst().toArray())
                        .isEqualTo(Tree.leaves(state).getFirst().toArray());
            }
            carried = Tape.run(new Step(1, 0), () -> objective.loss(model, window, before))
                    .kept();
        }
    }

    @Test
    void teacherForcingFreeRunningAndWhatLiesBetween() {
        var model = model("hidden", 6);
        var streams = Streams.of(TOKENS, 2, 7);
        var window = streams.window(0);
        var step = new Step(3, 5);
        assertThat(mixed(model, window, new OwnInputs(0, 0), step)).isSameAs(window.inputs());
        assertThat(mixed(model, window, new OwnInputs(1, 0), Step.evaluation())).isSameAs(window.inputs());
        assertThat(new OwnInputs(0.5f, 10).rate(step)).isEqualTo(0.25f);
        assertThat(new OwnInputs(0.5f, 10).rate(new Step(3, 50))).isEqualTo(0.5f);

        var free = mixed(model, window, new OwnInputs(1, 0), step).values();
        var draws = Sample.seed(step.key("own-inputs"));
        var state = model.start(2);
        assertThat(Arrays.copyOf(free, 2))
                .isEqualTo(Arrays.copyOf(window.inputs().values(), 2));
        for (int t = 1; t < 7; t++) {
            state = model.advance(new int[] {free[2 * t - 2], free[2 * t - 1]}, state);
            var scores = model.logits(state);
            for (int b = 0; b < 2; b++) {
                assertThat(free[2 * t + b])
                        .isEqualTo(draws.choose(scores.rows(b, b + 1).toArray(), 2L * t + b));
            }
        }

        int own = 0;
        for (int n = 0; n < 200; n++) {
            var some =
                    mixed(model, window, new OwnInputs(0.5f, 0), new Step(3, n)).values();
            for (int i = 2; i < some.length; i++) {
                own += some[i] == window.inputs().values()[i] ? 0 : 1;
            }
        }
        assertThat(own / 2400.0).isBetween(0.3, 0.45); // half of them drawn, and of these a fifth like the text's
    }

    private static Ids mixed(LanguageModel model, Streams.Window window, OwnInputs inputs, Step step) {
        var found = new Ids[1];
        Tape.run(step, () -> {
            var first = Arrays.copyOf(window.inputs().values(), 2);
            found[0] = inputs.mixed(model, window.inputs(), () -> model.advance(first, model.start(2)));
            return model.loss(window.reading(found[0]), model.start(2));
        });
        return found[0];
    }

    /** A rate of zero is teacher forcing to the bit, gradients included. */
    @Test
    void withoutInputsOfItsOwnNothingChanges() {
        var model = model("hidden", 6, "dropout", 0.2);
        var streams = Streams.of(TOKENS, 2, 7);
        var plain = new LanguageModelObjective(streams);
        var forced = new LanguageModelObjective(streams, new OwnInputs(0, 100));
        var one = Tape.run(new Step(1, 3), () -> plain.loss(model, streams.window(0), plain.begin(model)));
        var other = Tape.run(new Step(1, 3), () -> forced.loss(model, streams.window(0), forced.begin(model)));
        assertThat(other.loss()).isEqualTo(one.loss());
        Tree.flatten(model)
                .forEach((name, weight) -> assertThat(
                                other.gradients().of(weight).toArray())
                        .isEqualTo(one.gradients().of(weight).toArray()));
    }

    @Test
    void linesEndWithTheirLastToken() {
        var lines = new Scores(new float[] {-1, -2, -4, -8}).lines(new int[] {5, 9, 5, 5}, id -> id == 9);
        assertThat(lines).containsExactly(-3, -12);
    }

    @Test
    void aFileBringsTheSameModelBack(@TempDir Path folder) throws Exception {
        var settings = LanguageModel.Settings.presets().with("hidden", 6).with("tied", true);
        var tokenizer = Tokenizer.characters("abcde", Case.KEEP);
        var model = LanguageModel.of(settings, 5, Init.seed(7));
        var provenance = new Provenance("lm", Map.of(), Map.of("seed", "7"), "0", 3, "complete");
        var path = folder.resolve("m.safetensors");
        LanguageModelFile.save(path, new LanguageModelFile(model, settings, tokenizer, provenance));
        var loaded = LanguageModelFile.load(path);
        assertThat(loaded.settings()).isEqualTo(settings);
        assertThat(loaded.tokenizer()).isEqualTo(tokenizer);
        assertThat(loaded.provenance()).isEqualTo(provenance);
        assertThat(loaded.model().head().w()).isSameAs(loaded.model().embed().table());
        assertThat(Scores.of(loaded.model(), TOKENS).logProbabilities())
                .isEqualTo(Scores.of(model, TOKENS).logProbabilities());
        var again = folder.resolve("again.safetensors");
        LanguageModelFile.save(again, loaded);
        assertThat(Files.mismatch(path, again)).isEqualTo(-1);
    }

    @Test
    void aModelThatComputesSomethingElseFailsItsSelfCheck() {
        var model = model("hidden", 6);
        var check = SelfCheck.ofJson(SelfCheck.of(model).toJson());
        check.require(model);
        var other = Tree.map(
                model, t -> t.weight() ? Tensor.weight(t.times(1.00001f).toArray(), t.shape()) : t);
        assertThatThrownBy(() -> check.require(other)).hasMessageContaining("self-check failed");
        new SelfCheck(Tensor.NUMERICS + 1, check.inputs(), check.outputs()).require(other);
        var far = Tree.map(model, t -> t.weight() ? Tensor.weight(t.times(2f).toArray(), t.shape()) : t);
        assertThatThrownBy(() -> new SelfCheck(Tensor.NUMERICS + 1, check.inputs(), check.outputs()).require(far))
                .hasMessageContaining("self-check failed");
    }

    @Test
    void settingsThatContradictAreNamed() {
        assertThatThrownBy(() ->
                        LanguageModel.Settings.presets().with("tied", true).with("embedding", 3))
                .hasMessageContaining("embedding: expected the same as hidden");
        assertThatThrownBy(() -> LanguageModel.Settings.presets().with("dropout", 1))
                .hasMessageContaining("dropout");
        assertThatThrownBy(() -> LanguageModel.Settings.presets().with("hidden", 0))
                .hasMessageContaining("hidden");
    }
}
