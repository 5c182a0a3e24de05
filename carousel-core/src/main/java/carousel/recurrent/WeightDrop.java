package carousel.recurrent;

import carousel.fuse.Plan;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.recurrent.cell.CellKind;
import carousel.tensor.Mask;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Drops weights of the recurrence itself whenever whole sequences are learned from: the same ones for all steps and
 * examples of an update (Merity, Keskar, Socher 2018; DropConnect, Wan et al. 2013). Those that are left are scaled by
 * 1 / (1 - rate). Otherwise, and step by step, the layer is as it is. Immutable, safe for many threads.
 *
 * @param layer the layer
 * @param weights the last part of the names of those that are dropped, {@code wh} in the usual cells
 * @param rate the probability of being dropped, in [0, 1)
 * @param site the dotted path of the layer
 */
public record WeightDrop(Causal layer, String weights, float rate, String site) implements Causal {

    public WeightDrop {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("weight drop: expected a rate of at least 0 and below 1, got " + rate);
        }
        var names = Tree.flatten(layer).keySet();
        if (names.stream().noneMatch(name -> isCalled(name, weights))) {
            throw new IllegalArgumentException(
                    "weight drop: no weight is called " + weights + "; there are " + String.join(", ", names));
        }
    }

    /** Whether a kind of cell has its recurrent weights in a matrix of this name. */
    public static boolean suits(CellKind kind, String weights) {
        return Tree.flatten(kind.of(1, 1, Init.seed(0))).keySet().stream().anyMatch(name -> isCalled(name, weights));
    }

    private static boolean isCalled(String name, String weights) {
        return name.substring(name.lastIndexOf('.') + 1).equals(weights);
    }

    @Override
    public State start(int batch) {
        return layer.start(batch);
    }

    @Override
    public State step(Tensor x, State state) {
        return layer.step(x, state);
    }

    @Override
    public Tensor output(State state) {
        return layer.output(state);
    }

    @Override
    public Scan scan(Sequence sequence, State state) {
        var step = Tape.step();
        return (rate > 0 && step.random() ? dropped(step) : layer).scan(sequence, state);
    }

    private Causal dropped(Step step) {
        var tensors = Tree.flatten(layer);
        tensors.replaceAll((name, weight) -> isCalled(name, weights) ? weight.mask(mask(step, name, weight)) : weight);
        return Tree.replace(layer, tensors);
    }

    private Mask mask(Step step, String name, Tensor weight) {
        int rows = weight.rows();
        return new Mask(
                step,
                site + "." + name,
                rate,
                1 / (1 - rate),
                IntStream.range(0, rows).toArray(),
                new int[rows]);
    }

    @Override
    public List<Plan> plans(int features) {
        return layer.plans(features);
    }

    @Override
    public Running running(int features, State state) {
        return layer.running(features, state);
    }
}
