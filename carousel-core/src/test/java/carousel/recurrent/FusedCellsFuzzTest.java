package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Cells drawn at random: compiled, they give the bits that they give operation by operation, values and every gradient, on
 * any number of threads and with activations recomputed; and the gradients are right.
 */
class FusedCellsFuzzTest {
    private static final int CELLS = 600;

    @Test
    void compiledIsEagerToTheBit() {
        int compiled = 0;
        for (int seed = 0; seed < CELLS; seed++) {
            compiled += check(seed) ? 1 : 0;
        }
        assertThat(compiled).as("cells that were compiled").isGreaterThan(CELLS * 8 / 10);
    }

    /** Whether the cell was compiled. Every sixth batch is large enough for threads to take rows of their own. */
    private static boolean check(int seed) {
        try {
            boolean large = seed % 6 == 0;
            var trial = new RandomTrial(seed, large ? 30 : 12, large ? 40 : 5);
            boolean compiled = trial.compiled();
            trial.check(1 + seed / 6 % 3);
            trial.checkAgainstDoubles();
            return compiled;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("the cell of seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
