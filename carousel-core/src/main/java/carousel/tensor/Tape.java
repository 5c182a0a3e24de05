package carousel.tensor;

import carousel.kernel.Pool;
import carousel.kernel.Precision;
import carousel.kernel.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Records the operations of one training step and differentiates them. A tape lives inside {@link #run}; what it made is
 * gone when the call returns, but for the loss, the gradients and what the step chose to keep. Its buffers come from the
 * calling thread's pool and go back when it ends.
 *
 * <p>Operations on other threads than the one that called {@code run} are not recorded. One thread at a time.
 */
public final class Tape {
    private static final ScopedValue<Tape> CURRENT = ScopedValue.newInstance();

    private final Step step;
    private final boolean recording;
    private final Pool pool = Pool.ofThread();
    private final List<float[]> buffers = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private boolean ended;

    private Tape(Step step, boolean recording) {
        this.step = step;
        this.recording = recording;
    }

    /** Runs a training step and returns its loss, the gradient of every weight it used, and detached copies of what it kept. */
    public static <K> Result<K> run(Step step, Supplier<Outcome<K>> body) {
        if (CURRENT.isBound() && CURRENT.get().recording) {
            throw new IllegalStateException("Tape.run inside Tape.run: take the gradients of one step at a time");
        }
        if (Precision.current() != Precision.FULL) {
            throw new IllegalStateException(
                    "Tape.run with weights in " + Precision.current() + ": gradients need all bits");
        }
        return new Tape(step, true).within(tape -> {
            var outcome = body.get();
            var gradients = new Backward(tape.pool, tape.nodes).from(outcome.loss());
            return new Result<>(outcome.loss().item(), gradients, Tree.map(outcome.kept(), tape::kept));
        });
    }

    /**
     * Gives the buffers of what {@link #run} has kept back to the calling thread's pool, for the next step: of any value that
     * {@link Tree} can walk. Its tensors throw when they are used afterwards; tensors that no tape kept are left alone.
     */
    public static void recycle(Object kept) {
        var pool = Pool.ofThread();
        Tree.leaves(kept).forEach(tensor -> tensor.recycle(pool));
    }

    /**
     * The gradients of element j of each row j of a square matrix, all at once: where the rows of a batch have nothing to do
     * with each other, row j of a gradient is that of element j.
     *
     * @param body computes the matrix, without dropout
     * @param products is shown each product: its weight w, its rows x and the gradient of its result, [N, as x w has]
     */
    public static Gradients rows(Supplier<Tensor> body, ProductRows products) {
        return new Tape(Step.evaluation(), true).within(tape -> {
            var rows = body.get();
            return new Backward(tape.pool, tape.nodes).ofDiagonal(rows, (node, gradient) -> {
                if (node.op() instanceof Product product && node.in()[1].weight()) {
                    products.product(node.in()[1], product.right(), node.in()[0].buffer(), gradient);
                }
            });
        });
    }

    /** Runs a computation and shows the result of each use of a function in it; returns a detached copy of what came out. */
    public static <K> K watch(Supplier<K> body, Unary function, Consumer<Tensor> results) {
        return new Tape(Step.evaluation(), true).within(tape -> {
            var result = Tree.map(body.get(), Tensor::detached);
            for (var node : tape.nodes) {
                if (node instanceof Node.Applied applied && applied.op().equals(new UnaryOp(function))) {
                    results.accept(applied.out().detached());
                }
            }
            return result;
        });
    }

    /** What {@link #rows} shows: the gradients at every product with a weight, row by row, before they are summed. */
    public interface ProductRows {
        void product(Tensor w, Orientation right, float[] x, float[] dy);
    }

    /**
     * Runs a computation that records nothing, on recycled buffers; returns its result, which belongs to no tape. A loop that
     * gives it back with {@link #recycle} allocates almost nothing.
     */
    public static <K> K evaluate(Supplier<K> body) {
        return new Tape(Step.evaluation(), false).within(tape -> Tree.map(body.get(), tape::kept));
    }

    /** The step of the tape in scope; an evaluation when there is none. */
    public static Step step() {
        return CURRENT.isBound() ? CURRENT.get().step : Step.evaluation();
    }

    /** Whether what is computed now is recorded to be differentiated. */
    public static boolean recording() {
        return CURRENT.isBound() && CURRENT.get().recording;
    }

    /** Runs a step of operations alone without differentiating it and shows what was recorded: for oracles that walk the graph. */
    static <R> R record(Step step, Supplier<Tensor> body, Inspection<R> inspection) {
        return new Tape(step, true).within(tape -> {
            var loss = body.get();
            return inspection.inspect(
                    loss, tape.nodes.stream().map(Node.Applied.class::cast).toList());
        });
    }

    interface Inspection<R> {
        R inspect(Tensor loss, List<Node.Applied> nodes);
    }

    static Tensor apply(Op op, Tensor... in) {
        if (Trace.recording()) {
            return Trace.apply(op, in);
        }
        boolean tracked = tracked(in);
        var shape = op.shape(in);
        if (!CURRENT.isBound()) {
            var out = Tensor.free(shape);
            op.forward(in, out);
            return out;
        }
        var tape = CURRENT.get();
        var out = Tensor.on(tape, shape, tape.take(Shapes.size(shape)), tracked && tape.recording);
        if (out.tracked()) {
            op.forward(in, out, tape::take);
            out.number(tape.nodes.size());
            tape.nodes.add(new Node.Applied(op, in.clone(), out));
        } else {
            op.forward(in, out);
        }
        return out;
    }

    /** Whether any is tracked; all must be alive. */
    private static boolean tracked(Tensor... in) {
        boolean tracked = false;
        for (var tensor : in) {
            tensor.requireAlive();
            tracked |= tensor.tracked();
        }
        return tracked;
    }

    static Tensor[] applyAll(Composite composite, int[][] shapes, Tensor... in) {
        boolean tracked = tracked(in);
        var out = new Tensor[shapes.length];
        if (!CURRENT.isBound()) {
            for (int i = 0; i < out.length; i++) {
                out[i] = Tensor.free(shapes[i].clone());
            }
            composite.forward(in, out);
            return out;
        }
        var tape = CURRENT.get();
        tracked &= tape.recording;
        for (int i = 0; i < out.length; i++) {
            out[i] = Tensor.on(tape, shapes[i].clone(), tape.take(Shapes.size(shapes[i])), tracked);
        }
        if (!tracked) {
            composite.forward(in, out);
            return out;
        }
        composite.forward(in, out, tape::take);
        for (int i = 0; i < out.length; i++) {
            out[i].number(tape.nodes.size());
            tape.nodes.add(
                    i < out.length - 1 ? new Node.Reserved() : new Node.Composed(composite, in.clone(), out.clone()));
        }
        return out;
    }

    boolean ended() {
        return ended;
    }

    /** A tensor that outlives the tape: in its own buffer where that is one of the tape's, else in a copy. */
    private Tensor kept(Tensor tensor) {
        for (int i = buffers.size() - 1; i >= 0; i--) {
            if (tensor.isIn(buffers.get(i))) {
                buffers.remove(i);
                return tensor.kept();
            }
        }
        return tensor.kept(pool);
    }

    private float[] take(int size) {
        var buffer = pool.take(size);
        buffers.add(buffer);
        return buffer;
    }

    private <R> R within(Function<Tape, R> body) {
        try {
            return ScopedValue.where(CURRENT, this).call(() -> body.apply(this));
        } finally {
            ended = true;
            buffers.forEach(pool::give);
        }
    }
}
