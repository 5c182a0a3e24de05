package carousel.recurrent;

import carousel.tensor.Gradients;
import carousel.tensor.Orientation;
import carousel.tensor.Outcome;
import carousel.tensor.ShapeException;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Real-time recurrent learning (Williams, Zipser 1989): the gradient of each step's loss, forwards in time, of one sequence
 * without end. It remembers how the state depends on every weight instead of what has happened, so its memory is the same
 * after a million steps as after one. As long as the weights stay, the gradients are those of back-propagation through time.
 *
 * <pre>
 * J(t) = ∂s(t)/∂s(t-1) J(t-1) + ∂s(t)/∂w        ∂L(t)/∂w = ∂L(t)/∂s(t) J(t)
 * </pre>
 *
 * <p>s has S numbers and the cell P weights: S P numbers are kept, and a step costs S² P multiplications. Matrices may be
 * used in products alone, as in every built-in cell. One thread at a time.
 *
 * <pre>
 * var learner = RealTime.of(Rnn.of(1, 8, Init.seed(1)));
 * var learned = learner.step(x, h -&gt; SquaredError.mean(head.apply(h), y));
 * optimizer.update(model, learned.gradients());
 * </pre>
 *
 * @param <S> the state of the cell
 */
public final class RealTime<S extends Record> {
    private final Cell<S> cell;
    private final List<Tensor> weights;
    private final Map<Tensor, Integer> offsets = new LinkedHashMap<>();
    private final int parameters;
    private final int size;
    private S state;
    private float[] influence;
    private float[] next;
    private boolean checked;

    /**
     * What one step has taught.
     *
     * @param loss of the step
     * @param gradients of it, of the weights of the cell and of all that the loss uses
     */
    public record Learned(float loss, Gradients gradients) {}

    private RealTime(Cell<S> cell) {
        this.cell = cell;
        this.weights =
                Tree.flatten(cell).values().stream().filter(Tensor::weight).toList();
        int count = 0;
        for (var weight : weights) {
            offsets.put(weight, count);
            count += weight.size();
        }
        this.parameters = count;
        this.size = Tree.leaves(cell.start(1)).stream().mapToInt(Tensor::size).sum();
        if ((long) size * parameters > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("real-time learning: given a state of " + size + " numbers and " + count
                    + " weights, needed a product of at most " + Integer.MAX_VALUE + "; a smaller cell");
        }
        this.influence = new float[size * parameters];
        this.next = new float[size * parameters];
        reset();
    }

    /** Learning of a sequence that has not begun. */
    public static <S extends Record> RealTime<S> of(Cell<S> cell) {
        return new RealTime<>(cell);
    }

    /** Begins a new sequence. A learned start is not learned: it counts as given. */
    public void reset() {
        state = Tree.map(cell.start(1), Tensor::detached);
        Arrays.fill(influence, 0f);
    }

    /** The state after the last step, of one row. */
    public S state() {
        return state;
    }

    /**
     * One more step.
     *
     * @param x [1,F]
     * @param loss of the output [1,H]
     */
    public Learned step(Tensor x, Function<Tensor, Tensor> loss) {
        if (x.rows() != 1) {
            throw new ShapeException("real-time learning", x.rows() + " rows", "one: it learns from a single sequence");
        }
        advance(x);
        var tracked = Tree.map(state, Tensor::toWeight);
        var result = Tape.run(Step.evaluation(), () -> Outcome.of(loss.apply(cell.output(tracked))));
        try (var direct = result.gradients()) {
            return new Learned(result.loss(), gradients(tracked, direct));
        }
    }

    /** The influence of the weights on the state is carried over the step, by the derivatives of each number of the state. */
    private void advance(Tensor x) {
        var same = new int[size];
        var before = Tree.map(state, leaf -> leaf.gather(same).toWeight());
        var tiles = new LinkedHashMap<Tensor, Tensor>();
        weights.stream().filter(weight -> weight.rank() < 2).forEach(weight -> tiles.put(weight, tile(weight)));
        var tiled = Tree.map(cell, weight -> tiles.getOrDefault(weight, weight));
        var after = new AtomicReference<S>();
        Arrays.fill(next, 0f);
        try (var gradients = Tape.rows(
                () -> {
                    var stepped = tiled.step(tiled.project(x.gather(same)), before);
                    after.set(Tree.map(stepped, leaf -> leaf.rows(0, 1).detached()));
                    return Tensor.concatColumns(Tree.leaves(stepped).toArray(Tensor[]::new));
                },
                this::product)) {
            if (!checked) {
                requireProducts(gradients);
            }
            tiles.forEach((weight, tile) -> elements(weight, gradients.of(tile)));
            carry(Tree.leaves(before), gradients);
        }
        state = after.get();
        var swap = influence;
        influence = next;
        next = swap;
    }

