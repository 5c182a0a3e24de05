package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.cell.CellKind;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Oracle;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReorderedTest {
    private static final List<Reading> ALL =
            List.of(Reading.FORWARD, Reading.BACKWARD, Reading.MIDDLE_OUT, Reading.strided(3), Reading.permuted(7));

    private static Recurrent layer() {
        return Recurrent.of(CellContract.randomised(Lstm.of(CellContract.FEATURES, 4, Init.seed(1)), 2));
    }

    @Test
    void ordersAreWhatTheirNamesSay() {
        assertThat(Reading.BACKWARD.order(4)).containsExactly(3, 2, 1, 0);
        assertThat(Reading.MIDDLE_OUT.order(5)).containsExactly(2, 3, 1, 4, 0);
        assertThat(Reading.MIDDLE_OUT.order(4)).containsExactly(1, 2, 0, 3);
        assertThat(Reading.strided(3).order(7)).containsExactly(0, 3, 6, 1, 4, 2, 5);
        assertThat(Reading.of(2, 0, 1).order(3)).containsExactly(2, 0, 1);
    }

    @Test
    void ordersAreFoundByTheirNames() {
        assertThat(Reading.named("middle-out")).isSameAs(Reading.MIDDLE_OUT);
        assertThat(Reading.named("strided:3").order(7))
                .containsExactly(Reading.strided(3).order(7));
        assertThat(Reading.named("permuted:-7").order(9))
                .containsExactly(Reading.permuted(-7).order(9));
        for (var wrong : List.of("", "middle", "strided", "strided:x", "permuted:", "forward:1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Reading.named(wrong))
                    .withMessageContaining(
                            "expected forward, backward, middle-out, strided:N or permuted:SEED, got '" + wrong);
        }
    }

    @Test
    void everyOrderIsAPermutation() {
        for (var reading : ALL) {
            for (int length = 0; length < 20; length++) {
                var order = reading.order(length);
                Arrays.sort(order);
                assertThat(order).isEqualTo(Reading.FORWARD.order(length));
            }
        }
        assertThat(Reading.permuted(7).order(12)).isEqualTo(Reading.permuted(7).order(12));
        assertThat(Reading.permuted(8).order(12))
                .isNotEqualTo(Reading.permuted(7).order(12));
    }

    @Test
    void readingForwardChangesNothing() {
        var sequence = CellContract.input(4, 0, 9, 1);
        var layer = layer();
        assertThat(new Reordered(layer, Reading.FORWARD).apply(sequence).rows().toArray())
                .isEqualTo(layer.apply(sequence).rows().toArray());
    }

    /** Every sequence alone, its steps written down in the order they are read. */
    @Test
    void outputsStandWhereTheirStepStood() {
        var sequence = CellContract.input(4, 0, 9, 1);
        var lengths = sequence.lengths();
        var layer = layer();
        for (var reading : ALL) {
            var outputs = new Reordered(layer, reading).apply(sequence);
            for (int b = 0; b < lengths.batch(); b++) {
                var order = reading.order(lengths.length(b));
                var rows = new int[order.length];
                for (int t = 0; t < order.length; t++) {
                    rows[t] = lengths.row(b, order[t]);
                }
                var alone = layer.apply(new Sequence(sequence.rows().gather(rows), Lengths.of(rows.length)));
                assertThat(outputs.rows().gather(rows).toArray())
                        .isEqualTo(alone.rows().toArray());
            }
        }
    }

    @Test
    void backwardIsTheBackwardHalfOfBothDirections() {
        var sequence = CellContract.input(4, 0, 9, 1);
        var both = Bidirectional.of(
                        CellKind.GRU.of(CellContract.FEATURES, 3, Init.seed(1)),
                        CellKind.GRU.of(CellContract.FEATURES, 3, Init.seed(2)))
                .withMerge(Merge.SUM);
        var backward = new Reordered(both.backward(), Reading.BACKWARD).apply(sequence);
        assertThat(both.both(sequence).backward().rows().toArray())
                .isEqualTo(backward.rows().toArray());
    }

    @Test
    void gradientsAreRight() {
        var layer = new Reordered(layer(), Reading.MIDDLE_OUT);
        Oracle.check(() ->
                CellContract.total(layer.apply(CellContract.input(4, 0, 5)).rows()));
    }

    @Test
    void wrongOrdersAreRefused() {
        assertThatThrownBy(() -> Reading.of(0, 0, 1)).hasMessageContaining("each of 0 to 2 once");
        assertThatThrownBy(() -> Reading.strided(0)).hasMessageContaining("stride of at least 1");
        var layer = new Reordered(layer(), Reading.of(1, 0));
        assertThatThrownBy(() -> layer.apply(new Sequence(Tensor.zeros(3, 5), Lengths.of(3))))
                .hasMessageContaining("3 steps, needed 2");
    }
}
