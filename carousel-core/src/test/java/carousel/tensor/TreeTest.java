package carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
    private record Leaf(Tensor w, Tensor b, String name) {}

    private record Whole(List<Leaf> layers, Tensor[] extra, int size, Tensor shared) {}

    private static Tensor weight(float... values) {
        return Tensor.weight(values, values.length);
    }

    private static Whole whole() {
        var shared = weight(1, 2);
        return new Whole(
                List.of(new Leaf(shared, weight(3), "a"), new Leaf(weight(4), weight(5), "b")),
                new Tensor[] {weight(6)},
                7,
                shared);
    }

    @Test
    void namesFollowTheComponentsAndASharedTensorHasOne() {
        assertThat(Tree.flatten(whole()).keySet())
                .containsExactly("layers.0.w", "layers.0.b", "layers.1.w", "layers.1.b", "extra.0");
        assertThat(Tree.count(whole())).isEqualTo(6);
        assertThat(Tree.leaves(whole())).hasSize(6);
    }

    @Test
    void replacingKeepsSharingAndSettings() {
        var tensors = new LinkedHashMap<>(Tree.flatten(whole()));
        tensors.put("layers.0.w", weight(8, 9));
        var replaced = Tree.with(whole(), tensors);
        assertThat(replaced.layers().get(0).w().toArray()).containsExactly(8, 9);
        assertThat(replaced.shared()).isSameAs(replaced.layers().get(0).w());
        assertThat(replaced.size()).isEqualTo(7);
        assertThat(replaced.layers().get(1).name()).isEqualTo("b");
    }

    @Test
    void aMissingOrMisshapenTensorIsNamed() {
        var tensors = new LinkedHashMap<>(Tree.flatten(whole()));
        tensors.put("extra.0", weight(1, 2));
        assertThatThrownBy(() -> Tree.with(whole(), tensors)).hasMessage("extra.0: given [2], needed [1]");
        tensors.remove("extra.0");
        assertThatThrownBy(() -> Tree.with(whole(), tensors)).hasMessageContaining("extra.0: given nothing");
    }

    @Test
    void zipCombinesLeafByLeafAndRefusesOtherForms() {
        var sums = Tree.zip(whole(), whole(), Tensor::plus);
        assertThat(sums.extra()[0].toArray()).containsExactly(12);
        assertThatThrownBy(() -> Tree.zip(List.of(weight(1)), List.of(), Tensor::plus))
                .hasMessageContaining("fewer tensors");
        assertThatThrownBy(() -> Tree.zip(List.of(), List.of(weight(1)), Tensor::plus))
                .hasMessageContaining("more tensors");
    }

    @Test
    void rowsReorderAState() {
        var state = new Leaf(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), Tensor.of(new float[] {5, 6}, 2, 1), "s");
        var reordered = Tree.rows(state, 1, 1, 0);
        assertThat(reordered.w().toArray()).containsExactly(3, 4, 3, 4, 1, 2);
        assertThat(reordered.b().toArray()).containsExactly(6, 6, 5);
    }

    @Test
    void aSnapshotComesBackAndATornOneIsRefused() {
        var bytes = Tree.bytes(whole());
        var back = Tree.of(bytes, whole());
        assertThat(Tree.bytes(back)).isEqualTo(bytes);
        for (int length = 0; length < bytes.length; length++) {
            var torn = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Tree.of(torn, whole())).isInstanceOf(ShapeException.class);
        }
        assertThatThrownBy(() -> Tree.of(Arrays.copyOf(bytes, bytes.length + 1), whole()))
                .hasMessageContaining("too many");
    }
}
