package carousel.fuse;

import carousel.kernel.Panels;
import carousel.tensor.Orientation;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the parts of a compiled step together: what is done for all rows before the loop over steps, what at each step, and,
 * for training, their adjoints. Decides what is kept for the adjoint: what it needs and cannot cheaply compute again.
 */
final class Assembly {
    private static final int GAP = 16;

    private final Lowering step;
    private final StepGraph graph;
    private final int states;
    private final List<Place> places = new ArrayList<>();
    private final Map<Leaf.Source, Place> sources = new HashMap<>();
    private final Map<Group, Place> groups = new HashMap<>();
    private final Map<Event, Instruction> instructions = new HashMap<>();
    private final Map<PackedKey, Integer> packed = new LinkedHashMap<>();
    private final List<Place> after = new ArrayList<>();
    private final Place output;

    private record PackedKey(Tensor w, Orientation orientation) {
        @Override
        public boolean equals(Object other) {
            return other instanceof PackedKey(var thatW, var thatOrientation)
                    && thatW == w
                    && thatOrientation == orientation;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(w) + orientation.ordinal();
        }
    }

    private Assembly(Lowering step) {
        this.step = step;
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

    private int columns(int position) {
        for (var vertex : graph.vertices()) {
            if (vertex instanceof Vertex.Input input && input.position() == position) {
                return Blocks.columns(input);
            }
        }
        throw new IllegalArgumentException("no argument " + position);
    }

    // ---- places

    private Place place(Place.Role role, int position, Tensor constant, int columns) {
        return add(new Place(places.size(), role, position, constant, columns, columns));
    }

    /** A place whose rows have room for whole panels, and do not begin a power of two apart. */
    private Place roomy(Place.Role role, int position, int columns) {
        return add(new Place(places.size(), role, position, null, columns, Panels.columns(columns) + GAP));
    }

    private Place add(Place place) {
        places.add(place);
        return place;
    }

    /** Where a group is: a place of its own, which somebody must fill, or the source whose columns it is. */
    private Place placeOf(Group group, Place.Role role) {
        if (groups.containsKey(group)) {
            return groups.get(group);
        }
        var source = group.source();
        if (source != null && sources.get(source).columns() >= group.columns()) {
            return sources.get(source);
        }
        var own = roomy(role, 0, group.columns());
        groups.put(group, own);
        return own;
    }

    private boolean ownPlace(Group group) {
        return groups.containsKey(group);
    }

    private int panels(Tensor w, Orientation orientation) {
        return packed.computeIfAbsent(new PackedKey(w, orientation), k -> packed.size());
    }

    // ---- events

    /** Makes the instruction of an event; its result goes to {@code to}. */
    private void instruct(Event event, Place.Role role, Place to) {
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

    // ---- forward

    /** A step without its adjoint. */
    static CompiledStep inference(StepGraph graph) {
        return new Assembly(new Lowering(graph)).forwardOnly();
    }

    /** A step and its adjoint. */
    static CompiledStep training(StepGraph graph, boolean wantsInput) {
        return new Assembly(new Lowering(graph)).withAdjoint(wantsInput);
    }

    /** Throws {@link carousel.tensor.UntraceableException} with the reason when a step's adjoint cannot be compiled. */
    static void requireAdjoint(StepGraph graph) {
        new Differentiation(new Lowering(graph), true);
    }

    private CompiledStep forwardOnly() {
        var before = schedule(Map.of(), Place.Role.EARLY);
        var loop = schedule(Map.of(), Place.Role.STEP);
        forward(before, loop, Set.of());
        return compiled(before, loop, null, null, List.of());
    }

    /** A part of the step; what its loops share is kept as long as their rows. */
    private Schedule schedule(Map<Lane, Place.At> available, Place.Role shared) {
        return new Schedule(instructions, sources, available, columns -> roomy(shared, 0, columns));
    }

    private CompiledStep compiled(
            Schedule before, Schedule loop, Schedule adjoint, Schedule last, List<Reduction> reductions) {
        return new CompiledStep(
                graph,
                states,
                before.instructions(),
                loop.instructions(),
                adjoint == null ? List.of() : adjoint.instructions(),
                last == null ? List.of() : last.instructions(),
                reductions,
                List.copyOf(places),
                packed.keySet().stream()
                        .map(key -> new CompiledStep.Packed(key.w(), key.orientation()))
                        .toList());
    }

    /** @param keep events whose results the adjoint needs */
    private void forward(Schedule before, Schedule loop, Set<Event> keep) {
        var filled = new HashSet<Group>();
        for (int i = 0; i < graph.vertices().size(); i++) {
            var event = step.event(i);
            if (event != null && !instructions.containsKey(event)) {
                boolean early = step.stateFree(i);
                var role = early ? Place.Role.EARLY : Place.Role.STEP;
                var kept = keep.contains(event) ? Place.Role.KEPT : role;
                instruct(event, role, roomy(kept, 0, event.columns()));
                var schedule = early ? before : loop;
                schedule.event(event);
                for (var input : event.inputs()) {
                    if (ownPlace(input) && filled.add(input)) {
                        schedule.store(input, placeOf(input, role));
                    }
                }
            }
        }
        for (int k = 0; k < states; k++) {
            loop.store(step.group(graph.results().get(k)), after.get(k));
        }
        loop.store(step.group(graph.results().get(states)), output);
    }

    // ---- adjoint

    private CompiledStep withAdjoint(boolean wantsInput) {
        var derived = new Differentiation(step, wantsInput);
        return new AdjointAssembly(derived, wantsInput).compiled();
    }

    /** The part that training needs. */
    private final class AdjointAssembly {
        private final Differentiation derived;
        private final boolean wantsInput;
        private final Map<Lane, Place.At> kept = new HashMap<>();
        private final Map<Lane, Integer> saved = new LinkedHashMap<>(); // lane -> width
        private final Set<Event> keptEvents = new HashSet<>();
        private final Set<Event> adjointEvents;
        private final Set<Lane> forwardLanes = new HashSet<>();
        private final Set<Lane> needed = new HashSet<>();
        private final Map<Lane, Boolean> last = new HashMap<>();

        AdjointAssembly(Differentiation derived, boolean wantsInput) {
            this.derived = derived;
            this.wantsInput = wantsInput;
            this.adjointEvents = Set.copyOf(derived.events());
            for (int i = 0; i < graph.vertices().size(); i++) {
                step.value(i).forEach(this::forward);
            }
        }

        private void forward(Lane lane) {
            if (forwardLanes.add(lane)) {
                lane.operands().forEach(this::forward);
            }
        }

        CompiledStep compiled() {
            keepGroups();
            var requests = requests();
            requests.forEach(group -> keepWhatIsNeeded(group));
            var before = schedule(Map.of(), Place.Role.EARLY);
            var loop = schedule(Map.of(), Place.Role.STEP);
            Assembly.this.forward(before, loop, keptEvents);
            storeKept(loop);
            return adjoint(before, loop);
        }

        private List<Group> requests() {
            var requests = new ArrayList<Group>();
            for (int k = 0; k < states; k++) {
                requests.add(derived.argument(k + 1));
            }
            if (wantsInput) {
                requests.add(derived.argument(0));
            }
            derived.uses().forEach(use -> requests.add(use.contribution()));
            derived.events().forEach(event -> {
                requests.add(event.inputs().getFirst());
            });
            return requests;
        }

        /** Rows that the adjoint reads whole: left sides of products with weights, and what row-wise operations saw. */
        private void keepGroups() {
            for (int k = 0; k < states; k++) {
                var group = step.group(graph.results().get(k));
                keptAt(group, after.get(k));
            }
            for (var use : derived.uses()) {
                if (use instanceof Differentiation.ProductUse product) {
                    keep(product.left());
                }
            }
            for (var event : derived.events()) {
                if (event instanceof Event.RowsAdjoint rows) {
                    keep(rows.inputs().get(1));
                    keep(rows.inputs().get(2));
                }
            }
        }

        private void keep(Group group) {
            switch (group.source()) {
                case Leaf.Source.Made(var event) -> keptEvents.add(event);
                case null ->
                    keptAt(group, groups.computeIfAbsent(group, k -> roomy(Place.Role.KEPT, 0, group.columns())));
                default -> {}
            }
        }

        private void keptAt(Group group, Place place) {
            int column = 0;
            for (int i = 0; i < group.lanes().size(); i++) {
                if (!group.lanes().get(i).isLeaf()) {
                    kept.putIfAbsent(group.lanes().get(i), new Place.At(place, column));
                }
                column += group.widths().get(i);
            }
        }

        // ---- what loops need

        private void keepWhatIsNeeded(Group group) {
            for (int i = 0; i < group.lanes().size(); i++) {
                need(group.lanes().get(i), group.widths().get(i));
            }
        }

        private void need(Lane lane, int width) {
            if (kept.containsKey(lane) || saved.containsKey(lane) || !needed.add(lane)) {
                return;
            }
            if (!forwardLanes.contains(lane)) {
                lane.operands().forEach(operand -> need(operand, width));
            } else if (lane.code() == Lane.Code.LEAF) {
                if (lost(lane)) {
                    saved.put(lane, lane.repeated() ? 1 : width);
                }
            } else if (!lane.isLeaf()) {
                if (lane.dear() || lane.operands().stream().anyMatch(this::restsOnLost)) {
                    saved.put(lane, lane.repeated() ? 1 : width);
                } else {
                    lane.operands().forEach(operand -> need(operand, width));
                }
            }
        }

        /** Made by an event of the forward step whose result is not kept. */
        private boolean lost(Lane lane) {
            return lane.code() == Lane.Code.LEAF
                    && lane.leaf().source() instanceof Leaf.Source.Made(var event)
                    && !adjointEvents.contains(event)
                    && !keptEvents.contains(event);
        }

        private boolean restsOnLost(Lane lane) {
            if (kept.containsKey(lane) || saved.containsKey(lane) || lane.dear()) {
                return false;
            }
            return lost(lane) || lane.operands().stream().anyMatch(this::restsOnLost);
        }

        /** All saved lanes side by side in one place. */
        private void storeKept(Schedule loop) {
            int columns = saved.values().stream().mapToInt(Integer::intValue).sum();
            if (columns == 0) {
                return;
            }
            var place = roomy(Place.Role.KEPT, 0, columns);
            int column = 0;
            for (var entry : saved.entrySet()) {
                var at = new Place.At(place, column);
                loop.store(entry.getKey(), entry.getValue(), at);
                kept.put(entry.getKey(), at);
                column += entry.getValue();
            }
        }

        // ---- the adjoint step

        private CompiledStep adjoint(Schedule before, Schedule loop) {
            var beforeRun = before.instructions();
            var loopRun = loop.instructions();
            sources.put(new Leaf.Source.OutputGradient(), place(Place.Role.OUTPUT_GRADIENT, 0, null, output.columns()));
            var carried = new ArrayList<Place>();
            for (int k = 0; k < states; k++) {
                sources.put(
                        new Leaf.Source.StateGradient(k),
                        roomy(Place.Role.GRADIENT_AFTER, k, after.get(k).columns()));
                carried.add(roomy(Place.Role.GRADIENT_BEFORE, k, after.get(k).columns()));
            }
            var input = place(Place.Role.INPUT_GRADIENT, 0, null, columns(0));
            var direct = direct(carried, input);
            for (var event : derived.events()) {
                var role = derived.after(event) ? Place.Role.KEPT : Place.Role.STEP;
                sources.put(new Leaf.Source.Made(event), direct.getOrDefault(event, roomy(role, 0, event.columns())));
            }
            var contributions = new HashSet<Group>();
            derived.uses().forEach(use -> contributions.add(use.contribution()));
            derived.events().stream()
                    .filter(derived::after)
                    .forEach(event -> contributions.add(event.inputs().getFirst()));
            contributions.forEach(this::keptPlaceOf);
            derived.events()
                    .forEach(event -> instruct(event, Place.Role.STEP, sources.get(new Leaf.Source.Made(event))));

            var adjoint = schedule(kept, Place.Role.STEP);
            var early = new HashMap<Lane, Place.At>(kept); // for the last part: also what the loop has stored
            var last = schedule(early, Place.Role.KEPT);
            derived.events().forEach(event -> (derived.after(event) ? last : adjoint).event(event));
            var filled = new HashSet<Group>();
            for (var event : derived.events()) {
                fill(event.inputs().getFirst(), filled, adjoint, last, early);
            }
            derived.uses().forEach(use -> fill(use.contribution(), filled, adjoint, last, early));
            for (int k = 0; k < states; k++) {
                if (!made(derived.argument(k + 1), carried.get(k))) {
                    adjoint.store(derived.argument(k + 1), carried.get(k));
                }
            }
            if (wantsInput && !made(derived.argument(0), input)) {
                fill(derived.argument(0), input, adjoint, last, early);
            }
            var reductions = derived.uses().stream().map(this::reduction).toList();
            return new CompiledStep(
                    graph,
                    states,
                    beforeRun,
                    loopRun,
                    adjoint.instructions(),
                    last.instructions(),
                    reductions,
                    List.copyOf(places),
                    packed.keySet().stream()
                            .map(key -> new CompiledStep.Packed(key.w(), key.orientation()))
                            .toList());
        }

        /** Products whose result is, as it stands, the gradient of a state or of the input: they write it there. */
        private Map<Event, Place> direct(List<Place> carried, Place input) {
            var direct = new HashMap<Event, Place>();
            for (int k = 0; k < states; k++) {
                direct(derived.argument(k + 1), carried.get(k), direct);
            }
            if (wantsInput && input.columns() == Panels.columns(input.columns())) {
                direct(derived.argument(0), input, direct);
            }
            return direct;
        }

        private void direct(Group group, Place place, Map<Event, Place> direct) {
            if (group.source() instanceof Leaf.Source.Made(var event)
                    && adjointEvents.contains(event)
                    && event.columns() == place.columns()) {
                direct.putIfAbsent(event, place);
            }
        }

        private boolean made(Group group, Place place) {
            return group.source() instanceof Leaf.Source.Made(var event)
                    && sources.get(group.source()) == place
                    && adjointEvents.contains(event);
        }

        private void fill(Group group, Set<Group> filled, Schedule adjoint, Schedule last, Map<Lane, Place.At> early) {
            if (ownPlace(group) && filled.add(group)) {
                fill(group, groups.get(group), adjoint, last, early);
            }
        }

        /** Stores a group's lanes, each in the part of the step that can compute it. */
        private void fill(Group group, Place place, Schedule adjoint, Schedule last, Map<Lane, Place.At> early) {
            int column = 0;
            for (int i = 0; i < group.lanes().size(); i++) {
                var lane = group.lanes().get(i);
                int width = group.widths().get(i);
                if (isLast(lane)) {
                    last.store(lane, width, new Place.At(place, column));
                    bring(lane, width, adjoint, early);
                } else {
                    adjoint.store(lane, width, new Place.At(place, column));
                }
                column += width;
            }
        }

        /** Whether a lane rests on what is done after the loop over steps. */
        private boolean isLast(Lane lane) {
            var known = last.get(lane);
            if (known == null) {
                known = lane.code() == Lane.Code.LEAF
                                && lane.leaf().source() instanceof Leaf.Source.Made(var event)
                                && derived.after(event)
                        || lane.operands().stream().anyMatch(this::isLast);
                last.put(lane, known);
            }
            return known;
        }

        /** Has the loop store what a lane of the last part takes from it. */
        private void bring(Lane lane, int width, Schedule adjoint, Map<Lane, Place.At> early) {
            if (early.containsKey(lane) || lane.code() == Lane.Code.NUMBER) {
                return;
            }
            if (isLast(lane)) {
                lane.operands().forEach(operand -> bring(operand, width, adjoint, early));
            } else if (!forwardLanes.contains(lane)) {
                int columns = lane.repeated() ? 1 : width;
                var at = new Place.At(roomy(Place.Role.KEPT, 0, columns), 0);
                adjoint.store(lane, columns, at);
                early.put(lane, at);
            }
        }

        /** Where the rows of all steps of a group are. */
        private Place keptPlaceOf(Group group) {
            var source = group.source() == null ? null : sources.get(group.source());
            return source != null && (source.role() == Place.Role.KEPT || source.role() == Place.Role.OUTPUT_GRADIENT)
                    ? source
                    : groups.computeIfAbsent(group, k -> roomy(Place.Role.KEPT, 0, group.columns()));
        }

        private Reduction reduction(Differentiation.Use use) {
            var contribution = keptPlaceOf(use.contribution());
            return switch (use) {
                case Differentiation.ProductUse product ->
                    new Reduction(
                            use.weight(),
                            product.orientation() == Orientation.PLAIN
                                    ? Reduction.Kind.PRODUCT
                                    : Reduction.Kind.TRANSPOSED_PRODUCT,
                            placeOf(product.left(), Place.Role.KEPT),
                            contribution,
                            use.stateFree());
                case Differentiation.RowUse row ->
                    new Reduction(use.weight(), Reduction.Kind.ROW, contribution, contribution, use.stateFree());
                case Differentiation.ElementUse element ->
                    new Reduction(use.weight(), Reduction.Kind.ELEMENT, contribution, contribution, use.stateFree());
            };
        }
    }
}
