package carousel.fuse;

import carousel.kernel.Panels;
import carousel.tensor.Orientation;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where everything is that a compiled step reads and writes, and the instructions of its events. */
final class Layout {
    private static final int GAP = 16;

    private final StepGraph graph;
    private final int states;
    private final List<Place> places = new ArrayList<>();
    private final Map<Leaf.Source, Place> sources = new HashMap<>();
    private final Map<Group, Place> groups = new HashMap<>();
    private final Map<Event, Instruction> instructions = new HashMap<>();
    private final Map<CompiledStep.Packed, Integer> packed = new LinkedHashMap<>();
    private final List<Place> after = new ArrayList<>();
    private final Place output;

    Layout(Lowering step) {
        this.graph = step.graph();
        this.states = graph.results().size() - 1;
        sources.put(new Leaf.Source.Input(), place(Place.Role.INPUT, 0, null, columns(0)));
        for (int k = 0; k < states; k++) {
            int columns = columns(k + 1);
            sources.put(new Leaf.Source.State(k), place(Place.Role.BEFORE, k, null, columns));
            after.add(place(Place.Role.AFTER, k, null, columns));
        }
        for (var vertex : graph.vertices()) {
            if (vertex instanceof Vertex.Constant(Tensor tensor) && tensor.size() == tensor.columns()) {
                sources.put(
                        new Leaf.Source.Constant(tensor),
                        add(new Place(places.size(), Place.Role.CONSTANT, 0, tensor, tensor.size(), 0)));
            }
        }
        this.output = place(
                Place.Role.OUTPUT,
                0,
                null,
                Blocks.columns(graph.vertices().get(graph.results().get(states))));
    }

    int columns(int position) {
        for (var vertex : graph.vertices()) {
            if (vertex instanceof Vertex.Input input && input.position() == position) {
                return Blocks.columns(input);
            }
        }
        throw new IllegalArgumentException("no argument " + position);
    }

    // ---- places

    Place place(Place.Role role, int position, Tensor constant, int columns) {
        return add(new Place(places.size(), role, position, constant, columns, columns));
    }

    /** A place whose rows have room for whole panels, and do not begin a power of two apart. */
    Place roomy(Place.Role role, int position, int columns) {
        return add(new Place(places.size(), role, position, null, columns, Panels.columns(columns) + GAP));
    }

    private Place add(Place place) {
        places.add(place);
        return place;
    }

    /** Where a group is: a place of its own, which somebody must fill, or the source whose columns it is. */
    Place placeOf(Group group, Place.Role role) {
        var source = group.source();
        return source != null && !ownPlace(group) && sources.get(source).columns() >= group.columns()
                ? sources.get(source)
                : own(group, role);
    }

    boolean ownPlace(Group group) {
        return groups.containsKey(group);
    }

    private int panels(Tensor w, Orientation orientation) {
        return packed.computeIfAbsent(new CompiledStep.Packed(w, orientation), k -> packed.size());
    }

    /** Makes the instruction of an event; its result goes to {@code to}. */
    void instruct(Event event, Place.Role role, Place to) {
        sources.put(new Leaf.Source.Made(event), to);
        var operands = new ArrayList<Place.At>();
        for (var input : event.inputs()) {
            operands.add(new Place.At(placeOf(input, role), 0));
        }
        operands.add(new Place.At(to, 0));
        instructions.put(
                event,
                switch (event) {
                    case Event.Product product ->
                        new ProductRun(
                                product, operands.get(0), panels(product.w(), product.orientation()), operands.get(1));
                    case Event.Rows rows ->
                        new RowsRun(
                                rows.op().name(),
                                (a, o, width) -> rows.op().row(a[0], o[0], width, a[1], o[1]),
                                operands,
                                rows.inputs().getFirst().columns());
                    case Event.RowsAdjoint rows ->
                        new RowsRun(
                                rows.op().name() + " adjoint",
                                (a, o, width) ->
                                        rows.op().rowAdjoint(a[0], o[0], a[1], o[1], a[2], o[2], width, a[3], o[3]),
                                operands,
                                event.columns());
                    case Event.Sum sum ->
                        new RowsRun(
                                "sum",
                                (a, o, width) -> a[1][o[1]] = carousel.kernel.Rows.sum(a[0], o[0], width),
                                operands,
                                sum.inputs().getFirst().columns());
                });
    }

    /** A part of the step; what its loops share is kept as long as their rows. */
    Schedule schedule(Map<Lane, Place.At> available, Place.Role shared) {
        return new Schedule(instructions, sources, available, columns -> roomy(shared, 0, columns));
    }

    /** The weights that products name by their number. */
    List<CompiledStep.Packed> packed() {
        return List.copyOf(packed.keySet());
    }

    StepGraph graph() {
        return graph;
    }

    /** The number of tensors of the state. */
    int states() {
        return states;
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    Place output() {
        return output;
    }

    /** Where tensor k of the next state is. */
    Place after(int k) {
        return after.get(k);
    }

    boolean instructed(Event event) {
        return instructions.containsKey(event);
    }

    Place source(Leaf.Source source) {
        return sources.get(source);
    }

    void source(Leaf.Source source, Place place) {
        sources.put(source, place);
    }

    /** A group's own place, made with this role if it has none yet. */
    Place own(Group group, Place.Role role) {
        return groups.computeIfAbsent(group, k -> roomy(role, 0, group.columns()));
    }
}
