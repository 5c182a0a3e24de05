package carousel.fuse;

import carousel.tensor.Concat;
import carousel.tensor.Orientation;
import carousel.tensor.Pointwise;
import carousel.tensor.RowWise;
import carousel.tensor.Slice;
import carousel.tensor.Tensor;
import carousel.tensor.UntraceableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The adjoint of a step, in the order in which a tape would walk it: vertices from last to first, each share added to what
 * later vertices have given before, so that every sum has the same order. What a vertex gets from later steps comes first,
 * its output's share after that.
 */
final class Differentiation {

    /** A part of the gradient of a weight that is summed over rows after the loop. In the order of a tape. */
    sealed interface Use {
        Tensor weight();

        Group contribution();

        /** Whether the state has no influence on it: it then belongs to the part of the step done for all rows at once. */
        boolean stateFree();
    }

    /** dw += leftᵀ dy, or dyᵀ left. */
    record ProductUse(Tensor weight, Orientation orientation, Group left, Group contribution, boolean stateFree)
            implements Use {}

    /** A row that every row of the batch uses: dw += each row. */
    record RowUse(Tensor weight, Group contribution, boolean stateFree) implements Use {}

    /** One element that all use: dw += the sum of all rows of a step. */
    record ElementUse(Tensor weight, Group contribution, boolean stateFree) implements Use {}

    private final Lowering step;
    private final StepGraph graph;
    private final Blocks blocks;
    private final Lanes lanes;
    private final boolean[] live;
    private final Lane[][] gradients;
    private final List<Event> events = new ArrayList<>();
    private final Set<Event> after = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();

    Differentiation(Lowering step, boolean wantsInput) {
        this.step = step;
        this.graph = step.graph();
        this.blocks = step.blocks();
        this.lanes = step.lanes();
        int count = graph.vertices().size();
        this.live = new boolean[count];
        this.gradients = new Lane[count][];
        for (int i = 0; i < count; i++) {
            gradients[i] = new Lane[blocks.count(i)];
            live[i] = switch (graph.vertices().get(i)) {
                case Vertex.Input input -> wantsInput || input.position() > 0;
                case Vertex.Constant constant -> constant.tensor().tracked();
                case Vertex.Applied applied -> applied.operands().stream().anyMatch(o -> live[o]);
            };
        }
        seed();
        for (int i = count - 1; i >= 0; i--) {
            if (live[i] && any(gradients[i]) && graph.vertices().get(i) instanceof Vertex.Applied applied) {
                adjoint(i, applied);
            }
        }
        requireOneOrder();
    }

    private static boolean any(Lane... gradient) {
        for (var lane : gradient) {
            if (lane != null) {
                return true;
            }
        }
        return false;
    }

    private void seed() {
        var results = graph.results();
        int states = results.size() - 1;
        if (new HashSet<>(results).size() < results.size()) {
            throw new UntraceableException("two parts of its state are the same tensor");
        }
        for (int k = 0; k < states; k++) {
            seed(results.get(k), new Leaf.Source.StateGradient(k));
        }
        seed(results.get(states), new Leaf.Source.OutputGradient());
    }

    private void seed(int place, Leaf.Source source) {
        for (int block = 0; block < blocks.count(place); block++) {
            gradients[place][block] = lanes.leaf(source, blocks.cuts(place).get(block), false);
        }
    }

    // ---- what comes out

    List<Event> events() {
        return events;
    }

    /** Whether an event belongs to the adjoint. */
    boolean made(Event event) {
        return events.contains(event);
    }

    /** Whether an event belongs to what is done for all rows after the loop over steps. */
    boolean after(Event event) {
        return after.contains(event);
    }

    List<Use> uses() {
        return uses;
    }

    /** The gradient of an argument of the step. */
    Group argument(int position) {
        for (int i = 0; i < gradients.length; i++) {
            if (graph.vertices().get(i) instanceof Vertex.Input input && input.position() == position) {
                return group(i);
            }
        }
        throw new IllegalArgumentException("no argument " + position);
    }

