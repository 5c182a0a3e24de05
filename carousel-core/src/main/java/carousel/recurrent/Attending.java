package carousel.recurrent;

import carousel.data.Lengths;
import carousel.fuse.Plan;
import carousel.layer.Sequence;
import carousel.layer.transformer.CausalStack;
import carousel.layer.transformer.CausalStack.Recent;
import carousel.tensor.Tensor;
import java.util.List;

/**
 * The layers of a decoder-only Transformer in the place of recurrent ones, to compare with: the state is what they have read,
 * as far back as they look. Immutable, safe for many threads.
 *
 * <pre>
 * Causal layers = new Attending(CausalStack.of(4, 64, shape, "layer", init));
 * var scan = layers.scan(sequence, layers.start(sequence.lengths().batch()));
 * </pre>
 *
 * @param stack the layers
 */
public record Attending(CausalStack stack) implements Causal {

    @Override
    public State start(int batch) {
        return new State(stack.start(batch));
    }

    @Override
    public State step(Tensor x, State state) {
        return scan(new Sequence(x, Lengths.uniform(x.rows(), 1)), state).last();
    }

    @Override
    public Tensor output(State state) {
        return recent(state).shown();
    }

    @Override
    public Scan scan(Sequence sequence, State state) {
        var read = stack.apply(sequence, recent(state));
        return new Scan(read.rows(), new State(read.recent()));
    }

    private static Recent recent(State state) {
        return (Recent) state.inner();
    }

    /** None: nothing is compiled. */
    @Override
    public List<Plan> plans(int features) {
        return List.of();
    }
}
