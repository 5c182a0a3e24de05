package carousel.baseline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.baseline.linear.Grams.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BagTest {
    private static final List<List<String>> TEXTS =
            List.of(List.of("the", "old", "man"), List.of("old", "old", "boats"), List.of());

    /** A row by the names of its features. */
    private static TreeMap<String, Float> named(Bag bag, SparseRows rows, int row) {
        var named = new TreeMap<String, Float>();
        for (int i = rows.starts()[row]; i < rows.starts()[row + 1]; i++) {
            named.put(bag.features().symbol(rows.ids()[i]), rows.values()[i]);
        }
        return named;
    }

    @Test
    void wordsAndRunsOfWordsAreCounted() {
        var bag = Bag.of(Grams.words(2).weighing(Weight.COUNT), TEXTS);
        assertThat(bag.features().symbols())
                .containsExactly("the", "old", "man", "the old", "old man", "boats", "old old", "old boats");
        var rows = bag.rows(List.of(List.of("old", "boats", "old", "old", "cats"), List.of(), List.of("x")));
        assertThat(named(bag, rows, 0))
                .isEqualTo(new TreeMap<>(java.util.Map.of("old", 3f, "boats", 1f, "old old", 1f, "old boats", 1f)));
        assertThat(rows.rows()).isEqualTo(3);
        assertThat(rows.starts()).containsExactly(0, 4, 4, 4);
        var present = Bag.of(Grams.words(1).weighing(Weight.PRESENCE), TEXTS);
        assertThat(named(present, present.rows(TEXTS), 1))
                .isEqualTo(new TreeMap<>(java.util.Map.of("old", 1f, "boats", 1f)));
    }

    @Test
    void charactersKnowWhereWordsBeginAndEnd() {
        var bag = Bag.of(Grams.characters(2, 3).weighing(Weight.COUNT), List.of(List.of("a", "ox")));
        assertThat(bag.features().symbols()).containsExactly(" a", "a ", " o", "ox", "x ", " a ", "a o", " ox", "ox ");
        var pairs = Bag.of(Grams.characters(2, 2), List.of(List.of("😀b"))); // code points, not halves of them
        assertThat(pairs.features().symbols()).containsExactly(" 😀", "😀b", "b ");
    }

    @Test
    void rareFeaturesAreLeftOut() {
        var bag = Bag.of(Grams.words(2).inAtLeast(2), TEXTS);
        assertThat(bag.features().symbols()).containsExactly("old"); // "old" twice in a text is one text
    }

    @Test
    void tfIdfIsItsFormula() {
        var bag = Bag.of(Grams.words(1), TEXTS);
        var row = named(bag, bag.rows(TEXTS), 1);
        double old = (1 + Math.log(2)) * (1 + Math.log(4 / 3.0));
        double boats = 1 + Math.log(4 / 2.0);
        double length = Math.hypot(old, boats);
        assertThat(row.get("old")).isCloseTo((float) (old / length), within(1e-6f));
        assertThat(row.get("boats")).isCloseTo((float) (boats / length), within(1e-6f));
    }

    @Test
    void longTextsGrow() {
        var text = new String[5000];
        Arrays.setAll(text, i -> "w" + i % 3000);
        var bag = Bag.of(Grams.words(1).weighing(Weight.COUNT), List.of(List.of(text)));
        var rows = bag.rows(List.of(List.of(text), List.of("w7")));
        assertThat(rows.starts()).containsExactly(0, 3000, 3001);
        assertThat(Arrays.copyOf(rows.ids(), 3000)).isSorted();
        assertThat(rows.values()[7]).isEqualTo(2);
        assertThat(rows.values()[2999]).isEqualTo(1);
    }

    @Test
    void emptyWordsSayNothing() {
        var bag = Bag.of(Grams.words(1), List.of(List.of(""), List.of("a", "", "b")));
        assertThat(bag.features().symbols()).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Grams.words(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Grams.characters(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SparseRows.dense(new float[2], new float[3])).hasMessageContaining("row 1 has 3");
        assertThatThrownBy(() -> new SparseRows(2, new int[] {0, 1}, new int[] {2}, new float[1]))
                .hasMessageContaining("column 2");
        assertThatThrownBy(() -> new SparseRows(2, new int[] {0, 2, 1}, new int[1], new float[1]))
                .hasMessageContaining("fall");
        assertThatThrownBy(() -> new SparseRows(2, new int[] {0, 2}, new int[1], new float[1]))
                .hasMessageContaining("last start");
    }
}
