package carousel.fuse;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the forward parts of a compiled step together: what is done for all rows before the loop over steps, and each step. */
final class Assembly {
    private final Lowering step;
    private final Layout layout;
    private final Schedule before;
    private final Schedule loop;

    /** @param keep events whose results the adjoint needs */
    Assembly(Lowering step, Layout layout, Set<Event> keep) {
        this.step = step;
        this.layout = layout;
        this.before = layout.schedule(Map.of(), Place.Role.EARLY);
        this.loop = layout.schedule(Map.of(), Place.Role.STEP);
        fill(keep);
    }

    /** A step without its adjoint. */
    static CompiledStep inference(StepGraph graph) {
        var step = new Lowering(graph);
        var layout = new Layout(step);
        var assembly = new Assembly(step, layout, Set.of());
        return new CompiledStep(
                graph,
                layout.states(),
                assembly.before().instructions(),
                assembly.loop().instructions(),
                List.of(),
                List.of(),
                List.of(),
                layout.places(),
                layout.packed(),
                List.of());
    }

    /** A step and its adjoint. */
    static CompiledStep training(StepGraph graph, boolean wantsInput) {
        var step = new Lowering(graph);
        return new AdjointAssembly(step, new Differentiation(step, wantsInput), wantsInput).compiled();
    }

    /** Throws {@link carousel.tensor.UntraceableException} with the reason when a step's adjoint cannot be compiled. */
    static void requireAdjoint(StepGraph graph) {
        new Differentiation(new Lowering(graph), true);
    }

    /** For all rows at once. */
    Schedule before() {
        return before;
    }

    /** For each step. */
    Schedule loop() {
        return loop;
    }

    private void fill(Set<Event> keep) {
        var filled = new HashSet<Group>();
        for (int i = 0; i < step.graph().vertices().size(); i++) {
            var event = step.event(i);
            if (event != null && !layout.instructed(event)) {
                boolean early = step.stateFree(i);
                var role = early ? Place.Role.EARLY : Place.Role.STEP;
                var kept = keep.contains(event) ? Place.Role.KEPT : role;
                layout.instruct(event, role, layout.roomy(kept, 0, event.columns()));
                var schedule = early ? before : loop;
                schedule.event(event);
                for (var input : event.inputs()) {
                    if (layout.ownPlace(input) && filled.add(input)) {
                        schedule.store(input, layout.placeOf(input, role));
                    }
                }
            }
        }
        for (int k = 0; k < layout.states(); k++) {
            loop.store(step.group(step.graph().results().get(k)), layout.after(k));
        }
        loop.store(step.group(step.graph().results().get(layout.states())), layout.output());
    }
}
