package carousel.fuse;

import carousel.tensor.Concat;
import carousel.tensor.Pointwise;
import carousel.tensor.Product;
import carousel.tensor.RowWise;
import carousel.tensor.Slice;
import carousel.tensor.Tensor;
import carousel.tensor.UntraceableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A step as lanes and events: what each block of each vertex is computed from, with slices and concatenations gone. The first
 * argument of the step is its input, the others are its state.
 */
final class Lowering {
    private final StepGraph graph;
    private final Lanes lanes = new Lanes();
    private final Blocks blocks;
    private final List<List<Lane>> values = new ArrayList<>();
    private final Event[] events;
    private final boolean[] stateFree;
    private final Map<List<Object>, Event> known = new HashMap<>();

    Lowering(StepGraph graph) {
        this.graph = graph;
        this.blocks = new Blocks(graph);
        this.events = new Event[graph.vertices().size()];
        this.stateFree = new boolean[events.length];
        for (int i = 0; i < events.length; i++) {
            var vertex = graph.vertices().get(i);
            stateFree[i] = switch (vertex) {
                case Vertex.Input input -> input.position() == 0;
                case Vertex.Constant constant -> true;
                case Vertex.Applied applied -> applied.operands().stream().allMatch(o -> stateFree[o]);
            };
            values.add(value(i, vertex));
        }
    }

    StepGraph graph() {
        return graph;
    }

    Lanes lanes() {
        return lanes;
    }

    Blocks blocks() {
        return blocks;
    }

    /** The lanes of a vertex's blocks. */
    List<Lane> value(int place) {
        return values.get(place);
    }

    /** The event that makes a vertex; null when loops do. */
    Event event(int place) {
        return events[place];
    }

    /** Whether a vertex is the same whatever the state is. */
    boolean stateFree(int place) {
        return stateFree[place];
    }

    Group group(int place) {
        return new Group(value(place), blocks.widths(place));
    }

    private List<Lane> value(int place, Vertex vertex) {
        return switch (vertex) {
            case Vertex.Input input -> {
                requireRows(input.shape());
                yield leaves(
                        place,
                        input.position() == 0 ? new Leaf.Source.Input() : new Leaf.Source.State(input.position() - 1));
            }
            case Vertex.Constant constant -> leaves(place, new Leaf.Source.Constant(constant.tensor()));
            case Vertex.Applied applied -> {
                if (applied.shape().length == 0 || applied.shape()[0] != Vertex.BATCH) {
                    throw new UntraceableException(
                            "it computes " + applied.op().name() + " of weights alone: do that once, before the step");
                }
                requireRows(applied.shape());
                yield applied(place, applied);
            }
        };
    }

    private static void requireRows(int... shape) {
        if (shape.length != 2 || shape[0] != Vertex.BATCH || shape[1] < 1) {
            throw new UntraceableException("it uses a tensor that is not a row for each row of the batch");
        }
    }

    private List<Lane> leaves(int place, Leaf.Source source) {
        return blocks.cuts(place).subList(0, blocks.count(place)).stream()
                .map(column -> lanes.leaf(source, column, false))
                .toList();
    }

    private List<Lane> applied(int place, Vertex.Applied applied) {
        int first = applied.operands().getFirst();
        if (applied.op() instanceof Pointwise pointwise) {
            var made = new ArrayList<Lane>();
            for (int block = 0; block < blocks.count(place); block++) {
                made.add(pointwise.value(lanes, operands(place, block)));
            }
            return List.copyOf(made);
        }
        if (applied.op() instanceof Slice.Columns slice) {
            return value(first).subList(blocks.at(first, slice.from()), blocks.at(first, slice.to()));
        }
        if (applied.op() instanceof Concat.Columns) {
            return applied.operands().stream()
                    .flatMap(operand -> value(operand).stream())
                    .toList();
        }
        if (applied.op() instanceof Product product
                && graph.vertices().get(applied.operands().get(1)) instanceof Vertex.Constant right) {
            var left = group(first);
            return made(
                    place,
                    List.of(left, right.tensor(), product.right()),
                    () -> new Event.Product(left, right.tensor(), product.right()));
        }
        if (applied.op() instanceof RowWise op) {
            var x = group(first);
            return made(place, List.of(x, op), () -> new Event.Rows(op, x));
        }
        throw new UntraceableException("it applies " + applied.op().name() + ", which no compiled loop can do");
    }

    private List<Lane> made(int place, List<Object> key, Supplier<Event> event) {
        events[place] = known.computeIfAbsent(key, k -> event.get());
        return leaves(place, new Leaf.Source.Made(events[place]));
    }

    /** The lanes that block {@code block} of an element-wise vertex is computed from. */
    List<Lane> operands(int place, int block) {
        var applied = (Vertex.Applied) graph.vertices().get(place);
        return applied.operands().stream()
                .map(operand -> operand(applied, operand, block))
                .toList();
    }

    private Lane operand(Vertex.Applied applied, int operand, int block) {
        var vertex = graph.vertices().get(operand);
        if (vertex instanceof Vertex.Constant(Tensor tensor) && tensor.size() != tensor.columns()) {
            throw new UntraceableException("it uses a matrix other than in a product");
        }
        return repeats(applied, operand)
                ? lanes.repeated(value(operand).getFirst())
                : value(operand).get(block);
    }

    /** Whether an operand of an element-wise vertex is one column that is repeated. */
    boolean repeats(Vertex.Applied applied, int operand) {
        int columns = Blocks.columns(graph.vertices().get(operand));
        if (columns != 1 && columns != Blocks.columns(applied)) {
            throw new UntraceableException("it uses shapes that do not fit");
        }
        return columns == 1 && Blocks.columns(applied) > 1;
    }
}
