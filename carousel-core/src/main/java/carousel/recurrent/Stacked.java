package carousel.recurrent;

import carousel.data.Ids;
import carousel.fuse.Plan;
import carousel.layer.Dropout;
import carousel.layer.Embedding;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers one above the other: each reads the outputs of the one below (Graves 2013), with dropout between them (Zaremba,
 * Sutskever, Vinyals 2014). Immutable, safe for many threads.
 *
 * @param layers from input to output, at least one
 * @param between the dropouts between the layers, one fewer than layers
 */
public record Stacked(List<Causal> layers, List<Dropout> between) implements Causal {

    /** The state of each layer. */
    public record States(List<State> layers) {}

    public Stacked {
        layers = List.copyOf(layers);
        between = List.copyOf(between);
        if (layers.isEmpty() || between.size() != layers.size() - 1) {
            throw new IllegalArgumentException("stacked: given " + layers.size() + " layers and " + between.size()
                    + " dropouts, needed at least one layer and a dropout between any two");
        }
    }

    /** Layers with the same dropout between any two. */
    public static Stacked of(List<? extends Causal> layers, float dropout) {
        var between = new ArrayList<Dropout>();
        for (int i = 1; i < layers.size(); i++) {
            between.add(Dropout.of(dropout, "between." + (i - 1)));
        }
        return new Stacked(List.copyOf(layers), between);
    }

    @Override
    public State start(int batch) {
        return states(layers.stream().map(layer -> layer.start(batch)).toList());
    }

    @Override
    public State step(Tensor x, State state) {
        return above(layers.getFirst().step(x, of(state, 0)), state);
    }

    @Override
    public State step(Embedding embedding, int[] symbols, State state) {
        return above(layers.getFirst().step(embedding, symbols, of(state, 0)), state);
    }

    /** The layers above the first, one step on. */
    private State above(State first, State state) {
        var next = new ArrayList<State>();
        next.add(first);
        for (int i = 1; i < layers.size(); i++) {
            next.add(layers.get(i).step(layers.get(i - 1).output(next.getLast()), of(state, i)));
        }
        return states(next);
    }

    @Override
    public Tensor output(State state) {
        return layers.getLast().output(of(state, layers.size() - 1));
    }

    @Override
    public Scan scan(Sequence sequence, State state) {
        return above(layers.getFirst().scan(sequence, of(state, 0)), state);
    }

    @Override
    public Scan scan(Embedding embedding, Ids ids, State state) {
        return above(layers.getFirst().scan(embedding, ids, of(state, 0)), state);
    }

    /** The layers above the first. */
    private Scan above(Scan first, State state) {
        var scan = first;
        var last = new ArrayList<State>();
        last.add(first.last());
        for (int i = 1; i < layers.size(); i++) {
            scan = layers.get(i).scan(between.get(i - 1).apply(scan.outputs()), of(state, i));
            last.add(scan.last());
        }
        return new Scan(scan.outputs(), states(last));
    }

    @Override
    public Running running(int features, State state) {
        var running = new ArrayList<Running>();
        int below = features;
        for (int i = 0; i < layers.size(); i++) {
            running.add(layers.get(i).running(below, of(state, i)));
            below = layers.get(i).output(layers.get(i).start(1)).columns();
        }
        return new RunningStack(running);
    }

    @Override
    public List<Plan> plans(int features) {
        var plans = new ArrayList<Plan>();
        int below = features;
        for (var layer : layers) {
            plans.addAll(layer.plans(below));
            below = layer.output(layer.start(1)).columns();
        }
        return plans;
    }

    static State states(List<State> layers) {
        return new State(new States(layers));
    }

    static State of(State state, int layer) {
        return ((States) state.inner()).layers().get(layer);
    }
}
