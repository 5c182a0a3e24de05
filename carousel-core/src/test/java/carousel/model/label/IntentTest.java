package carousel.model.label;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Pool;
import carousel.layer.Sequence;
import carousel.tensor.Orientation;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntentTest {
    private static final int STEPS = 64; // a share of which adds up to one exactly
    private static final int UNITS = 8;

    private record Said(Tensor logits) {}

    /** Dropped at each step, the mean of many ones would lie between, and the largest would always be 2. */
    @Test
    void dropoutStandsBehindThePool() {
        for (var pool : new Pool[] {new Pool.Mean(), new Pool.Max()}) {
            var intent = new Intent.Classes(pool, Dropout.of(0.5f, "intent"), unchanged());
            assertThat(said(intent)).as("%s", pool).containsOnly(0, 2);
            var all = Tape.evaluate(() -> intent.logits(ones())).toArray();
            assertThat(all).containsOnly(1);
        }
    }

    /** In a training step. */
    private static float[] said(Intent intent) {
        var result = Tape.run(new Step(7, 0), () -> {
            var logits = intent.logits(ones());
            return Outcome.of(logits.mean(), new Said(logits));
        });
        return result.kept().logits().toArray();
    }

    /** A head that says what it hears. */
    private static Dense unchanged() {
        var w = new float[UNITS * UNITS];
        for (int unit = 0; unit < UNITS; unit++) {
            w[unit * UNITS + unit] = 1;
        }
        return new Dense(Tensor.of(w, UNITS, UNITS), Tensor.zeros(UNITS), Orientation.PLAIN);
    }

    private static Sequence ones() {
        var values = new float[STEPS * UNITS];
        Arrays.fill(values, 1);
        return new Sequence(Tensor.of(values, STEPS, UNITS), Lengths.of(STEPS));
    }
}
