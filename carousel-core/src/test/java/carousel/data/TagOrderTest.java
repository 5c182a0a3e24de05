package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.text.DataException;
import org.junit.jupiter.api.Test;

class TagOrderTest {
    /** 0 and 1 in turn, beginning with 0; 2 ends whatever it ends. */
    private static final TagOrder ORDER = TagOrder.of(3, (before, after) -> switch (before) {
        case TagOrder.EDGE -> after == 0;
        case 0 -> after == 1 || after == 2;
        case 1 -> after == 0 || after == 2;
        default -> after == TagOrder.EDGE;
    });

    @Test
    void everyPairIsAllowedAsTheRuleSays() {
        assertThat(ORDER.allows(TagOrder.EDGE, 0)).isTrue();
        assertThat(ORDER.allows(TagOrder.EDGE, 1)).isFalse();
        assertThat(ORDER.allows(0, 1)).isTrue();
        assertThat(ORDER.allows(1, 1)).isFalse();
        assertThat(ORDER.allows(1, TagOrder.EDGE)).isFalse();
        assertThat(ORDER.allows(2, TagOrder.EDGE)).isTrue();
        assertThat(ORDER.score(0, 1, 7)).isEqualTo(7);
        assertThat(ORDER.score(1, 1, 7)).isEqualTo(Double.NEGATIVE_INFINITY);
        for (int before = TagOrder.EDGE; before < 2; before++) {
            for (int after = TagOrder.EDGE; after < 2; after++) {
                assertThat(TagOrder.any(2).allows(before, after)).isTrue();
            }
        }
    }

    @Test
    void theFirstTagThatMayNotStandWhereItDoesIsNamed() {
        assertThatCode(() -> ORDER.require(Ids.pack(new int[] {0, 2}, new int[0], new int[] {0, 1, 0, 2})))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ORDER.require(Ids.pack(new int[] {0, 2}, new int[] {1, 0, 2})))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "tags: tag 1 after the edge in sequence 1, step 0; the order forbids it: repair the tags, or"
                                + " allow it");
        assertThatThrownBy(() -> ORDER.require(Ids.pack(new int[] {0, 1})))
                .hasMessageContaining("the edge after tag 1 in sequence 0, step 2");
        assertThatThrownBy(() -> ORDER.require(Ids.pack(new int[] {0, 3})))
                .hasMessageContaining("3 in sequence 0, step 1; expected 0 to 2");
        assertThatThrownBy(() -> TagOrder.any(0)).hasMessageContaining("expected 1 or more");
    }

    @Test
    void ordersAreEqualByWhatTheyAllow() {
        assertThat(TagOrder.of(2, (before, after) -> true))
                .isEqualTo(TagOrder.any(2))
                .hasSameHashCodeAs(TagOrder.any(2))
                .isNotEqualTo(TagOrder.any(3))
                .isNotEqualTo(TagOrder.of(2, (before, after) -> before != after));
        assertThat(ORDER).hasToString("TagOrder[3 tags, 9 pairs forbidden]");
    }
}
