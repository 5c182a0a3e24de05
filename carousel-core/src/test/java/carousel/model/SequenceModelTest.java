package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.task.Example;
import carousel.data.task.Form;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.data.task.TaskBatch;
import carousel.data.task.TaskSpec;
import carousel.layer.Chain;
import carousel.layer.Init;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Execution;
import carousel.recurrent.Merge;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Reordered;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Lstm;
import carousel.store.Provenance;
import carousel.store.SettingException;
import carousel.store.Settings;
import carousel.store.StoreException;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Stopper;
import carousel.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceModelTest {
    private static final String ADDING = "adding:steps=5";
    private static final String ANBN = "anbn:n=3";
    private static final String COPY = "copy:delay=2,length=2,symbols=3";
    private static final String ORDER = "temporal-order:steps=10";
    private static final String ECHO = "echo:steps=6,delay=2,channels=2";

    private static Task task(String spec) {
        return TaskSpec.parse(spec).task(Path.of(""));
    }

    private static SequenceModel.Settings settings(Object... keysAndValues) {
        var settings = SequenceModel.Settings.presets().with("hidden", 5);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings = settings.with((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    private static SequenceModel model(Task task, Object... keysAndValues) {
        return SequenceModel.of(settings(keysAndValues), task.form(), Init.seed(7));
    }

    /** Random biases: a rectifier that is given nothing but zeros has no gradient. */
    private static SequenceModel offKinks(SequenceModel model) {
        var init = Init.seed(8);
        return Tree.map(model, weight -> weight.shape().length == 1 ? init.uniform(0.5f, weight.shape()) : weight);
    }

    @Test
    void weightsHaveTheNamesOfTheEquation() {
        assertThat(Tree.flatten(model(task(ADDING))).keySet())
                .containsExactly(
                        "rnn.layers.0.cell.wx", "rnn.layers.0.cell.wh", "rnn.layers.0.cell.b", "head.w", "head.b");
        assertThat(Tree.flatten(model(task(ANBN), "embedding", 4, "bidirectional", true))
                        .keySet())
                .contains("input.embed.table", "rnn.layers.0.forward.cell.wx", "rnn.layers.0.backward.cell.wh");
        assertThat(Tree.flatten(model(task(ANBN), "layers", 2, "around", "highway"))
                        .keySet())
                .contains("rnn.layers.0.cell.wx", "rnn.layers.1.cell.cell.wx", "rnn.layers.1.cell.wt");
    }

    @ParameterizedTest
    @ValueSource(strings = {ADDING, ANBN, COPY, ORDER, ECHO})
    void gradientsAreRightForEveryAnswer(String spec) {
        var task = task(spec);
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 3);
        for (var model : List.of(
                model(task),
                model(task, "embedding", 3, "cell", "gru", "layers", 2, "around", "residual", "dropout", 0.3),
                model(task, "bidirectional", true, "layers", 2, "cell", "rnn"),
                model(task, "cell", "irnn", "layers", 2, "around", "highway"),
                model(task, "body", "window-mlp", "window", 3, "layers", 2, "dropout", 0.3),
                model(task, "body", "tcn", "window", 2, "layers", 2))) {
            var somewhere = offKinks(model);
            Oracle.check(new Step(1, 0), () -> somewhere.loss(batch));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "max", "attention"})
    void anAnswerAtTheEndMayComeFromAllSteps(String pool) {
        var task = task(ADDING);
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 3);
        var model = offKinks(model(task, "pool", pool));
        Oracle.check(new Step(1, 0), () -> model.loss(batch));
        assertThat(model.outputs(batch).toArray())
                .isNotEqualTo(offKinks(model(task)).outputs(batch).toArray());
    }

    @Test
    void answersOnTheWayComeFromTheirOwnSteps() {
        assertThatThrownBy(() -> model(task(ECHO), "pool", "mean"))
                .hasMessage("pool: expected last, for answers at steps on the way, got mean");
    }

    @Test
    void everyCellLearnsAStep() {
        var task = task(ECHO);
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 4);
        for (var cell : CellKind.values()) {
            var model = model(task, "cell", cell.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            var gradients = Tape.run(Step.evaluation(), () -> Outcome.of(model.loss(batch)))
                    .gradients();
            assertThat(gradients.norm()).as("%s", cell).isPositive();
        }
    }

    @Test
    void compiledEagerAndRecomputedGiveTheSameBits() {
        var task = task(ECHO);
        var model = model(task, "layers", 2);
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 20);
        var losses = new ArrayList<Float>();
        for (var execution : Execution.values()) {
            losses.add(execution.call(() -> model.loss(batch).item()));
        }
        assertThat(losses).containsOnly(losses.getFirst());
    }

    /** Nothing that is not asked for reaches the gradient: not even if the model would say something absurd there. */
    @Test
    void stepsThatAreNotAskedForDoNotCount() {
        var form = new Form(Form.Input.FEATURES, 1, Form.Answer.VALUES, 1, Form.Asked.STEPS, 0);
        var model = SequenceModel.of(settings(), form, Init.seed(7));
        var early = new Example(new float[] {1, 2, 3}, new int[] {1}, new float[] {1});
        var changed = new Example(new float[] {1, 2, 1e9f}, new int[] {1}, new float[] {1});
        var first = gradients(model, TaskBatch.pack(form, early));
        var second = gradients(model, TaskBatch.pack(form, changed));
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).containsExactly(first.get(i));
        }
    }

    private static List<float[]> gradients(SequenceModel model, TaskBatch batch) {
        var gradients =
                Tape.run(Step.evaluation(), () -> Outcome.of(model.loss(batch))).gradients();
        return Tree.leaves(model).stream()
                .map(weight -> gradients.of(weight).toArray())
                .toList();
    }

    @Test
    void aSequenceIsTheSameInAnyBatch() {
        for (var spec : List.of(ORDER, ANBN)) {
            for (boolean both : new boolean[] {false, true}) {
                var task = task(spec);
                var model = model(task, "bidirectional", both);
                var many = TaskBatch.of(task, Part.TRAIN, 1, 0, 6);
                var rows = model.outputs(many);
                for (int n = 0; n < 6; n++) {
                    int owner = many.lengths().packed(n);
                    var alone = model.outputs(TaskBatch.of(task, Part.TRAIN, 1, n, 1));
                    for (int i = 0, at = 0; i < many.asked(); i++) {
                        if (many.owners()[i] == owner) {
                            assertThat(rows.at(i, 0)).isEqualTo(alone.at(at++, 0));
                        }
                    }
                }
            }
        }
    }

    @Test
    void bothDirectionsOfALastAnswerHaveReadEverything() {
        var task = task(ADDING);
        var model = model(task, "bidirectional", true);
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 3);
        var bidirectional = (Bidirectional) ((Chain) model.rnn()).layers().getFirst();
        var inputs = model.input().read(batch.lengths(), batch.inputs());
        assertThat(model.outputs(batch).toArray())
                .containsExactly(model.head().apply(bidirectional.last(inputs)).toArray());
    }

    @Test
    void directionsAreMergedAsSaid() {
        var batch = TaskBatch.of(task(ADDING), Part.TRAIN, 1, 0, 3);
        for (var merge : Merge.values()) {
            var model = model(task(ADDING), "bidirectional", true, "layers", 2, "merge", merge);
            var top = (Bidirectional) ((Chain) model.rnn()).layers().getLast();
            assertThat(top.merge()).isEqualTo(merge);
            assertThat(model.head().w().rows()).isEqualTo(top.width());
            assertThat(model.outputs(batch).toArray()).hasSize(3);
            assertThat(model.plans()).hasSize(4);
        }
        assertThatThrownBy(() -> model(task(ADDING), "merge", "sum"))
                .isInstanceOf(SettingException.class)
                .hasMessage("merge: expected concat without --bidirectional, got sum");
    }

    @Test
    void anAnswerAtTheEndIsGivenWhenAllIsRead() {
        var task = task(ADDING);
        var forward = model(task);
        var backward = model(task, "reading", "backward");
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 4);
        var inputs = Tensor.of(batch.inputs(), batch.lengths().rows(), 2);
        var reversed = inputs.gather(batch.lengths().reversal()).toArray();
        var turned = new TaskBatch(
                batch.lengths(),
                reversed,
                batch.rows(),
                batch.owners(),
                batch.judged(),
                batch.answers(),
                batch.units());
        assertThat(backward.outputs(batch).toArray())
                .containsExactly(forward.outputs(turned).toArray());
        assertThat(backward.outputs(turned).toArray())
                .containsExactly(forward.outputs(batch).toArray());
    }

    @Test
    void answersAtManyStepsStandAtTheStepsThatWereRead() {
        var task = task(ECHO);
        var model = model(task, "reading", "middle-out");
        var batch = TaskBatch.of(task, Part.TRAIN, 1, 0, 3);
        var layer = (Reordered) model.rnn();
        var rows = layer.apply(model.input().read(batch.lengths(), batch.inputs()))
                .rows()
                .gather(batch.rows());
        assertThat(model.outputs(batch).toArray())
                .containsExactly(model.head().apply(rows).toArray());
        assertThat(model.plans()).hasSize(1);
    }

    @Test
    void chronoSpreadsTheMemoriesOfTheGates() {
        var lstm = cell(model(task(ADDING), "hidden", 400, "chrono", 100));
        var b = lstm.b().toArray();
        double halfway = 0;
        for (int j = 0; j < 400; j++) {
            assertThat(b[400 + j]).isBetween(0f, (float) Math.log(99)).isEqualTo(-b[j]);
            assertThat(b[800 + j]).isZero();
            halfway += Math.exp(b[400 + j]) / 400;
        }
        assertThat(halfway).isBetween(45.0, 55.0);
        assertThat(lstm.wh().toArray())
                .containsExactly(cell(model(task(ADDING), "hidden", 400)).wh().toArray());
        var z = Tree.flatten(model(task(ADDING), "hidden", 400, "cell", "gru", "chrono", 100))
                .get("rnn.layers.0.cell.b")
                .toArray();
        var plain = Tree.flatten(model(task(ADDING), "hidden", 400, "cell", "gru"))
                .get("rnn.layers.0.cell.b")
                .toArray();
        halfway = 0;
        for (int j = 0; j < 400; j++) {
            assertThat(z[400 + j]).isBetween(0f, (float) Math.log(99));
            halfway += Math.exp(z[400 + j]) / 400;
            assertThat(z[j]).isEqualTo(plain[j]);
            assertThat(z[800 + j]).isEqualTo(plain[800 + j]);
        }
        assertThat(halfway).isBetween(45.0, 55.0);
        assertThatThrownBy(() -> settings("cell", "rnn", "chrono", 100)).hasMessageContaining("chrono");
    }

    private static Lstm cell(SequenceModel model) {
        return (Lstm) ((Recurrent) ((Stacked) model.rnn()).layers().getFirst()).cell();
    }

    @ParameterizedTest
    @ValueSource(strings = {ADDING, COPY, ECHO})
    void aFileBringsTheSameModelBack(String text, @TempDir Path folder) throws Exception {
        var spec = TaskSpec.parse(text);
        var settings = settings("embedding", 3, "bidirectional", true);
        var model = SequenceModel.of(settings, task(text).form(), Init.seed(7));
        var provenance = new Provenance("task", Map.of(), Map.of("seed", "7"), "0", 3, "complete");
        var path = folder.resolve("m.safetensors");
        SequenceModelFile.save(path, new SequenceModelFile(model, settings, spec, provenance));
        var loaded = SequenceModelFile.load(path);
        assertThat(loaded.settings()).isEqualTo(settings);
        assertThat(loaded.spec()).isEqualTo(spec);
        assertThat(loaded.provenance()).isEqualTo(provenance);
        assertThat(loaded.model().form()).isEqualTo(model.form());
        assertThat(Tree.bytes(loaded.model())).isEqualTo(Tree.bytes(model));
        var again = folder.resolve("again.safetensors");
        SequenceModelFile.save(again, loaded);
        assertThat(Files.mismatch(path, again)).isEqualTo(-1);
        assertThatThrownBy(() -> LanguageModelFile.load(path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'task'");
    }

    @Test
    void comparatorsReadSequencesToo(@TempDir Path folder) {
        var spec = TaskSpec.parse(ADDING);
        for (var body : List.of("tcn", "window-mlp")) {
            var settings = settings("body", body, "window", 2);
            var model = SequenceModel.of(settings, task(ADDING).form(), Init.seed(7));
            assertThat(model.plans()).isEmpty();
            var path = folder.resolve(body);
            var provenance = new Provenance("task", Map.of(), Map.of("seed", "7"), "0", 3, "complete");
            SequenceModelFile.save(path, new SequenceModelFile(model, settings, spec, provenance));
            assertThat(Tree.bytes(SequenceModelFile.load(path).model())).isEqualTo(Tree.bytes(model));
        }
        assertThatThrownBy(() -> settings("body", "tcn", "bidirectional", true)).hasMessageContaining("body");
        assertThatThrownBy(() -> settings("body", "tcn", "learned-start", true)).hasMessageContaining("body");
        assertThatThrownBy(() -> settings("body", "tcn", "layers", 25)).hasMessageContaining("at most 24");
    }

    @Test
    void aResumedRunEndsInTheSameBits() {
        var undisturbed = model(task(ANBN), "dropout", 0.2);
        trainer(undisturbed).run(Monitor.none());
        var stop = new Stopper(13);
        trainer(model(task(ANBN), "dropout", 0.2)).run(stop);
        var resumed = model(task(ANBN), "dropout", 0.2);
        var trainer = trainer(resumed);
        trainer.restore(stop.last());
        trainer.run(Monitor.none());
        assertThat(Tree.bytes(resumed)).isEqualTo(Tree.bytes(undisturbed));
    }

    private static Trainer<SequenceModel, TaskBatch, ?> trainer(SequenceModel model) {
        var task = task(ANBN);
        var objective = SequenceModelObjective.of(task, 1, 4, 40);
        var fit = Settings.read(Fit.class, Map.of("steps", "30", "eval-every", "10", "lr", "0.01"));
        return Trainer.of(
                model,
                objective,
                objective,
                m -> TaskScore.of(m, task, Part.VALID).loss(),
                fit);
    }

    @Test
    void scoresCountWhatIsRight() {
        var task = task(ECHO);
        var model = model(task);
        var zero = Tree.map(model, weight -> Tensor.weight(new float[weight.size()], weight.shape()));
        var score = TaskScore.of(zero, task, Part.TEST);
        assertThat(score.loss()).isBetween(0.6931, 0.6932);
        assertThat(score.sequences()).isEqualTo(2000);
        assertThat(score.exactMatch()).isLessThan(0.05);
        assertThat(score.accuracy()).isBetween(0.3, 0.4); // two steps of one bit, two of two
    }
}
