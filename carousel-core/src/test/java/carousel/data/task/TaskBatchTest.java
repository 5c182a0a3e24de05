package carousel.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TaskBatchTest {

    @Test
    void rowsAreTimeMajorAndAnswersFindTheirRows() {
        var form = new Form(Form.Input.SYMBOLS, 9, Form.Answer.CLASS, 9, Form.Asked.STEPS, 1);
        var shorter = new Example(new float[] {1, 2}, new int[] {1}, new float[] {5});
        var longer = new Example(new float[] {3, 4, 6}, new int[] {0, 2}, new float[] {7, 8});
        var batch = TaskBatch.pack(form, shorter, longer);
        assertThat(batch.inputs()).containsExactly(3, 1, 4, 2, 6);
        assertThat(batch.rows()).containsExactly(0, 3, 4);
        assertThat(batch.answers()).containsExactly(7, 5, 8);
        assertThat(batch.owners()).containsExactly(0, 1, 0);
        assertThat(batch.judged()).containsExactly(false, true, true);
        assertThat(batch.units()).isEmpty();
    }

    @Test
    void lastAnswersComeBySequence() {
        var form = new Form(Form.Input.FEATURES, 2, Form.Answer.VALUES, 1, Form.Asked.LAST, 0);
        var shorter = Example.last(new float[] {1, 2}, 1, 5);
        var longer = Example.last(new float[] {3, 4, 5, 6}, 2, 7);
        var batch = TaskBatch.pack(form, shorter, longer);
        assertThat(batch.inputs()).containsExactly(3, 4, 1, 2, 5, 6);
        assertThat(batch.rows()).containsExactly(2, 1);
        assertThat(batch.answers()).containsExactly(7, 5);
        assertThat(batch.judged()).containsExactly(true, true);
    }

    @Test
    void anAnswerAtAStepThatIsNotThereIsRefused() {
        var form = new Form(Form.Input.FEATURES, 1, Form.Answer.VALUES, 1, Form.Asked.STEPS, 0);
        var outside = new Example(new float[] {1, 2}, new int[] {2}, new float[] {5});
        var falling = new Example(new float[] {1, 2}, new int[] {1, 0}, new float[] {5, 6});
        assertThatThrownBy(() -> TaskBatch.pack(form, outside)).hasMessageContaining("0 of 1 answers");
        assertThatThrownBy(() -> TaskBatch.pack(form, falling)).hasMessageContaining("1 of 2 answers");
    }

    @Test
    void unitsOfAnExampleThatNamesNoneAllCount() {
        var form = new Form(Form.Input.FEATURES, 1, Form.Answer.SET, 2, Form.Asked.STEPS, 0);
        var some = new Example(new float[] {1}, new int[] {0}, new float[] {1, 0}, 0, 1);
        var all = new Example(new float[] {1}, new int[] {0}, new float[] {0, 1});
        assertThat(TaskBatch.pack(form, some, all).units()).containsExactly(0, 1, 1, 1);
    }
}
