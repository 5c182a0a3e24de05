package carousel.tensor;

import carousel.kernel.Elementwise;
import carousel.kernel.Pool;
import carousel.kernel.Rows;
import carousel.kernel.Unary;
import java.util.function.IntFunction;

/**
 * y[p] = v · t[p],  t[p] = tanh(q[r] + k[m] + past[p] w), the last term only where there is one.
 *
 * <p>Adjoint, with g[p] = dy[p] v (1 - t[p]²): dq[r] and dk[m] add up g, dv adds up dy[p] t[p], dw adds up past[p] g[p], and
 * d past[p] = g[p] · w. The t of all pairs are kept, and g takes their place. One object serves one application.
 */
final class AdditivePairs implements Op {
    private static final int V = 2;
    private static final int PAST = 3;
    private static final int W = 4;

    private final Pairs pairs;
    private float[] kept = {};

    AdditivePairs(Pairs pairs) {
        this.pairs = pairs;
    }

    Pairs pairs() {
        return pairs;
    }

    @Override
    public int[] shape(Tensor... in) {
        pairs.requireRows("additive", in[0], in[1]);
        pairs.require("additive", in[V].size(), in[0].columns(), "elements of v, one for each column");
        if (in.length > PAST) {
            pairs.require("additive", in[PAST].size(), pairs.count(), "numbers, one for each pair");
            pairs.require("additive", in[W].size(), in[0].columns(), "elements of w, one for each column");
        }
        return new int[] {pairs.count(), 1};
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        var pool = Pool.ofThread();
        var t = pool.take(pairs.count() * in[0].columns());
        forward(in, out, t);
        pool.give(t);
    }

    @Override
    public void forward(Tensor[] in, Tensor out, IntFunction<float[]> buffers) {
        kept = buffers.apply(pairs.count() * in[0].columns());
        forward(in, out, kept);
    }

    private void forward(Tensor[] in, Tensor out, float[] t) {
        int width = in[0].columns();
        var q = in[0].buffer();
        var k = in[1].buffer();
        var v = in[V].buffer();
        var y = out.buffer();
        PairOp.split(pairs, width, (p, r, m) -> {
            int at = p * width;
            System.arraycopy(k, m * width, t, at, width);
            Elementwise.addAt(q, r * width, t, at, width);
            if (in.length > PAST) {
                Elementwise.addScaledAt(in[W].buffer(), 0, in[PAST].buffer()[p], t, at, width);
            }
            Unary.TANH.apply(t, t, at, at + width);
            y[p] = Rows.dot(t, at, v, 0, width);
        });
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        int width = in[0].columns();
        var dy = gradient.output();
        var v = in[V].buffer();
        var dq = adding(0, in, gradient);
        var dk = adding(1, in, gradient);
        var dv = adding(V, in, gradient);
        blocks(
                width,
                (from, count) -> PairOp.falling(
                        pairs,
                        (p, r, m) -> Elementwise.additiveAdjoint(
                                kept,
                                p * width + from,
                                dy[p],
                                v,
                                dv,
                                from,
                                dq,
                                r * width + from,
                                dk,
                                m * width + from,
                                count)));
        if (in.length > PAST) {
            pastAdjoint(in, gradient, width);
        }
    }

    /** Where to add the gradient of an input; nowhere, if nobody wants it. */
    private static float[] adding(int i, Tensor[] in, Adjoint gradient) {
        return gradient.wants(i) ? gradient.adding(i) : gradient.scratch(in[i].size());
    }

    private void pastAdjoint(Tensor[] in, Adjoint gradient, int width) {
        if (gradient.wants(PAST)) {
            var w = in[W].buffer();
            var dpast = gradient.into(PAST);
            PairOp.split(pairs, width, (p, r, m) -> dpast[p] = Rows.dot(kept, p * width, w, 0, width));
        }
        if (gradient.wants(W)) {
            var past = in[PAST].buffer();
            var dw = gradient.adding(W);
            blocks(
                    width,
                    (from, count) -> PairOp.falling(
                            pairs,
                            (p, r, m) -> Elementwise.addScaledAt(kept, p * width + from, past[p], dw, from, count)));
        }
    }

    private void blocks(int width, PairOp.Columns columns) {
        PairOp.blocks(pairs, width, columns);
    }
}
