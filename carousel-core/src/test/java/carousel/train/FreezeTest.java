package carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Streams;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Held;
import carousel.optim.Optimizer;
import carousel.optim.Sgd;
import carousel.tensor.Gradients;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreezeTest {
    private static final int HIDDEN = 12;
    private final Streams streams = Streams.of(new Random(1).ints(300, 0, 5).toArray(), 4, 6);

    private static LanguageModel model() {
        var settings = LanguageModel.Settings.presets().with("hidden", HIDDEN).with("layers", 2);
        return LanguageModel.of(settings, 5, Init.seed(1));
    }

    private LanguageModel trained(String freeze) {
        var model = model();
        trainer(model, streams, freeze).run(Monitor.none());
        return model;
    }

    private Trainer<LanguageModel, ?, ?> trainer(LanguageModel model, Streams windows, String freeze) {
        var objective = new LanguageModelObjective(windows);
        var fit = Fit.epochs(2).with("freeze", freeze).with("weight-decay", 0.1).with("l2", 0.1);
        return Trainer.of(model, objective, objective, m -> LanguageModelObjective.evaluate(m, streams), fit);
    }

    /** Amid windows that overlap, the states of several of which are on their way. */
    @Test
    void aResumedRunHoldsTheSameWeightsAndEndsInTheSameBits() {
        var windows = streams.advancing(2);
        var freeze = "embed.*,rnn.layers.0.cell.b[12:24]";
        var undisturbed = model();
        trainer(undisturbed, windows, freeze).run(Monitor.none());
        var stopper = new Stopper(windows.windows() + 5);
        trainer(model(), windows, freeze).run(stopper);
        var resumed = model();
        var trainer = trainer(resumed, windows, freeze);
        trainer.restore(stopper.last());
        trainer.run(Monitor.none());
        assertThat(Tree.bytes(resumed)).isEqualTo(Tree.bytes(undisturbed));
        assertThat(resumed.embed().table().toArray())
                .isEqualTo(model().embed().table().toArray());
    }

    @Test
    void frozenWeightsStayToTheBitAndTheOthersLearn() {
        var before = Tree.flatten(model());
        Tree.flatten(trained("embed.*, rnn.*.wh")).forEach((name, weight) -> {
            boolean same = Arrays.equals(weight.toArray(), before.get(name).toArray());
            assertThat(same).as(name).isEqualTo(name.startsWith("embed") || name.endsWith("wh"));
        });
    }

    /** The forget gates of the LSTM are the second block. */
    @Test
    void theBiasOfAGateStaysAndTheOthersLearn() {
        var before = Tree.flatten(model());
        var after = Tree.flatten(trained("rnn.layers.*.cell.b[12:24]"));
        for (var name : List.of("rnn.layers.0.cell.b", "rnn.layers.1.cell.b")) {
            for (int i = 0; i < 4 * HIDDEN; i++) {
                boolean same = after.get(name).at(0, i) == before.get(name).at(0, i);
                assertThat(same).as("%s[%d]", name, i).isEqualTo(i / HIDDEN == 1);
            }
        }
    }

    @Test
    void aConstantHasNoGradientAndTheOthersTheSame() {
        var model = model();
        var window = streams.window(0);
        var frozen = Freeze.of("rnn.layers.0.*").constants(model);
        try (var some = gradients(frozen, window);
                var all = gradients(model, window)) {
            Tree.flatten(model).forEach((name, weight) -> {
                if (name.startsWith("rnn.layers.0")) {
                    assertThat(some.contains(Tree.flatten(frozen).get(name)))
                            .as(name)
                            .isFalse();
                } else {
                    assertThat(some.of(weight).toArray())
                            .as(name)
                            .isEqualTo(all.of(weight).toArray());
                }
            });
        }
    }

    private static Gradients gradients(LanguageModel model, Streams.Window window) {
        return Tape.run(Step.evaluation(), () -> model.loss(window, model.start(4)))
                .gradients();
    }

    @Test
    void heldColumnsAreNotPartOfTheNorm() {
        record Model(Tensor w) {}
        var model = new Model(Tensor.weight(new float[] {3, 4, 1}, 1, 3));
        var optimizer = Optimizer.of(Sgd.rate(1), 0, Map.of("w", List.of(new Held(1, 2))));
        try (var gradients = Tape.run(
                        Step.evaluation(),
                        () -> Outcome.of(model.w.square().sum().times(0.5f)))
                .gradients()) {
            assertThat(gradients.norm()).isEqualTo(Math.sqrt(26));
            optimizer.update(model, gradients, new Clip.GlobalNorm((float) Math.sqrt(10)));
        }
        assertThat(model.w.toArray()).containsExactly(0, 4, 0);
    }

    @Test
    void thePenaltyIsInTheGradient() {
        record Model(Tensor w) {}
        var model = new Model(Tensor.weight(new float[] {3, -4}, 1, 2));
        try (var gradients =
                Tape.run(Step.evaluation(), () -> Outcome.of(model.w.sum())).gradients()) {
            Optimizer.of(Sgd.rate(0.1f), 0.5f, Map.of()).update(model, gradients);
        }
        assertThat(model.w.toArray()).containsExactly(3 - 0.1f * (1 + 1.5f), -4 - 0.1f * (1 - 2));
        assertThatThrownBy(() -> Optimizer.of(Adam.rate(1), -1, Map.of())).hasMessageContaining("l2");
    }

    @Test
    void aPatternWithoutAWeightIsAnError() {
        var model = model();
        assertThatThrownBy(() -> Freeze.of("rnn.layers.7.*").constants(model))
                .hasMessageContaining("no weight is called rnn.layers.7.*")
                .hasMessageContaining("embed.table");
        assertThatThrownBy(() -> Freeze.of("rnn.layers.0.cell.b[12:49]").constants(model))
                .hasMessageContaining("48 columns");
        assertThatThrownBy(() -> Freeze.of("a[2:1]")).hasMessageContaining("not empty");
        assertThatThrownBy(() -> Freeze.of("a b")).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> Fit.epochs(1).with("freeze", "a[2:1]"))
                .hasMessageStartingWith("freeze: columns [2:1]");
        assertThat(Freeze.of("").constants(model)).isEqualTo(model);
    }
}
