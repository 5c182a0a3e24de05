package carousel.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CurriculumTest {
    private static final TaskSpec FULL = TaskSpec.parse("adding:steps=100");

    private static int length(Task task, Part part, long n) {
        return task.example(part, 1, n).inputs().length / 2;
    }

    @Test
    void examplesToLearnFromGrowToTheirFullLength() {
        var task = Curriculum.parse(FULL, "10:1000");
        assertThat(length(task, Part.TRAIN, 0)).isEqualTo(10);
        assertThat(length(task, Part.TRAIN, 500)).isEqualTo(55);
        assertThat(length(task, Part.TRAIN, 999)).isEqualTo(99);
        assertThat(length(task, Part.TRAIN, 1000)).isEqualTo(100);
        assertThat(length(task, Part.TRAIN, 1_000_000)).isEqualTo(100);
        assertThat(length(task, Part.TEST, 0)).isEqualTo(100);
    }

    @Test
    void theRestIsTheTask() {
        for (var spec : TaskSpec.all()) {
            if (!spec.kind().length().isEmpty()) {
                int full = spec.parameters().get(spec.kind().length());
                var task = new Curriculum(spec, full, 10);
                var whole = spec.task(Path.of(""));
                assertThat(task.form()).isEqualTo(whole.form());
                assertThat(task.examples(Part.TEST)).isEqualTo(whole.examples(Part.TEST));
                assertThat(task.example(Part.TRAIN, 3, 5).inputs())
                        .isEqualTo(whole.example(Part.TRAIN, 3, 5).inputs());
            }
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Curriculum.parse(FULL, "10")).hasMessageContaining("FROM:OVER");
        assertThatThrownBy(() -> Curriculum.parse(FULL, "101:5")).hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> Curriculum.parse(FULL, "1:5")).hasMessageContaining("steps: expected 2 or more");
        assertThatThrownBy(() -> Curriculum.parse(TaskSpec.parse("mnist-rows"), "1:5"))
                .hasMessageContaining("one length");
    }
}
