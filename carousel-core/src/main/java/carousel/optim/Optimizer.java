package carousel.optim;

import carousel.tensor.Gradients;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Applies a rule to the weights of a model, update after update, and keeps what the rule remembers. One thread at a time.
 *
 * <pre>
 * var adam = Optimizer.of(Adam.rate(1e-3f));
 * adam.update(model, result.gradients());
 * </pre>
 */
public final class Optimizer {
    private static final String UPDATES = "updates";

    private final Rule rule;
    private final float l2;
    private final Map<String, List<Held>> held;
    private final Map<String, Tensor[]> memory = new LinkedHashMap<>();
    private long updates;

    private Optimizer(Rule rule, float l2, Map<String, List<Held>> held) {
        if (!(l2 >= 0)) {
            throw new IllegalArgumentException("l2: expected at least 0, got " + l2);
        }
        this.rule = rule;
        this.l2 = l2;
        this.held = held;
    }

    public static Optimizer of(Rule rule) {
        return of(rule, 0, Map.of());
    }

    /**
     * With a penalty on large weights and columns that do not learn.
     *
     * @param l2 λ: the loss is taken to be larger by λ/2 Σ w², after gradients have been bounded
     * @param held columns of weights that stay as they are, by the weight's name
     */
    public static Optimizer of(Rule rule, float l2, Map<String, List<Held>> held) {
        return new Optimizer(rule, l2, held);
    }

    /** Changes, in place, every weight of the model that has a gradient. */
    public void update(Object model, Gradients gradients) {
        update(model, gradients, new Clip.None());
    }

    /** The same with bounded gradients: gradient, memory and weight are passed over once. */
    public void update(Object model, Gradients gradients, Clip clip) {
        float rate = rate();
        updates++;
        var weights = Tree.flatten(model);
        var putBack = hold(weights, gradients);
        weights.forEach((name, weight) -> {
            if (gradients.contains(weight)) {
                var bound = clip.bound(weight, gradients);
                var update = new Rule.Update(updates, rate, gradients.buffer(weight), bound, l2, slots(name, weight));
                change(weight, gradients, (w, from, to) -> rule.apply(update, w, from, to));
            }
        });
        putBack.forEach(Runnable::run);
    }

    /** Clears the gradient of the columns that do not learn; what is returned puts them back once the rule has been applied. */
    private List<Runnable> hold(Map<String, Tensor> weights, Gradients gradients) {
        var putBack = new ArrayList<Runnable>();
        held.forEach((name, ranges) -> {
            var weight = weights.get(name);
            for (var range : gradients.contains(weight) ? ranges : List.<Held>of()) {
                gradients.clear(weight, range.from(), range.to());
                var kept = range.read(weight);
                putBack.add(() -> range.write(kept, weight));
            }
        });
        return putBack;
    }

    private void change(Tensor weight, Gradients gradients, Tensor.Change change) {
        if (rule.skipsZeros() && l2 == 0) {
            gradients.change(weight, change);
        } else {
            weight.change(change);
        }
    }

    /** The rate of the next update. */
    public float rate() {
        return rule.schedule().rate(updates);
    }

    /** A copy of everything the optimiser remembers, by name. */
    public SequencedMap<String, Tensor> state() {
        var state = new LinkedHashMap<String, Tensor>();
        state.put(UPDATES, Tensor.of(new float[] {updates >>> 20, updates & 0xFFFFF}, 2)); // both exact in a float
        memory.forEach((name, slots) -> {
            for (int i = 0; i < slots.length; i++) {
                state.put(name + "." + i, Tensor.of(slots[i].toArray(), slots[i].shape()));
            }
        });
        return state;
    }

    /** Goes on where {@link #state} was taken, for the same model and rule. */
    public void restore(Object model, Map<String, Tensor> state) {
        var count = state.get(UPDATES);
        if (count == null) {
            throw new ShapeException("optimizer", "a state without '" + UPDATES + "'", "what state() returned");
        }
        updates = ((long) count.at(0, 0) << 20) + (long) count.at(0, 1);
        memory.clear();
        Tree.flatten(model).forEach((name, weight) -> {
            if (state.containsKey(name + ".0")) {
                var slots = new Tensor[rule.slots()];
                for (int i = 0; i < slots.length; i++) {
                    slots[i] = Tensor.of(state.get(name + "." + i).toArray(), weight.shape());
                }
                memory.put(name, slots);
            }
        });
    }

    private float[][] slots(String name, Tensor weight) {
        var slots = memory.computeIfAbsent(name, n -> {
            var fresh = new Tensor[rule.slots()];
            for (int i = 0; i < fresh.length; i++) {
                fresh[i] = Tensor.of(new float[weight.size()], weight.shape());
            }
            return fresh;
        });
        var buffers = new float[slots.length][];
        for (int i = 0; i < slots.length; i++) {
            buffers[i] = slots[i].buffer();
        }
        return buffers;
    }
}
