package carousel.fuse;

import carousel.kernel.Panels;
import carousel.tensor.Orientation;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts a compiled step and its adjoint together: what each step does backwards, and what for all rows after the loop. */
final class AdjointAssembly {
    private final Lowering step;
    private final Layout layout;
    private final Differentiation derived;
    private final boolean wantsInput;
    private final Retention retention;
    private final List<CompiledStep.Turning> turning = new ArrayList<>();
    private final Map<Lane, Boolean> rests = new HashMap<>();
    private Place input;
    private Schedule adjoint;
    private Schedule last;
    private Map<Lane, Place.At> early;

    AdjointAssembly(Lowering step, Differentiation derived, boolean wantsInput) {
        this.step = step;
        this.layout = new Layout(step);
        this.derived = derived;
        this.wantsInput = wantsInput;
        this.retention = new Retention(step, layout, derived, wantsInput);
    }

    CompiledStep compiled() {
        var forward = new Assembly(step, layout, retention.events());
        retention.store(forward.loop());
        var before = forward.before().instructions();
        var loop = forward.loop().instructions();
        makePlaces();
        makeEvents();
        schedule();
        return new CompiledStep(
                layout.graph(),
                layout.states(),
                before,
                loop,
                adjoint.instructions(),
                last.instructions(),
                reductions(),
                layout.places(),
                layout.packed(),
                turning);
    }

    private List<List<Reduction>> reductions() {
        var byWeight = new IdentityHashMap<Tensor, List<Reduction>>();
        var reductions = new ArrayList<List<Reduction>>();
        for (var use : derived.uses()) {
            var reduction = reduction(use);
            byWeight.computeIfAbsent(reduction.weight(), weight -> {
                        reductions.add(new ArrayList<>());
                        return reductions.getLast();
                    })
                    .add(reduction);
        }
        return reductions;
    }

    private void makePlaces() {
        int columns = layout.output().columns();
        layout.source(new Leaf.Source.OutputGradient(), layout.place(Place.Role.OUTPUT_GRADIENT, 0, null, columns));
        for (int k = 0; k < layout.states(); k++) {
            int width = layout.after(k).columns();
            turning.add(new CompiledStep.Turning(
                    layout.roomy(Place.Role.GRADIENT_AFTER, k, width),
                    layout.roomy(Place.Role.GRADIENT_BEFORE, k, width)));
            layout.source(new Leaf.Source.StateGradient(k), turning.get(k).after());
        }
        input = layout.place(Place.Role.INPUT_GRADIENT, 0, null, layout.columns(0));
    }

    private void makeEvents() {
        var direct = direct();
        for (var event : derived.events()) {
            var role = derived.after(event) ? Place.Role.KEPT : Place.Role.STEP;
            var place = direct.containsKey(event) ? direct.get(event) : layout.roomy(role, 0, event.columns());
            layout.source(new Leaf.Source.Made(event), place);
        }
        derived.uses().forEach(use -> keptPlaceOf(use.contribution()));
        derived.events().stream()
                .filter(derived::after)
                .forEach(event -> keptPlaceOf(event.inputs().getFirst()));
        derived.events()
                .forEach(event -> layout.instruct(event, Place.Role.STEP, layout.source(new Leaf.Source.Made(event))));
    }

    private void schedule() {
        adjoint = layout.schedule(retention.lanes(), Place.Role.STEP);
        early = new HashMap<>(retention.lanes()); // for the last part: also what the loop has stored
        last = layout.schedule(early, Place.Role.KEPT);
        derived.events().forEach(event -> (derived.after(event) ? last : adjoint).event(event));
        var filled = new HashSet<Group>();
        derived.events().forEach(event -> fill(event.inputs().getFirst(), filled));
        derived.uses().forEach(use -> fill(use.contribution(), filled));
        for (int k = 0; k < layout.states(); k++) {
            if (!made(derived.argument(k + 1), turning.get(k).before())) {
                adjoint.store(derived.argument(k + 1), turning.get(k).before());
            }
        }
        if (wantsInput && !made(derived.argument(0), input)) {
            fill(derived.argument(0), input);
        }
    }

    /** Products whose result is, as it stands, the gradient of a state or of the input: they write it there. */
    private Map<Event, Place> direct() {
        var direct = new HashMap<Event, Place>();
        for (int k = 0; k < layout.states(); k++) {
            direct(derived.argument(k + 1), turning.get(k).before(), direct);
        }
        if (wantsInput && input.columns() == Panels.columns(input.columns())) {
            direct(derived.argument(0), input, direct);
        }
        return direct;
    }

    private void direct(Group group, Place place, Map<Event, Place> direct) {
        if (group.source() instanceof Leaf.Source.Made(var event)
                && derived.made(event)
                && event.columns() == place.columns()) {
            direct.putIfAbsent(event, place);
        }
    }

    private boolean made(Group group, Place place) {
        return group.source() instanceof Leaf.Source.Made(var event)
                && layout.source(group.source()) == place
                && derived.made(event);
    }

    private void fill(Group group, Set<Group> filled) {
        if (layout.ownPlace(group) && filled.add(group)) {
            fill(group, layout.own(group, Place.Role.KEPT));
        }
    }

    /** Stores a group's lanes, each in the part of the step that can compute it. */
    private void fill(Group group, Place place) {
        group.each(place, (lane, width, at) -> {
            if (isLast(lane)) {
                last.store(lane, width, at);
                bring(lane, width);
            } else {
                adjoint.store(lane, width, at);
            }
        });
    }

    /** Whether a lane rests on what is done after the loop over steps. */
    private boolean isLast(Lane lane) {
        var known = rests.get(lane);
        if (known == null) {
            known = lane.code() == Lane.Code.LEAF
                            && lane.leaf().source() instanceof Leaf.Source.Made(var event)
                            && derived.after(event)
                    || lane.operands().stream().anyMatch(this::isLast);
            rests.put(lane, known);
        }
        return known;
    }

    /** Has the loop store what a lane of the last part takes from it. */
    private void bring(Lane lane, int width) {
        if (early.containsKey(lane) || lane.code() == Lane.Code.NUMBER) {
            return;
        }
        if (isLast(lane)) {
            lane.operands().forEach(operand -> bring(operand, width));
        } else if (!retention.forwards(lane)) {
            int columns = lane.repeated() ? 1 : width;
            var at = new Place.At(layout.roomy(Place.Role.KEPT, 0, columns), 0);
            adjoint.store(lane, columns, at);
            early.put(lane, at);
        }
    }

    /** Where the rows of all steps of a group are. */
    private Place keptPlaceOf(Group group) {
        var source = group.source() == null ? null : layout.source(group.source());
        return source != null && (source.role() == Place.Role.KEPT || source.role() == Place.Role.OUTPUT_GRADIENT)
                ? source
                : layout.own(group, Place.Role.KEPT);
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
                        layout.placeOf(product.left(), Place.Role.KEPT),
                        contribution,
                        use.stateFree());
            case Differentiation.RowUse row ->
                new Reduction(use.weight(), Reduction.Kind.ROW, contribution, contribution, use.stateFree());
            case Differentiation.ElementUse element ->
                new Reduction(use.weight(), Reduction.Kind.ELEMENT, contribution, contribution, use.stateFree());
        };
    }
}
