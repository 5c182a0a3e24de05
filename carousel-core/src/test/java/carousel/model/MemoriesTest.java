package carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.task.Adding;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.diagnose.Diagnosis.Verdict;
import carousel.layer.Init;
import carousel.train.Fit;
import carousel.train.Monitor;
import carousel.train.Trainer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoriesTest {

    private static SequenceModel trained(Task task, int steps) {
        var settings = SequenceModel.Settings.presets().with("cell", "rnn").with("hidden", 32);
        var model = SequenceModel.of(settings, task.form(), Init.seed(1));
        var objective = SequenceModelObjective.of(task, 1, 32, 1000);
        var fit = Fit.epochs(1)
                .with("steps", steps)
                .with("lr", 0.003)
                .with("clip", 1)
                .with("eval-every", steps);
        Trainer.of(model, objective, objective, m -> 0, fit).run(Monitor.none());
        return model;
    }

    /** A tanh net solves the adding problem over ten steps and not over eighty: it looks back as far, and no further. */
    @Test
    void theVerdictFlipsWhereAccuracyCollapses() {
        var near = new Adding(10);
        var solved = trained(near, 1500);
        assertThat(TaskScore.of(solved, near, Part.VALID).loss()).isLessThan(0.03);
        assertThat(Memories.of(solved, near, 16).verdict()).isEqualTo(Verdict.REMEMBERS);

        var far = new Adding(80);
        var lost = trained(far, 400);
        assertThat(TaskScore.of(lost, far, Part.VALID).loss()).isGreaterThan(0.12);
        assertThat(Memories.of(lost, far, 16).verdict()).isEqualTo(Verdict.VANISHES);
    }

    @Test
    void aLanguageModelIsLookedAtOnStretchesOfAText() {
        var model = LanguageModel.of(LanguageModel.Settings.presets().with("hidden", 16), 7, Init.seed(1));
        var tokens = new Random(1).ints(300, 0, 7).toArray();
        var diagnosis = Memories.of(model, tokens, 50, 4);
        assertThat(diagnosis.steps()).isEqualTo(50);
        assertThat(diagnosis.layers().getFirst().cell()).isEqualTo("Lstm");
        assertThatThrownBy(() -> Memories.of(model, tokens, 300, 4)).hasMessageContaining("300 steps");
    }

    @Test
    void bothDirectionsHaveNoPast() {
        var task = new Adding(5);
        var settings = SequenceModel.Settings.presets().with("hidden", 4).with("bidirectional", true);
        var model = SequenceModel.of(settings, task.form(), Init.seed(1));
        assertThatThrownBy(() -> Memories.of(model, task, 2)).hasMessageContaining("both directions");
    }
}
