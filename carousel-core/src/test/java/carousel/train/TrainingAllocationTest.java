package carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.loss.CrossEntropy;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Optimizer;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A training step of compiled cells lives on buffers that are used again: no loop allocates. What remains are the start
 * states, a copy of the targets, the description of the step, and now and then a new trace of the cells.
 */
class TrainingAllocationTest {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int STEPS = 20;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int FEATURES = 24;
    private static final int HIDDEN = 40;
    private static final int CLASSES = 50;

    /** Two layers and what reads them. */
    private record Model(Stacked rnn, Dense head) {
        static Model of(Init init) {
            var lower = Recurrent.of(Lstm.of(FEATURES, HIDDEN, init));
            var upper = Recurrent.of(Lstm.of(HIDDEN, HIDDEN, init));
            return new Model(Stacked.of(List.of(lower, upper), 0), Dense.of(HIDDEN, CLASSES, init));
        }
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Lengths lengths = Lengths.of(new Random(2).ints(32, 10, 31).toArray());
    private final int[] targets = new Random(3).ints(lengths.rows(), 0, CLASSES).toArray();
    private final Tensor rows =
            Init.seed(4).uniform(1, lengths.rows(), FEATURES).detached();
    private final Model model = Model.of(Init.seed(1));
    private final Optimizer optimizer = Optimizer.of(Adam.rate(1e-3f));
    private final Clip clip = new Clip.GlobalNorm(0.01f);
    private Step step = new Step(1, 0);

    @Test
    void aTrainingStepAllocatesAlmostNothing() {
        for (int count = 1; count <= 2; count++) {
            try (var workers = Workers.of(count)) {
                assertThat(workers.<Long>call(this::bytes))
                        .as("bytes a training step allocates on %d threads", count)
                        .isLessThan(MOST_BYTES);
            }
        }
    }

    /** The compiler works in the background: measures again until the figure is good, or for too long. */
    private long bytes() {
        long bytes = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (bytes >= MOST_BYTES && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = threads.getTotalThreadAllocatedBytes();
            for (int i = 0; i < STEPS; i++) {
                train();
            }
            bytes = Math.min(bytes, (threads.getTotalThreadAllocatedBytes() - before) / STEPS);
        }
        return bytes;
    }

    private void train() {
        var result = Tape.run(step, () -> Outcome.of(loss()));
        try (var gradients = result.gradients()) {
            optimizer.update(model, gradients, clip);
        }
        step = step.next();
    }

    private Tensor loss() {
        var outputs = model.rnn().apply(new Sequence(rows, lengths)).rows();
        return CrossEntropy.rows(model.head(), outputs, targets).mean();
    }
}