    /** ∂s/∂w of a product x w: row j of its gradient, times x. */
    private void product(Tensor w, Orientation right, float[] x, float[] dy) {
        var offset = offsets.get(w);
        if (offset == null) {
            return;
        }
        boolean plain = right == Orientation.PLAIN;
        int outer = plain ? w.columns() : w.rows();
        int inner = plain ? w.rows() : w.columns();
        for (int j = 0; j < size; j++) {
            int row = j * parameters + offset;
            for (int k = 0; k < inner; k++) {
                float value = x[j * inner + k];
                for (int n = 0; n < outer; n++) {
                    next[row + (plain ? k * outer + n : n * inner + k)] += value * dy[j * outer + n];
                }
            }
        }
    }

    /** ∂s/∂w of a weight that is used element by element. */
    private void elements(Tensor weight, Tensor gradient) {
        int offset = offsets.get(weight);
        for (int j = 0; j < size; j++) {
            System.arraycopy(gradient.buffer(), j * weight.size(), next, j * parameters + offset, weight.size());
        }
    }

    /** Adds ∂s(t)/∂s(t-1) J(t-1). */
    private void carry(List<Tensor> before, Gradients gradients) {
        int i = 0;
        for (var leaf : before) {
            var derivatives = gradients.of(leaf).buffer();
            for (int column = 0; column < leaf.columns(); column++, i++) {
                for (int j = 0; j < size; j++) {
                    add(derivatives[j * leaf.columns() + column], i * parameters, j * parameters);
                }
            }
        }
    }

    private void add(float factor, int from, int to) {
        for (int p = 0; p < parameters; p++) {
            next[to + p] += factor * influence[from + p];
        }
    }

    /** ∂L/∂s J, beside the gradients of what else the loss uses. */
    private Gradients gradients(S tracked, Gradients direct) {
        var sum = new float[parameters];
        int i = 0;
        for (var leaf : Tree.leaves(tracked)) {
            for (float derivative : direct.of(leaf).toArray()) {
                for (int p = 0; p < parameters; p++) {
                    sum[p] += derivative * influence[i * parameters + p];
                }
                i++;
            }
        }
        var all = new LinkedHashMap<Tensor, Tensor>();
        direct.weights().forEach(weight -> all.put(weight, direct.of(weight)));
        Tree.leaves(tracked).forEach(all::remove);
        offsets.forEach((weight, offset) -> {
            var past = Tensor.of(Arrays.copyOfRange(sum, offset, offset + weight.size()), weight.shape());
            all.merge(weight, past, Tensor::plus); // the loss may use a weight of the cell itself
        });
        return Gradients.of(all);
    }

    /** What the products show must be all there is of every matrix. */
    private void requireProducts(Gradients gradients) {
        for (var weight : weights) {
            if (weight.rank() < 2) {
                continue;
            }
            var all = gradients.of(weight).toArray();
            for (int e = 0; e < all.length; e++) {
                float sum = 0;
                for (int j = 0; j < size; j++) {
                    sum += next[j * parameters + offsets.get(weight) + e];
                }
                if (Math.abs(sum - all[e]) > 1e-3f * (1 + Math.abs(all[e]))) {
                    throw new IllegalArgumentException("real-time learning: "
                            + cell.getClass().getSimpleName()
                            + " uses a matrix " + Arrays.toString(weight.shape())
                            + " in something else than a product; expected products alone");
                }
            }
        }
        checked = true;
    }

    private Tensor tile(Tensor weight) {
        var values = new float[size * weight.size()];
        for (int j = 0; j < size; j++) {
            System.arraycopy(weight.buffer(), 0, values, j * weight.size(), weight.size());
        }
        return Tensor.weight(values, size, weight.size());
    }
}
