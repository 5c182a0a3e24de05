package carousel.recurrent;

import carousel.fuse.StepGraph;
import carousel.fuse.Vertex;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * A cell's whole step as a graph: from input, not yet projected, and state to the next state and the output.
 *
 * @param shapes of the arguments
 * @param graph what came out
 */
record CellTrace(List<int[]> shapes, StepGraph graph) {

    static CellTrace of(Cell<?> cell, int features) {
        var start = cell.start(1);
        var shapes = new ArrayList<int[]>();
        shapes.add(new int[] {Vertex.BATCH, features});
        for (var tensor : Tree.leaves(start)) {
            var shape = tensor.shape();
            if (shape.length > 0) {
                shape[0] = Vertex.BATCH;
            }
            shapes.add(shape);
        }
        return new CellTrace(shapes, StepGraph.trace(arguments -> traced(cell, start, arguments), shapes));
    }

    /** Whether the cell still does the same. */
    boolean holds(Cell<?> cell) {
        var start = cell.start(1);
        return graph.agrees(arguments -> traced(cell, start, arguments), shapes);
    }

    private static List<Tensor> traced(Cell<?> cell, Record form, List<Tensor> arguments) {
        var tensors = arguments.iterator();
        var x = cell.project(tensors.next());
        var next = Recurrent.advance(cell, x, Tree.map(form, old -> tensors.next()));
        var results = new ArrayList<>(Tree.leaves(next));
        results.add(Recurrent.output(cell, next));
        return results;
    }
}
