package carousel.fuse;

import carousel.tensor.Tensor;
import carousel.tensor.Trace;
import carousel.tensor.UntraceableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One step as a graph of operations, with the number of rows left open. Vertices come before what uses them; what no result
 * needs is left out. Immutable.
 *
 * @param vertices everything the step computes with
 * @param results the places of what the step returns
 */
public record StepGraph(List<Vertex> vertices, List<Integer> results) {
    private static final int FEW = 2;
    private static final int MORE = 3;

    public StepGraph {
        vertices = List.copyOf(vertices);
        results = List.copyOf(results);
    }

    /**
     * Traces a step twice, with different numbers of rows, and requires both to agree: that tells which axis is the batch, and
     * catches a step that counts its calls, looks at the clock or draws a random number.
     *
     * @param step from input and state to whatever the step returns
     * @param shapes of the step's arguments, with {@link Vertex#BATCH} for the rows
     * @throws UntraceableException when the step reads values or does not do the same each time
     */
    public static StepGraph trace(UnaryOperator<List<Tensor>> step, List<int[]> shapes) {
        var few = once(step, shapes, FEW);
        var more = once(step, shapes, MORE);
        if (few.vertices.size() != more.vertices.size() || !few.results.equals(more.results)) {
            throw different("the number of operations");
        }
        var vertices = new ArrayList<Vertex>();
        for (int i = 0; i < few.vertices.size(); i++) {
            vertices.add(same(few.vertices.get(i), more.vertices.get(i)));
        }
        return new StepGraph(vertices, few.results);
    }

    /**
     * Traces the step once more and says whether it still is this one.
     *
     * @param step what {@link #trace} was given
     * @param shapes of its arguments
     */
    public boolean agrees(UnaryOperator<List<Tensor>> step, List<int[]> shapes) {
        var again = once(step, shapes, FEW);
        if (again.vertices.size() != vertices.size() || !again.results.equals(results)) {
            return false;
        }
        for (int i = 0; i < vertices.size(); i++) {
            if (!agree(vertices.get(i), again.vertices.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The weights and the context that the step uses. */
    List<Tensor> constants() {
        var constants = new ArrayList<Tensor>();
        for (var vertex : vertices) {
            if (vertex instanceof Vertex.Constant(Tensor tensor)) {
                constants.add(tensor);
            }
        }
        return constants;
    }

    private static boolean agree(Vertex mine, Vertex again) {
        return switch (mine) {
            case Vertex.Constant(Tensor tensor) -> again instanceof Vertex.Constant(Tensor other) && other == tensor;
            case Vertex.Input input -> again instanceof Vertex.Input other && other.position() == input.position();
            case Vertex.Applied applied ->
                again instanceof Vertex.Applied other
                        && other.op().equals(applied.op())
                        && other.operands().equals(applied.operands());
        };
    }

    private static StepGraph once(UnaryOperator<List<Tensor>> step, List<int[]> shapes, int rows) {
        var arguments = shapes.stream()
                .map(shape -> Trace.symbol(Arrays.stream(shape)
                        .map(axis -> axis == Vertex.BATCH ? rows : axis)
                        .toArray()))
                .toList();
        var trace = Trace.of(() -> step.apply(arguments));
        return new Builder(arguments).graph(trace);
    }

    private static Vertex same(Vertex few, Vertex more) {
        if (!agree(few, more)) {
            throw different(few instanceof Vertex.Applied a ? a.op().toString() : "a tensor made within the step");
        }
        return switch (few) {
            case Vertex.Constant constant -> constant;
            case Vertex.Input input -> new Vertex.Input(input.position(), shape(input.shape(), more.shape()));
            case Vertex.Applied applied ->
                new Vertex.Applied(applied.op(), applied.operands(), shape(applied.shape(), more.shape()));
        };
    }

    private static int[] shape(int[] few, int[] more) {
        var shape = few.clone();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = few[i] == more[i] ? few[i] : Vertex.BATCH;
        }
        return shape;
    }

    private static UntraceableException different(String what) {
        return new UntraceableException("it does not do the same each time: " + what + " differs");
    }

    /** Turns a trace into vertices. */
    private static final class Builder {
        private final List<Vertex> vertices = new ArrayList<>();
        private final Map<Tensor, Integer> places = new IdentityHashMap<>();

        Builder(List<Tensor> arguments) {
            for (int i = 0; i < arguments.size(); i++) {
                places.put(arguments.get(i), i);
                vertices.add(new Vertex.Input(i, arguments.get(i).shape()));
            }
        }

        StepGraph graph(Trace<List<Tensor>> trace) {
            for (var application : trace.applications()) {
                places.put(application.out(), applied(application, places(application.in())));
            }
            return pruned(places(trace.result()));
        }

        private List<Integer> places(List<Tensor> tensors) {
            var found = new Integer[tensors.size()];
            Arrays.setAll(found, i -> place(tensors.get(i)));
            return List.of(found);
        }

        private int place(Tensor tensor) {
            return places.computeIfAbsent(tensor, constant -> add(new Vertex.Constant(constant)));
        }

        private int applied(Trace.Application application, List<Integer> operands) {
            return add(new Vertex.Applied(
                    application.op(), operands, application.out().shape()));
        }

        private int add(Vertex vertex) {
            vertices.add(vertex);
            return vertices.size() - 1;
        }

        /** The arguments, and what the results need of the rest. */
        private StepGraph pruned(List<Integer> results) {
            var needed = new boolean[vertices.size()];
            results.forEach(result -> needed[result] = true);
            var moved = new int[vertices.size()];
            for (int i = vertices.size() - 1; i >= 0; i--) {
                if (needed[i] && vertices.get(i) instanceof Vertex.Applied vertex) {
                    vertex.operands().forEach(operand -> needed[operand] = true);
                }
            }
            var kept = new ArrayList<Vertex>();
            for (int i = 0; i < moved.length; i++) {
                if (needed[i] || vertices.get(i) instanceof Vertex.Input) {
                    moved[i] = kept.size();
                    kept.add(moved(vertices.get(i), moved));
                }
            }
            return new StepGraph(kept, moved(results, moved));
        }

        private static Vertex moved(Vertex vertex, int[] moved) {
            return vertex instanceof Vertex.Applied applied
                    ? new Vertex.Applied(applied.op(), moved(applied.operands(), moved), applied.shape())
                    : vertex;
        }

        private static List<Integer> moved(List<Integer> places, int... moved) {
            var to = new Integer[places.size()];
            Arrays.setAll(to, i -> moved[places.get(i)]);
            return List.of(to);
        }
    }
}
