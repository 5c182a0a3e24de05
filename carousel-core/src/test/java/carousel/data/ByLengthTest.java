package carousel.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByLengthTest {

    @Test
    void batchesEndWhereExamplesOrStepsAreEnough() {
        int[] lengths = {5, 1, 3, 1, 0, 9, 3};
        assertThat(ByLength.batches(3, 100, lengths)).containsExactly(at(4, 1, 3), at(2, 6, 0), at(5));
        assertThat(ByLength.batches(100, 6, lengths)).containsExactly(at(4, 1, 3, 2), at(6), at(0), at(5));
        assertThat(ByLength.batches(1, 1)).isEmpty();
    }

    private static int[] at(int... examples) {
        return examples;
    }

    @Test
    void everyExampleIsInOneBatchAndNoBatchCouldTakeTheNext() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var lengths = random.ints(random.nextInt(40), 0, 12).toArray();
            int most = 1 + random.nextInt(6);
            long steps = random.nextInt(40);
            var all = new ArrayList<Integer>();
            int[] before = {};
            for (var batch : ByLength.batches(most, steps, lengths)) {
                long taken = Arrays.stream(batch).map(i -> lengths[i]).sum();
                assertThat(batch.length).as("seed %s", seed).isBetween(1, most);
                assertThat(batch.length == 1 || taken <= steps)
                        .as("seed %s", seed)
                        .isTrue();
                long one = Arrays.stream(before).map(i -> lengths[i]).sum() + lengths[batch[0]];
                assertThat(before.length == 0 || before.length == most || one > steps)
                        .as("seed %s", seed)
                        .isTrue();
                before = batch;
                Arrays.stream(batch).forEach(all::add);
            }
            var expected = new ArrayList<Integer>();
            for (int length = 0; length < 12; length++) {
                for (int i = 0; i < lengths.length; i++) {
                    if (lengths[i] == length) {
                        expected.add(i);
                    }
                }
            }
            assertThat(all).as("seed %s", seed).isEqualTo(expected);
        }
    }
}
