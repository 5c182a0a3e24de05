package carousel.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;
import carousel.tensor.Blocks.Sight;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.ShapeException;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiHeadTest {
    private static final int UNITS = 6;
    private static final int FEATURES = 4;
    private static final Lengths LOOKING = Lengths.of(3, 0, 5, 1);
    private static final Lengths SEEN = Lengths.of(2, 4, 0, 37); // more than a panel, and nothing
    private static final int[] SENTENCES = {3, 1, 2, 0};

    private static Tensor rows(long seed, int rows, int columns) {
        return Init.seed(seed).uniform(1, rows, columns);
    }

    @ParameterizedTest
    @EnumSource(Sight.class)
    void gradientsOfAttentionToTheOwnSequenceAreRight(Sight sight) {
        var attention = MultiHead.of(UNITS, UNITS, 3, Init.seed(1));
        var x = rows(2, LOOKING.rows(), UNITS);
        var blocks = MultiHead.within(LOOKING, sight);
        Oracle.check(
                () -> attention.look(x, attention.keyed(x), blocks).square().sum());
    }

    @Test
    void gradientsOfAttentionToAnotherSequenceAreRight() {
        var attention = MultiHead.of(UNITS, FEATURES, 2, Init.seed(1));
        var x = rows(2, LOOKING.rows(), UNITS);
        var memory = rows(3, SEEN.rows(), FEATURES);
        var blocks = MultiHead.across(LOOKING, SEEN, SENTENCES);
        Oracle.check(() ->
                attention.look(x, attention.keyed(memory), blocks).square().sum());
    }

    @Test
    void theBitsAreTheSameForAnyNumberOfThreadsAndWithoutATape() {
        var lengths = Lengths.of(40, 3, 0, 17, 33, 64, 21);
        var attention = MultiHead.of(64, 64, 4, Init.seed(1));
        var x = rows(2, lengths.rows(), 64);
        var blocks = MultiHead.within(lengths, Sight.PAST);
        var found = new ArrayList<List<float[]>>();
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                found.add(workers.call(() -> everything(attention, x, blocks)));
            }
        }
        var alone = attention.look(x, attention.keyed(x), blocks).toArray();
        assertThat(found.getFirst().getFirst()).isEqualTo(alone);
        assertThat(found.get(1)).usingRecursiveComparison().isEqualTo(found.get(0));
        assertThat(found.get(2)).usingRecursiveComparison().isEqualTo(found.get(0));
    }

    private static List<float[]> everything(MultiHead attention, Tensor x, Blocks blocks) {
        var result = Tape.run(Step.evaluation(), () -> {
            var y = attention.look(x, attention.keyed(x), blocks);
            return Outcome.of(y.square().sum(), y);
        });
        var all = new ArrayList<>(
                List.of(result.kept().toArray(), result.gradients().of(x).toArray()));
        Tree.flatten(attention)
                .values()
                .forEach(weight -> all.add(result.gradients().of(weight).toArray()));
        return all;
    }

    @Test
    void noRowSeesALaterOneToTheBit() {
        var attention = MultiHead.of(UNITS, UNITS, 2, Init.seed(1));
        var blocks = MultiHead.within(LOOKING, Sight.PAST);
        var x = rows(2, LOOKING.rows(), UNITS);
        var before = attention.look(x, attention.keyed(x), blocks);
        int last = LOOKING.row(0, 3); // of five
        var values = x.toArray();
        values[last * UNITS + 2] += 0.5f;
        var changed = Tensor.of(values, LOOKING.rows(), UNITS);
        var after = attention.look(changed, attention.keyed(changed), blocks);
        for (int b = 0; b < LOOKING.batch(); b++) {
            for (int t = 0; t < LOOKING.length(b); t++) {
                int row = LOOKING.row(b, t);
                var same = assertThat(after.rows(row, row + 1).toArray()).as("sequence %d, step %d", b, t);
                if (b == 0 && t >= 3) {
                    same.isNotEqualTo(before.rows(row, row + 1).toArray());
                } else {
                    same.isEqualTo(before.rows(row, row + 1).toArray());
                }
            }
        }
    }

    @Test
    void stepByStepHasTheBitsOfTheWholeSequence() {
        int steps = 37;
        var attention = MultiHead.of(UNITS, UNITS, 2, Init.seed(1));
        var lengths = Lengths.uniform(2, steps);
        var x = rows(2, lengths.rows(), UNITS);
        var whole = attention.look(x, attention.keyed(x), MultiHead.within(lengths, Sight.PAST));
        var past = Keyed.none(2);
        for (int t = 0; t < steps; t++) {
            var step = x.rows(2 * t, 2 * t + 2);
            past = past.and(attention.keyed(step));
            var y = attention.look(step, past, MultiHead.own(2, t + 1));
            assertThat(y.toArray()).isEqualTo(whole.rows(2 * t, 2 * t + 2).toArray());
        }
    }

    @Test
    void severalRowsMayLookAtOneSentenceAndWeightsSumToOne() {
        var attention = MultiHead.of(UNITS, FEATURES, 3, Init.seed(1));
        var memory = attention.keyed(rows(3, SEEN.rows(), FEATURES));
        int[] looks = {1, 0, 1, 3, 1};
        var x = rows(5, looks.length, UNITS);
        var blocks = MultiHead.across(SEEN, looks);
        var all = attention.look(x, memory, blocks);
        var weights = attention.weights(x, memory, blocks);
        for (int r = 0; r < looks.length; r++) {
            var row = x.rows(r, r + 1);
            var alone = attention.look(row, memory, MultiHead.across(SEEN, looks[r]));
            assertThat(all.rows(r, r + 1).toArray()).isEqualTo(alone.toArray());
            assertThat(weights[r]).hasSize(SEEN.length(looks[r]));
            double sum = 0;
            for (float weight : weights[r]) {
                sum += weight;
            }
            assertThat(sum).isCloseTo(weights[r].length == 0 ? 0 : 1, within(1e-6));
        }
        assertThat(all.rows(3, 4).toArray()).isEqualTo(attention.out().b().toArray());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> MultiHead.of(6, 6, 4, Init.seed(1))).isInstanceOf(ShapeException.class);
        int[][] pair = {{0, 1}};
        assertThatThrownBy(() -> new Blocks(Sight.PAST, pair, new int[][] {{0}}, 1))
                .hasMessageContaining("block 0 of 2 and 1 rows");
        assertThatThrownBy(() -> new Blocks(Sight.ALL, new int[][] {{0, 0}}, pair, 2))
                .hasMessageContaining("row 0");
        assertThatThrownBy(() -> new Blocks(Sight.ALL, pair, new int[][] {{0, 7}}, 7))
                .hasMessageContaining("row 7");
        assertThatThrownBy(() -> new Blocks(Sight.ALL, pair, new int[][] {}, 7)).hasMessageContaining("1 and 0");
        var blocks = new Blocks(Sight.ALL, pair, new int[][] {{0, 1, 2}}, 3);
        assertThatThrownBy(() -> blocks.attend(2, rows(1, 2, 4), rows(1, 2, 4), rows(1, 3, 4)))
                .hasMessageContaining("keys");
        assertThat(Arrays.stream(blocks.weights(2, rows(1, 2, 4), rows(1, 3, 4)))
                        .map(row -> row.length))
                .containsExactly(3, 3);
    }
}
