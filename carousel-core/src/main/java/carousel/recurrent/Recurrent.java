package carousel.recurrent;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.fuse.Activations;
import carousel.fuse.FusedStep;
import carousel.fuse.Plan;
import carousel.fuse.Steps;
import carousel.layer.Embedding;
import carousel.layer.Sequence;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Trace;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a cell over time. The part of the cell that needs no state is computed for all steps in one product; then step t
 * works on exactly the sequences still alive. Immutable, safe for many threads.
 *
 * @param cell one step
 */
public record Recurrent(Cell<?> cell) implements Causal {

    public static Recurrent of(Cell<?> cell) {
        return new Recurrent(cell);
    }

    @Override
    public State start(int batch) {
        return new State(cell.start(batch));
    }

    @Override
    public List<Plan> plans(int features) {
        return List.of(FusedStep.of(CellTrace.of(cell, features).graph()).plan());
    }

    @Override
    public State step(Tensor x, State state) {
        return stepping(x.rows(), x.columns())
                .map(fused -> next(state, fused.step(x, leaves(state))))
                .orElseGet(() -> new State(advance(cell, cell.project(x), state.inner())));
    }

    @Override
    public State step(Embedding embedding, int[] symbols, State state) {
        return stepping(symbols.length, embedding.features())
                .map(fused -> next(state, fused.step(embedding.table(), symbols, leaves(state))))
                .orElseGet(() -> step(embedding.apply(symbols), state));
    }

    private static State next(State state, List<Tensor> leaves) {
        var next = leaves.iterator();
        return new State(Tree.map(state.inner(), old -> next.next()));
    }

    /** What takes so many rows one step on, where nothing is recorded. */
    private Optional<FusedStep> stepping(int rows, int features) {
        boolean plain = Tape.recording() || Trace.recording() || rows == 0;
        return plain ? Optional.empty() : fused(features);
    }

    @Override
    public Tensor output(State state) {
        return output(cell, state.inner());
    }

    @Override
    public Running running(int features, State state) {
        var leaves = Tree.leaves(state);
        var fused = leaves.isEmpty() ? Optional.<FusedStep>empty() : fused(features);
        return fused.<Running>map(step -> new RunningCell(
                        this, features, step.running(leaves.getFirst().rows()), state))
                .orElseGet(() -> new RunningLayer(this, state));
    }

    Optional<FusedStep> fused(int features) {
        return Execution.current() == Execution.EAGER ? Optional.empty() : FusedCells.of(cell, features);
    }

    @Override
    public Scan scan(Sequence sequence, State state) {
        var fused = fused(sequence.rows().columns());
        return fused.map(step -> {
                    var lengths = sequence.lengths();
                    return scan(
                            step.scan(sequence.rows(), leaves(state), steps(lengths), activations()), lengths, state);
                })
                .orElseGet(() -> eager(sequence, state));
    }

    @Override
    public Scan scan(Embedding embedding, Ids ids, State state) {
        return fused(embedding.features())
                .map(step -> {
                    var out = step.scan(
                            embedding.table(), ids.values(), leaves(state), steps(ids.lengths()), activations());
                    return scan(out, ids.lengths(), state);
                })
                .orElseGet(() -> eager(embedding.apply(ids), state));
    }

    static List<Tensor> leaves(State state) {
        return Tree.leaves(state.inner());
    }

    static Steps steps(Lengths lengths) {
        var offsets = new int[lengths.steps() + 1];
        Arrays.setAll(offsets, lengths::offset);
        return new Steps(offsets, lengths.batch());
    }

    private static Activations activations() {
        return Execution.current() == Execution.CHECKPOINTED ? Activations.RECOMPUTED : Activations.KEPT;
    }

    static Scan scan(Tensor[] out, Lengths lengths, State form) {
        var last = List.of(out).listIterator(1);
        return new Scan(new Sequence(out[0], lengths), new State(Tree.map(form.inner(), before -> last.next())));
    }

    /**
     * Operation by operation. Input and state are copied, so that what the scan says of their gradients is summed before it
     * is added to what others say, as it is where the scan is one operation.
     */
    private Scan eager(Sequence sequence, State state) {
        var lengths = sequence.lengths();
        var projected = new Sequence(cell.project(sequence.rows().copy()), lengths);
        var outputs = new ArrayList<Tensor>();
        var ended = new ArrayList<Record>(); // the rows that ended, latest first
        var current = Tree.map(state.inner(), Tensor::copy);
        int alive = lengths.batch();
        for (int t = 0; t < lengths.steps(); t++) {
            if (lengths.alive(t) < alive) {
                ended.addFirst(rows(current, lengths.alive(t), alive));
                current = rows(current, 0, lengths.alive(t));
                alive = lengths.alive(t);
            }
            current = advance(cell, projected.step(t), current);
            outputs.add(output(cell, current));
        }
        ended.addFirst(current);
        var rows = outputs.isEmpty()
                ? output(cell, rows(current, 0, 0))
                : Tensor.concatRows(outputs.toArray(Tensor[]::new));
        return new Scan(new Sequence(rows, lengths), new State(below(ended)));
    }

    private static Record rows(Record state, int from, int to) {
        return Tree.map(state, tensor -> tensor.rows(from, to));
    }

    /** States of different rows as one, each below the one before. */
    private static Record below(ArrayList<Record> states) {
        var whole = states.getFirst();
        for (var next : states.subList(1, states.size())) {
            whole = Tree.zip(whole, next, Tensor::concatRows);
        }
        return whole;
    }

    @SuppressWarnings("unchecked") // a state always comes from the cell it goes to
    static <S extends Record> Record advance(Cell<S> cell, Tensor x, Record state) {
        return cell.step(x, (S) state);
    }

    /**
     * A copy, so that the gradient of a state is always what later steps say, summed, plus what its output says: the same
     * sum wherever a sequence is cut.
     */
    @SuppressWarnings("unchecked")
    static <S extends Record> Tensor output(Cell<S> cell, Record state) {
        return cell.output((S) state).copy();
    }
}
