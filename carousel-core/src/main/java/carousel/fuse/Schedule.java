package carousel.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Orders what has to be stored into loops and events: level by level, first the events that can begin, then one loop for each
 * width of block with everything that has become computable. What a later level needs again of an earlier one is stored and
 * loaded if that costs less than to compute it again.
 */
final class Schedule {
    /** Operations from which a lane is stored rather than computed again. */
    private static final int WORTH_STORING = 2;

    /** What is to be stored where. */
    private record Store(Lane lane, int width, Place.At to) {}

    private final List<Event> events = new ArrayList<>();
    private final Set<Event> own = new HashSet<>();
    private final Map<Event, Instruction> instructions;
    private final Map<Leaf.Source, Place> sources;
    private final Map<Lane, Place.At> available;
    private final IntFunction<Place> scratch;
    private final List<Store> stores = new ArrayList<>();
    private final Map<Lane, Integer> levels = new HashMap<>();

    /**
     * @param instructions of the events
     * @param sources where each source of leaves is
     * @param available lanes that earlier parts have stored
     * @param scratch makes a place that only the step needs
     */
    Schedule(
            Map<Event, Instruction> instructions,
            Map<Leaf.Source, Place> sources,
            Map<Lane, Place.At> available,
            IntFunction<Place> scratch) {
        this.instructions = instructions;
        this.sources = sources;
        this.available = available;
        this.scratch = scratch;
    }

    void event(Event event) {
        if (own.add(event)) {
            events.add(event);
        }
    }

    void store(Lane lane, int width, Place.At to) {
        stores.add(new Store(lane, width, to));
    }

    void store(Group group, Place place) {
        group.each(place, this::store);
    }

    private int level(Lane lane) {
        var known = levels.get(lane);
        if (known == null) {
            known = available.containsKey(lane) ? 0 : lane.code() == Lane.Code.LEAF ? level(lane.leaf()) : 0;
            if (!available.containsKey(lane)) {
                for (var operand : lane.operands()) {
                    known = Math.max(known, level(operand));
                }
            }
            levels.put(lane, known);
        }
        return known;
    }

    private int level(Leaf leaf) {
        return leaf.source() instanceof Leaf.Source.Made(var event) && own.contains(event) ? level(event) : 0;
    }

    private int level(Event event) {
        int level = 0;
        for (var input : event.inputs()) {
            for (var lane : input.lanes()) {
                level = Math.max(level, level(lane));
            }
        }
        return level + 1;
    }

    List<Instruction> instructions() {
        int last = stores.stream().mapToInt(store -> level(store.lane())).max().orElse(0);
        last = Math.max(last, events.stream().mapToInt(this::level).max().orElse(0));
        storeShared(last);
        var ordered = new ArrayList<Instruction>();
        var stored = new HashMap<Lane, Place.At>(available);
        for (int level = 0; level <= last; level++) {
            for (var event : events) {
                if (level(event) == level) {
                    ordered.add(instructions.get(event));
                }
            }
            var loops = new LinkedHashMap<Integer, List<Store>>();
            for (var store : stores) {
                if (level(store.lane()) == level) {
                    loops.computeIfAbsent(store.width(), k -> new ArrayList<>()).add(store);
                }
            }
            loops.forEach((width, group) -> ordered.addAll(loops(width, group, stored)));
            loops.values()
                    .forEach(group -> group.forEach(store -> {
                        if (!store.lane().isLeaf()) {
                            stored.putIfAbsent(store.lane(), store.to());
                        }
                    }));
        }
        return ordered;
    }

    /** Adds stores for lanes that the loops of several levels would compute. */
    private void storeShared(int last) {
        var computed = new HashMap<Lane, Integer>(); // lane -> width
        var kept = new HashSet<Lane>();
        stores.forEach(store -> kept.add(store.lane()));
        for (int level = 0; level <= last; level++) {
            for (var store : List.copyOf(stores)) {
                if (level(store.lane()) == level) {
                    share(store.lane(), store.width(), level, computed, kept);
                }
            }
        }
    }

    private void share(Lane lane, int width, int level, Map<Lane, Integer> computed, Set<Lane> kept) {
        if (lane.isLeaf() || available.containsKey(lane)) {
            return;
        }
        if (level(lane) < level && kept.contains(lane)) {
            return;
        }
        if (level(lane) < level && computed.containsKey(lane) && cost(lane, new HashSet<>()) >= WORTH_STORING) {
            kept.add(lane);
            int columns = lane.repeated() ? 1 : width;
            store(lane, columns, new Place.At(scratch.apply(columns), 0));
            return;
        }
        computed.put(lane, width);
        lane.operands().forEach(operand -> share(operand, width, level, computed, kept));
    }

    private int cost(Lane lane, Set<Lane> seen) {
        if (lane.isLeaf() || available.containsKey(lane) || !seen.add(lane)) {
            return 0;
        }
        int cost = lane.dear() ? WORTH_STORING : 1;
        for (var operand : lane.operands()) {
            cost += cost(operand, seen);
        }
        return cost;
    }

    // ---- loops

    private List<LoopRun> loops(int width, List<Store> group, Map<Lane, Place.At> stored) {
        var runs = new ArrayList<LoopRun>();
        for (var part : LoopParts.of(group.stream().map(Store::lane).toList(), stored.keySet())) {
            runs.add(loop(width, part.stream().map(group::get).toList(), stored));
        }
        return runs;
    }

    private LoopRun loop(int width, List<Store> group, Map<Lane, Place.At> stored) {
        var lanes = new LinkedHashSet<Lane>();
        group.forEach(store -> LoopParts.order(store.lane(), stored.keySet(), lanes));
        var values = new HashMap<Lane, Integer>();
        var operands = new ArrayList<Place.At>();
        var repeats = new ArrayList<Boolean>();
        for (var lane : lanes) {
            if (stored.containsKey(lane) || lane.code() == Lane.Code.LEAF) {
                values.put(lane, operands.size());
                repeats.add(lane.repeated());
                operands.add(stored.containsKey(lane) ? stored.get(lane) : at(lane.leaf()));
            }
        }
        var numbers =
                lanes.stream().filter(lane -> lane.code() == Lane.Code.NUMBER).toList();
        numbers.forEach(lane -> values.put(lane, values.size()));
        var lines = new ArrayList<LoopShape.Line>();
        for (var lane : lanes) {
            if (!values.containsKey(lane)) {
                values.put(lane, values.size());
                lines.add(new LoopShape.Line(
                        lane.code(), lane.operands().stream().map(values::get).toList()));
            }
        }
        group.forEach(store -> operands.add(store.to()));
        var shape = new LoopShape(
                repeats,
                numbers.size(),
                lines,
                group.stream().map(store -> values.get(store.lane())).toList());
        var floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).value();
        }
        return new LoopRun(shape, operands, floats, width);
    }

    private Place.At at(Leaf leaf) {
        return new Place.At(sources.get(leaf.source()), leaf.column());
    }
}
