package carousel.recurrent;

import carousel.data.Ids;
import carousel.fuse.Plan;
import carousel.layer.Embedding;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.tensor.Tensor;
import java.util.List;

/** A recurrent layer whose output at a step depends on nothing later: it runs over whole sequences, and step by step. */
public interface Causal extends SequenceLayer {

    /** The state of a layer with its type hidden; a value that {@link carousel.tensor.Tree} can walk. */
    record State(Record inner) {}

    /**
     * A run over packed sequences.
     *
     * @param outputs the output after every step
     * @param last the state of each sequence after its own last step, in packed order
     */
    record Scan(Sequence outputs, State last) {}

    /** The state before the first step. */
    State start(int batch);

    /** The state after one more step; x [B,F]. */
    State step(Tensor x, State state);

    /** The same for symbols, each read as its vector: as {@code step(embedding.apply(symbols), state)}, in less time. */
    default State step(Embedding embedding, int[] symbols, State state) {
        return step(embedding.apply(symbols), state);
    }

    /** What the layer shows of its state: [B,H]. */
    Tensor output(State state);

    /** All steps, from a state in packed order with one row for each sequence. */
    Scan scan(Sequence sequence, State state);

    /** All steps of symbols, each read as its vector: as {@code scan(embedding.apply(ids), state)}, in less time. */
    default Scan scan(Embedding embedding, Ids ids, State state) {
        return scan(embedding.apply(ids), state);
    }

    /**
     * How a step of each recurrent layer runs, from the lowest up.
     *
     * @param features of the input
     * @throws carousel.tensor.UntraceableException when a step cannot be traced, with the reason
     */
    List<Plan> plans(int features);

    /**
     * The layer on its way through time, for {@link Stream}.
     *
     * @param features of the input
     * @param state where it begins
     */
    default Running running(int features, State state) {
        return new RunningLayer(this, state);
    }

    /** The outputs of all steps from the start state. */
    @Override
    default Sequence apply(Sequence sequence) {
        return scan(sequence, start(sequence.lengths().batch())).outputs();
    }

    @Override
    default Read read(Sequence sequence) {
        var scan = scan(sequence, start(sequence.lengths().batch()));
        return new Read(scan.outputs(), output(scan.last()));
    }

    /** The output of each sequence after its own last step, in packed order: [B,H]; of an empty one, the start's. */
    @Override
    default Tensor last(Sequence sequence) {
        return output(scan(sequence, start(sequence.lengths().batch())).last());
    }
}
