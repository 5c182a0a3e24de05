package carousel.recurrent;

import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/**
 * A running sequence that owns its state: steps move it on in place and, where the layer's step is compiled, allocate
 * nothing. {@link #fork} and {@link #snapshot} copy the state. One thread at a time.
 */
public final class Stream {
    private final Causal layer;
    private final int batch;
    private Causal.State begun;
    private Running running;

    private Stream(Causal layer, int batch, Causal.State state) {
        this.layer = layer;
        this.batch = batch;
        this.begun = state;
    }

    /** Begins {@code batch} sequences at the start state. */
    public static Stream of(Causal layer, int batch) {
        return new Stream(layer, batch, Tree.map(layer.start(batch), Tensor::detached));
    }

    /** Goes on where a snapshot of the same layer was taken, in this JVM or another. */
    public static Stream resume(Causal layer, byte[] snapshot) {
        var state = Tree.of(snapshot, layer.start(0));
        var leaves = Tree.leaves(state);
        return new Stream(layer, leaves.isEmpty() ? 0 : leaves.getFirst().rows(), state);
    }

    /** One step for every row; x [B,F]. Returns the output [B,H]: copy what is to outlive the next step. */
    public Tensor step(Tensor x) {
        if (running == null) {
            running = layer.running(x.columns(), begun);
        }
        running = running.next();
        return running.step(x);
    }

    /** The output of the current state, before any step that of the start. */
    public Tensor output() {
        return layer.output(state());
    }

    private Causal.State state() {
        return running == null ? begun : running.state();
    }

    /** Row {@code row} begins anew; the others go on. */
    public void reset(int row) {
        var start = layer.start(batch);
        var state = Tree.zip(state(), start, (old, fresh) -> replaced(old, fresh, row));
        if (running == null) {
            begun = state;
        } else {
            running.become(state);
        }
    }

    /** An independent copy of this running sequence. */
    public Stream fork() {
        return new Stream(layer, batch, state());
    }

    /** The state as bytes. */
    public byte[] snapshot() {
        return Tree.bytes(state());
    }

    private static Tensor replaced(Tensor old, Tensor fresh, int row) {
        if (row < 0 || row >= old.rows()) {
            throw new IllegalArgumentException(
                    "reset: given row " + row + ", needed one within 0 to " + (old.rows() - 1));
        }
        int width = old.columns();
        var values = old.toArray();
        System.arraycopy(fresh.toArray(), row * width, values, row * width, width);
        return Tensor.of(values, old.shape());
    }
}
