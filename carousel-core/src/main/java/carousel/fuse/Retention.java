package carousel.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what a step going forward keeps for its adjoint: rows that are read whole, and of the rest what the adjoint needs
 * and cannot cheaply compute again. Functions are kept, sums and products computed again.
 */
final class Retention {
    private final Lowering step;
    private final Layout layout;
    private final Differentiation derived;
    private final boolean wantsInput;
    private final Map<Lane, Place.At> kept = new HashMap<>();
    private final Map<Lane, Integer> saved = new LinkedHashMap<>(); // lane -> width
    private final Set<Event> keptEvents = new HashSet<>();
    private final Set<Lane> forwardLanes = new HashSet<>();
    private final Set<Lane> needed = new HashSet<>();

    Retention(Lowering step, Layout layout, Differentiation derived, boolean wantsInput) {
        this.step = step;
        this.layout = layout;
        this.derived = derived;
        this.wantsInput = wantsInput;
        for (int i = 0; i < step.graph().vertices().size(); i++) {
            step.value(i).forEach(this::forward);
        }
        keepGroups();
        requests().forEach(this::keepWhatIsNeeded);
    }

    private void forward(Lane lane) {
        if (forwardLanes.add(lane)) {
            lane.operands().forEach(this::forward);
        }
    }

    /** Events whose results are kept. */
    Set<Event> events() {
        return keptEvents;
    }

    /** Where each lane is that is kept. */
    Map<Lane, Place.At> lanes() {
        return kept;
    }

    /** Whether a lane is computed by the step going forward. */
    boolean forwards(Lane lane) {
        return forwardLanes.contains(lane);
    }

    private List<Group> requests() {
        var requests = new ArrayList<Group>();
        for (int k = 0; k < layout.states(); k++) {
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
        for (int k = 0; k < layout.states(); k++) {
            var group = step.group(step.graph().results().get(k));
            keptAt(group, layout.after(k));
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
            case null -> keptAt(group, layout.own(group, Place.Role.KEPT));
            default -> {}
        }
    }

    private void keptAt(Group group, Place place) {
        group.each(place, (lane, width, at) -> {
            if (!lane.isLeaf()) {
                kept.putIfAbsent(lane, at);
            }
        });
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
                && !derived.made(event)
                && !keptEvents.contains(event);
    }

    private boolean restsOnLost(Lane lane) {
        if (kept.containsKey(lane) || saved.containsKey(lane) || lane.dear()) {
            return false;
        }
        return lost(lane) || lane.operands().stream().anyMatch(this::restsOnLost);
    }

    /** All saved lanes side by side in one place. */
    void store(Schedule loop) {
        int columns = saved.values().stream().mapToInt(Integer::intValue).sum();
        if (columns == 0) {
            return;
        }
        var place = layout.roomy(Place.Role.KEPT, 0, columns);
        int column = 0;
        for (var entry : saved.entrySet()) {
            var at = new Place.At(place, column);
            loop.store(entry.getKey(), entry.getValue(), at);
            kept.put(entry.getKey(), at);
            column += entry.getValue();
        }
    }
}
