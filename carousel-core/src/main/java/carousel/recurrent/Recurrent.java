package carousel.recurrent;

import carousel.fuse.Plan;
import carousel.fuse.StepGraph;
import carousel.fuse.Vertex;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;

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
        return List.of(plan(features));
    }

    /** How one step of the cell runs, its input already projected. */
    private Plan plan(int features) {
        var projection = StepGraph.trace(
                rows -> List.of(cell.project(rows.getFirst())), List.of(new int[] {Vertex.BATCH, features}));
        var start = cell.start(1);
        var shapes = new ArrayList<int[]>();
        shapes.add(projection.vertices().get(projection.results().getFirst()).shape());
        for (var tensor : Tree.leaves(start)) {
            var shape = tensor.shape();
            shape[0] = Vertex.BATCH;
            shapes.add(shape);
        }
        return Plan.of(StepGraph.trace(arguments -> traced(cell, start, arguments), shapes));
    }

    /** From input and state to the next state and the output. */
    private static List<Tensor> traced(Cell<?> cell, Record form, List<Tensor> arguments) {
        var tensors = arguments.iterator();
        var x = tensors.next();
        var next = advance(cell, x, Tree.map(form, old -> tensors.next()));
        var results = new ArrayList<>(Tree.leaves(next));
        results.add(output(cell, next));
        return results;
    }

    @Override
    public State step(Tensor x, State state) {
        return new State(advance(cell, cell.project(x), state.inner()));
    }

    @Override
    public Tensor output(State state) {
        return output(cell, state.inner());
    }

    @Override
    public Scan scan(Sequence sequence, State state) {
        var lengths = sequence.lengths();
        var projected = new Sequence(cell.project(sequence.rows()), lengths);
        var outputs = new ArrayList<Tensor>();
        var ended = new ArrayList<Record>(); // the rows that ended, latest first
        var current = state.inner();
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
    private static <S extends Record> Record advance(Cell<S> cell, Tensor x, Record state) {
        return cell.step(x, (S) state);
    }

    /**
     * A copy, so that the gradient of a state is always what later steps say, summed, plus what its output says: the same
     * sum wherever a sequence is cut.
     */
    @SuppressWarnings("unchecked")
    private static <S extends Record> Tensor output(Cell<S> cell, Record state) {
        return cell.output((S) state).copy();
    }
}
