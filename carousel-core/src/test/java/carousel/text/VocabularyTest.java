package carousel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    @Test
    void symbolsAndIdsAreInverse() {
        var vocabulary = Vocabulary.of(List.of("b", "<unk>", "ä", "<eos>", "a"));
        assertThat(vocabulary.size()).isEqualTo(5);
        for (int id = 0; id < vocabulary.size(); id++) {
            assertThat(vocabulary.id(vocabulary.symbol(id))).isEqualTo(id);
        }
        assertThat(vocabulary.unknown()).isEqualTo(1);
        assertThat(vocabulary.end()).isEqualTo(3);
        assertThat(vocabulary.contains("ä")).isTrue();
    }

    @Test
    void absentSymbolsHaveIdMinusOne() {
        var vocabulary = Vocabulary.of(List.of("a"));
        assertThat(vocabulary.id("b")).isEqualTo(-1);
        assertThat(vocabulary.contains("b")).isFalse();
        assertThat(vocabulary.unknown()).isEqualTo(-1);
        assertThat(vocabulary.end()).isEqualTo(-1);
        assertThatThrownBy(() -> vocabulary.symbol(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void laterChangesOfTheListDoNotMatter() {
        var list = new ArrayList<>(List.of("a", "b"));
        var vocabulary = Vocabulary.of(list);
        list.set(0, "c");
        assertThat(vocabulary.symbols()).containsExactly("a", "b");
        assertThat(vocabulary).isEqualTo(Vocabulary.of(List.of("a", "b"))).isNotEqualTo(Vocabulary.of(list));
    }

    @Test
    void duplicatesEmptySymbolsAndHalfSurrogatesAreRefused() {
        assertThatThrownBy(() -> Vocabulary.of(List.of("a", "b", "a")))
                .isInstanceOf(DataException.class)
                .hasMessage("vocabulary: 'a' stands twice, as ids 0 and 2; symbols must differ");
        assertThatThrownBy(() -> Vocabulary.of(List.of("a", "")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("id 1 is empty");
        assertThatThrownBy(() -> Vocabulary.of(List.of("\ud83d")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("surrogate");
    }
}