    private Group group(int place) {
        return group(place, gradients[place]);
    }

    private Group group(int place, Lane... gradient) {
        var whole = new ArrayList<Lane>();
        for (var lane : gradient) {
            whole.add(lane == null ? lanes.number(0f) : lane);
        }
        return new Group(whole, blocks.widths(place));
    }

    // ---- the walk

    private void adjoint(int place, Vertex.Applied applied) {
        int first = applied.operands().getFirst();
        if (applied.op() instanceof Pointwise pointwise) {
            for (int i = 0; i < applied.operands().size(); i++) {
                if (live[applied.operands().get(i)]) {
                    pointwise(place, applied, pointwise, i);
                }
            }
        } else if (applied.op() instanceof Slice.Columns slice) {
            int at = blocks.at(first, slice.from());
            for (int block = 0; block < blocks.count(place); block++) {
                add(first, at + block, gradients[place][block]);
            }
        } else if (applied.op() instanceof Concat.Columns) {
            int at = 0;
            for (int operand : applied.operands()) {
                for (int block = 0; block < blocks.count(operand); block++) {
                    add(operand, block, gradients[place][at++]);
                }
            }
        } else if (step.event(place) instanceof Event.Product product) {
            product(place, applied, product);
        } else if (applied.op() instanceof RowWise op) {
            made(first, record(place, new Event.RowsAdjoint(op, group(place), step.group(first), step.group(place))));
        }
    }

    private void add(int place, int block, Lane share) {
        if (live[place] && share != null) {
            var before = gradients[place][block];
            gradients[place][block] = before == null ? share : lanes.add(before, share);
        }
    }

    private Event record(int place, Event event) {
        events.add(event);
        if (step.stateFree(place)) {
            after.add(event);
        }
        return event;
    }

    /** Adds what an event makes to the gradient of a vertex. */
    private void made(int place, Event event) {
        for (int block = 0; block < blocks.count(place); block++) {
            var source = new Leaf.Source.Made(event);
            add(place, block, lanes.leaf(source, blocks.cuts(place).get(block), false));
        }
    }

    private void product(int place, Vertex.Applied applied, Event.Product product) {
        int left = applied.operands().getFirst();
        if (live[left]) {
            var back = product.orientation() == Orientation.PLAIN ? Orientation.TRANSPOSED : Orientation.PLAIN;
            made(left, record(place, new Event.Product(group(place), product.w(), back)));
        }
        if (product.w().tracked()) {
            uses.add(new ProductUse(
                    product.w(), product.orientation(), product.left(), group(place), step.stateFree(place)));
        }
    }

    private void pointwise(int place, Vertex.Applied applied, Pointwise op, int i) {
        var shares = new Lane[blocks.count(place)];
        for (int block = 0; block < shares.length; block++) {
            if (gradients[place][block] != null) {
                shares[block] = op.adjoint(
                        lanes,
                        i,
                        gradients[place][block],
                        step.operands(place, block),
                        step.value(place).get(block));
            }
        }
        int operand = applied.operands().get(i);
        if (graph.vertices().get(operand) instanceof Vertex.Constant(Tensor tensor)) {
            var group = group(place, shares);
            boolean free = step.stateFree(place);
            uses.add(tensor.size() == 1 ? new ElementUse(tensor, group, free) : new RowUse(tensor, group, free));
        } else if (step.repeats(applied, operand)) {
            made(operand, record(place, new Event.Sum(group(place, shares))));
        } else {
            for (int block = 0; block < shares.length; block++) {
                add(operand, block, shares[block]);
            }
        }
    }

    /** Sums over steps and rows have one order only where a weight is used once, or several times within the loop. */
    private void requireOneOrder() {
        for (var use : uses) {
            long times = uses.stream().filter(u -> u.weight() == use.weight()).count();
            if (use.stateFree() && (times > 1 || use instanceof ElementUse)) {
                throw new UntraceableException("it uses a weight in more than one way");
            }
        }
    }
}
