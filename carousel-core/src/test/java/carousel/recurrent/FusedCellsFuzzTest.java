package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Sequence;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Cells drawn at random: compiled, they give the bits that they give operation by operation, values and every gradient, on
 * any number of threads; and both are right.
 */
class FusedCellsFuzzTest {
    private static final int CELLS = 600;

    @Test
    void compiledIsEagerToTheBit() {
        int compiled = 0;
        for (long seed = 0; seed < CELLS; seed++) {
            var trial = new Trial(seed, 12, 5);
            compiled += trial.compiled() ? 1 : 0;
            trial.check(1 + (int) (seed % 3));
        }
        assertThat(compiled).as("cells that were compiled").isGreaterThan(CELLS * 8 / 10);
    }
}
