package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.task.Part;
import carousel.data.task.TaskSpec;
import carousel.layer.Init;
import carousel.store.Settings;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small tasks are learned within seconds. */
class SequenceModelLearnsTest {

    private static TaskScore learn(String spec, String cell, int hidden, int steps) {
        var task = TaskSpec.parse(spec).task(Path.of(""));
        var settings = SequenceModel.Settings.presets().with("cell", cell).with("hidden", hidden);
        var model = SequenceModel.of(settings, task.form(), Init.seed(1));
        var objective = SequenceModelObjective.of(task, 1, 32, 10_000);
        var fit = Settings.read(
                Fit.class, Map.of("steps", String.valueOf(steps), "lr", "0.01", "clip", "1", "schedule", "cosine"));
        Trainer.of(
                        model,
                        objective,
                        objective,
                        m -> TaskScore.of(m, task, Part.VALID).loss(),
                        fit)
                .run(Monitor.none());
        return TaskScore.of(model, task, Part.TEST);
    }

    @Test
    void anEchoOfTwoChannels() {
        assertThat(learn("echo:steps=12,delay=2,channels=2", "gru", 32, 300).exactMatch())
                .isGreaterThan(0.99);
    }

    @Test
    void addingTwoNumbersOfTen() {
        assertThat(learn("adding:steps=10", "lstm", 24, 700).loss()).isLessThan(0.005);
    }

    @Test
    void countingToFive() {
        assertThat(learn("anbn:n=5", "peephole", 8, 400).exactMatch()).isEqualTo(1);
    }
}
