package carousel.recurrent;

import carousel.fuse.Plan;
import carousel.layer.Sequence;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * Runs a cell with noise on its state whenever whole sequences are learned from; otherwise, and step by step, without it.
 * Immutable, safe for many threads.
 *
 * @param cell one step
 * @param noise what is done to its state
 */
public record Noisy(Cell<?> cell, Noise noise) implements Causal {

    private Recurrent expected() {
        return Recurrent.of(noise.expected(cell));
    }

    @Override
    public State start(int batch) {
        return expected().start(batch);
    }

    @Override
    public State step(Tensor x, State state) {
        return expected().step(x, state);
    }

    @Override
    public Tensor output(State state) {
        return expected().output(state);
    }

    @Override
    public Scan scan(Sequence sequence, State state) {
        var step = Tape.step();
        if (!step.random()) {
            return expected().scan(sequence, state);
        }
        var masks = noise.masks(cell, step, sequence.lengths());
        return Recurrent.of(noise.noisy(cell)).scan(sequence.map(rows -> Tensor.concatColumns(rows, masks)), state);
    }

    @Override
    public List<Plan> plans(int features) {
        return expected().plans(features);
    }

    @Override
    public Running running(int features, State state) {
        return expected().running(features, state);
    }
}
