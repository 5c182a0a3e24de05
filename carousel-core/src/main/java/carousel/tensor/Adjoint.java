package carousel.tensor;

import carousel.kernel.Elementwise;
import carousel.kernel.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operation sees while the tape walks backwards: the gradient of its output, and where to put the gradients of
 * its inputs. One thread at a time; valid during one call of {@link Op#adjoint}.
 */
public final class Adjoint {
    private final Backward backward;
    private final Pool pool;
    private final List<float[]> scratch;
    private final int firstIn;
    private final int firstOut;
    private Tensor[] in;
    private Tensor[] out;
    private float[][] fresh;
    private float[] output;

    Adjoint(Backward backward, Pool pool) {
        this(backward, pool, new ArrayList<>(), 0, 0);
    }

    private Adjoint(Backward backward, Pool pool, List<float[]> scratch, int firstIn, int firstOut) {
        this.backward = backward;
        this.pool = pool;
        this.scratch = scratch;
        this.firstIn = firstIn;
        this.firstOut = firstOut;
    }

    /** The same for a part of a composite, whose inputs and outputs are those from some on. */
    public Adjoint part(int firstIn, int firstOut) {
        var part = new Adjoint(backward, pool, scratch, firstIn, firstOut);
        part.in = in;
        part.out = out;
        part.fresh = fresh;
        return part;
    }

    /** The gradient of the output; only read. */
    public float[] output() {
        return output;
    }

    /** The gradient of output {@code i} of a composite; null when the loss does not depend on it. */
    public float[] output(int i) {
        return backward.gradientOrNull(out[firstOut + i]);
    }

    /** Whether anything upstream of input {@code i} is a weight. */
    public boolean wants(int i) {
        return in[firstIn + i].tracked();
    }

    /**
     * A buffer that the operation fills completely with its contribution to input {@code i}. The first contribution to a
     * tensor becomes its gradient, later ones are added to it.
     */
    public float[] into(int i) {
        if (fresh[firstIn + i] == null) {
            fresh[firstIn + i] = pool.take(in[firstIn + i].size());
        }
        return fresh[firstIn + i];
    }

    /**
     * The gradient of input {@code i} itself, zero when nothing has been added yet: for operations that continue a chain
     * of additions (weights) or touch only a part (slices, gathered rows).
     */
    public float[] adding(int i) {
        return backward.gradient(in[firstIn + i]);
    }

    /**
     * The same for an operation that adds to these rows alone: what no operation has touched of a weight's gradient is then
     * left out of all that follows.
     */
    public float[] addingRows(int i, int... rows) {
        return backward.gradient(in[firstIn + i], rows);
    }

    /** A buffer of at least {@code size} elements with undefined contents, taken back after the call. */
    public float[] scratch(int size) {
        var buffer = pool.take(size);
        scratch.add(buffer);
        return buffer;
    }

    void run(Node.Applied node, float[] gradient) {
        begin(node.in());
        output = gradient;
        node.op().adjoint(in, node.out(), this);
        end();
    }

    void run(Node.Composed node) {
        begin(node.in());
        out = node.out();
        node.composite().adjoint(in, out, this);
        end();
    }

    private void begin(Tensor[] in) {
        this.in = in;
        fresh = new float[in.length][];
    }

    private void end() {
        for (int i = 0; i < in.length; i++) {
            if (fresh[i] != null) {
                settle(in[i], fresh[i]);
            }
        }
        scratch.forEach(pool::give);
        scratch.clear();
    }

    private void settle(Tensor input, float[] contribution) {
        if (backward.adopt(input, contribution)) {
            return;
        }
        var sum = backward.gradient(input);
        Split.over(input.size(), (from, to) -> Elementwise.add(contribution, sum, from, to));
        pool.give(contribution);
    }
}
