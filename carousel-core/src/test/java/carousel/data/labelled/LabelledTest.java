package carousel.data.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledTest {
    static final String SHA = "0".repeat(64);

    /** Texts and labels by turns, a line each. */
    static Labelled<Document> documents(String... textsAndLabels) {
        var examples = IntStream.range(0, textsAndLabels.length / 2)
                .mapToObj(i -> new Document(
                        textsAndLabels[2 * i],
                        textsAndLabels[2 * i + 1].isEmpty() ? List.of() : List.of(textsAndLabels[2 * i + 1]),
                        i + 1))
                .toList();
        return new Labelled<>("file.csv", SHA, examples, List.of());
    }

    static List<String> texts(Labelled<Document> data) {
        return data.examples().stream().map(Document::text).toList();
    }

    @Test
    void labelsAreCountedInTheirOrder() {
        assertThat(Labels.counts(documents("a", "y", "b", "x", "c", "y", "d", "")))
                .containsExactly(Map.entry("", 1), Map.entry("x", 1), Map.entry("y", 2));
    }

    @Test
    void labelsBecomeNumbers() {
        assertThat(Labels.numbers(documents("a", "3.5", "b", "-1e-3", "c", "7")))
                .containsExactly(3.5f, -0.001f, 7f);
    }

    @Test
    void aLabelThatIsNoNumberIsNamed() {
        for (var label : List.of("good", "NaN", "1,5", "0x10", "1f", "")) {
            assertThatThrownBy(() -> Labels.numbers(documents("a", "1", "b", label)))
                    .isInstanceOf(DataException.class)
                    .hasMessage("file.csv:2: the label is to be a number, but '" + label
                            + "' is no number; expected one such as -0.5 or 1e-3;"
                            + " for names of classes train a classifier");
        }
    }

    @Test
    void remarksAreCounted() {
        var data = documents("a", "x")
                .counting(0, "horse", "horses")
                .counting(1, "dog", "dogs")
                .counting(3, "cat", "cats");
        assertThat(data.remarks()).containsExactly("1 dog", "3 cats");
        assertThat(data.with(Arrays.asList(1, 2)).remarks()).containsExactly("1 dog", "3 cats");
        assertThatThrownBy(() -> new Labelled<>("a", "12", List.of(), List.of()))
                .hasMessageContaining("'12'");
    }

    @Test
    void duplicatesAreLeftOutAndCounted() {
        var data = documents("a", "x", "b", "y", "a", "x", "a", "y", "a", "x", "c", "z", "b", "y", "b", "x");
        var distinct = Distinct.examples(data);
        assertThat(distinct.examples().stream().map(Document::line)).containsExactly(1, 2, 4, 6, 8);
        assertThat(distinct.remarks()).containsExactly("3 duplicates left out", "2 contents with several answers");
        var contents = Distinct.contents(data);
        assertThat(texts(contents)).containsExactly("c");
        assertThat(contents.remarks()).endsWith("4 examples left out, whose answers differ");
        assertThat(Distinct.contents(documents("a", "x", "b", "y")).remarks()).isEmpty();
    }

    @Test
    void contentAndAnswerAreNotMixedUp() {
        assertThat(Distinct.examples(documents("a\nb", "c", "a", "b\nc")).examples())
                .hasSize(2);
    }

    @Test
    void orderIsTakenOutAndNothingElse() {
        var data = documents("one two three four five six seven", "x", "", "y", "one", "z");
        var shuffled = StepOrder.shuffled(data, 7);
        assertThat(shuffled).isEqualTo(StepOrder.shuffled(data, 7)).isNotEqualTo(data);
        assertThat(StepOrder.shuffled(data, 8)).isNotEqualTo(shuffled);
        assertThat(texts(shuffled).getFirst().split(" "))
                .containsExactlyInAnyOrder(texts(data).getFirst().split(" "));
        assertThat(shuffled.examples().stream().map(Document::labels))
                .isEqualTo(data.examples().stream().map(Document::labels).toList());
        assertThat(shuffled.sha256()).isEqualTo(data.sha256());
    }
}
