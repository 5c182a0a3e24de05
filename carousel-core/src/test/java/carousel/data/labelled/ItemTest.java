package carousel.data.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemTest {
    private static Series series(float... values) {
        return new Series(values, 2, List.of("a"), 3);
    }

    @Test
    void stepsAreReorderedWithWhatBelongsToThem() {
        assertThat(new Document(" one  two\tthree ", List.of("x"), 4).reordered(2, 0, 1))
                .isEqualTo(new Document("three one two", List.of("x"), 4));
        assertThat(new Sentence(List.of("a", "b", "c"), List.of("1", "2", "3"), "x", 4).reordered(2, 0, 1))
                .isEqualTo(new Sentence(List.of("c", "a", "b"), List.of("3", "1", "2"), "x", 4));
        assertThat(new Sentence(List.of("a", "b"), List.of(), "", 1)
                        .reordered(1, 0)
                        .words())
                .containsExactly("b", "a");
        assertThat(series(1, 2, 3, 4, 5, 6).reordered(1, 2, 0)).isEqualTo(series(3, 4, 5, 6, 1, 2));
    }

    @Test
    void emptyExamplesHaveNoSteps() {
        assertThat(new Document("", List.of(), 1).steps()).isZero();
        assertThat(new Document(" \t", List.of(), 1).reordered().text()).isEmpty();
        assertThat(new Sentence(List.of(), List.of(), "", 1).reordered().steps())
                .isZero();
        assertThat(series().reordered().steps()).isZero();
    }

    @Test
    void whatIsNoOrderIsRefused() {
        var document = new Document("a b", List.of(), 1);
        for (var order : List.of(new int[] {0}, new int[] {0, 0}, new int[] {0, 2}, new int[] {-1, 0}, new int[3])) {
            assertThatThrownBy(() -> document.reordered(order)).hasMessageContaining("every number from 0 to 1 once");
        }
    }

    @Test
    void contentsDifferWhereInputsDoAndAnswersWhereTheyDo() {
        assertThat(series(1, 2).content()).isEqualTo(new Series(new float[] {1, 2}, 2, List.of(), 9).content());
        assertThat(series(1, 2).content()).isNotEqualTo(series(2, 1).content());
        assertThat(series(1, 2, 3, 4).content())
                .isNotEqualTo(new Series(new float[] {1, 2, 3, 4}, 1, List.of("a"), 3).content());
        var sentence = new Sentence(List.of("a", "b"), List.of("1", "2"), "x", 1);
        assertThat(sentence.content())
                .isEqualTo(new Sentence(List.of("a", "b"), List.of(), "", 2).content())
                .isNotEqualTo(new Sentence(List.of("a b"), List.of(), "", 2).content());
        assertThat(sentence.answer())
                .isNotEqualTo(new Sentence(List.of("a", "b"), List.of("1", "3"), "x", 1).answer())
                .isNotEqualTo(new Sentence(List.of("a", "b"), List.of("1", "2"), "y", 1).answer());
        assertThat(new Document("t", List.of("a", "b"), 1).label()).isEqualTo("a, b");
    }

    @Test
    void examplesCheckThemselves() {
        assertThatThrownBy(() -> new Sentence(List.of("a"), List.of("1", "2"), "", 1))
                .hasMessageContaining("1 words, but 2 tags");
        assertThatThrownBy(() -> series(1, 2, 3)).hasMessageContaining("3 values for 2 channels");
        assertThatThrownBy(() -> new Series(new float[0], 0, List.of(), 1)).hasMessageContaining("0 channels");
        assertThatThrownBy(() -> series(1, 2, 3, Float.NaN)).hasMessageContaining("NaN at step 1");
        assertThatThrownBy(() -> new Document("a", List.of(""), 1)).hasMessageContaining("at least a character");
        assertThatThrownBy(() -> new Document("a", List.of(), 0)).hasMessageContaining("line 0");
    }

    @Test
    void nobodyChangesLists() {
        var labels = new ArrayList<>(List.of("a"));
        var document = new Document("t", labels, 1);
        labels.set(0, "b");
        assertThat(document.labels()).containsExactly("a");
    }
}
