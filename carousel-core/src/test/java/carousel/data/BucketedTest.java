package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketedTest {
    private static int[] lengths(long seed, int size) {
        return new Random(seed).ints(size, 0, 100).toArray();
    }

    private static List<int[]> epoch(Bucketed batches, int epoch) {
        var all = new ArrayList<int[]>();
        for (int position = 0; position < batches.perEpoch(); position++) {
            all.add(batches.batch(epoch, position));
        }
        return all;
    }

    @Test
    void everyEpochMeetsEveryExampleOnceAndOneBatchIsShort() {
        for (int size : new int[] {1, 4, 5, 31, 32, 33, 500, 1701}) {
            var batches = Bucketed.of(4, 7, lengths(size, size));
            assertThat(batches.perEpoch()).isEqualTo((size + 3) / 4);
            for (int epoch = 0; epoch < 3; epoch++) {
                var all = epoch(batches, epoch);
                assertThat(all.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                        .isEqualTo(IntStream.range(0, size).toArray());
                assertThat(all.stream().filter(batch -> batch.length < 4).count())
                        .isEqualTo(size % 4 == 0 ? 0 : 1);
            }
        }
    }

    @Test
    void aBatchIsAFunctionOfSeedEpochAndPosition() {
        var lengths = lengths(1, 300);
        var batches = Bucketed.of(8, 7, lengths);
        var late = Bucketed.of(8, 7, lengths).batch(5, 11);
        for (int epoch = 0; epoch < 8; epoch++) {
            epoch(batches, epoch);
        }
        assertThat(batches.batch(5, 11)).containsExactly(late);
        assertThat(batches.batch(4, 11)).isNotEqualTo(late);
        assertThat(Bucketed.of(8, 8, lengths).batch(5, 11)).isNotEqualTo(late);
    }

    @Test
    void nobodyChangesABatchOrALength() {
        var lengths = lengths(2, 30);
        var batches = Bucketed.of(3, 1, lengths);
        var before = batches.batch(0, 0);
        var changed = batches.batch(0, 0);
        Arrays.fill(changed, -1);
        Arrays.fill(lengths, 9);
        batches.batch(1, 0);
        assertThat(batches.batch(0, 0)).containsExactly(before);
    }

    /** The sum over batches of the longest length times the rows: what padding would cost. */
    private static long padded(Bucketed batches, int... lengths) {
        return epoch(batches, 0).stream()
                .mapToLong(batch -> (long) batch.length
                        * Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow())
                .sum();
    }

    @Test
    void lengthsOfABatchAreSimilarAndBatchesAreNotInTheirOrder() {
        var lengths = lengths(3, 5000);
        var batches = Bucketed.of(32, 7, lengths);
        assertThat(padded(batches, lengths))
                .isLessThan((long) (1.03 * Arrays.stream(lengths).sum()));
        var longest = epoch(batches, 0).stream()
                .mapToInt(
                        batch -> Arrays.stream(batch).map(i -> lengths[i]).max().orElseThrow())
                .toArray();
        long rises = IntStream.range(1, longest.length)
                .filter(i -> longest[i] > longest[i - 1])
                .count();
        assertThat(rises).isBetween(longest.length / 4L, longest.length * 3L / 4);
    }

    @Test
    void neighboursOfOneEpochArePartedInTheNext() {
        var batches = Bucketed.of(10, 7, lengths(4, 3000));
        var first = epoch(batches, 0);
        var second = epoch(batches, 1);
        var home = new int[3000];
        for (int b = 0; b < second.size(); b++) {
            for (int example : second.get(b)) {
                home[example] = b;
            }
        }
        double together = first.stream()
                .mapToDouble(batch ->
                        Arrays.stream(batch).map(i -> home[i]).distinct().count())
                .average()
                .orElseThrow();
        assertThat(together).isGreaterThan(5);
    }

    @Test
    void nothingToDealIsRefused() {
        assertThatThrownBy(() -> Bucketed.of(0, 1, 5)).hasMessageContaining("batches of 0 out of 1 examples");
        assertThatThrownBy(() -> Bucketed.of(2, 1)).hasMessageContaining("batches of 2 out of 0 examples");
        assertThatThrownBy(() -> Bucketed.of(2, 1, 5, 5).batch(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
