package carousel.loss;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.layer.Sequence;
import carousel.tensor.Adjoint;
import carousel.tensor.Op;
import carousel.tensor.ShapeException;
import carousel.tensor.Split;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * y[b] = log Z(x of sequence b) - score(its tags) of emissions x [N,K], transitions, start and end; without tags log Z alone.
 * Adjoint: what is expected less what is there, of the tags at each step and of the transitions, each sequence alone; the
 * gradient of a weight is one chain over the sequences from last to first. One object serves one application.
 */
final class ChainLikelihood implements Op {
    private final LinearChain chain;
    private final Lengths lengths;
    private final int[] packed;
    private final int tags;
    private float[] rows; // [N,K]
    private float[] counts; // [B,K,K]

    private ChainLikelihood(LinearChain chain, Lengths lengths, int... packed) {
        this.chain = chain;
        this.lengths = lengths;
        this.packed = packed;
        tags = chain.order().tags();
    }

    static ChainLikelihood of(LinearChain chain, Ids tags) {
        chain.order().require(tags);
        return new ChainLikelihood(chain, tags.lengths(), tags.values());
    }

    static ChainLikelihood withoutTags(LinearChain chain, Lengths lengths) {
        return new ChainLikelihood(chain, lengths);
    }

    /** [B,1]. */
    Tensor apply(Tensor emissions) {
        return Tensor.apply(this, emissions, chain.transitions(), chain.start(), chain.end());
    }

    @Override
    public int[] shape(Tensor... in) {
        if (in[0].rows() != lengths.rows() || in[0].columns() != tags) {
            throw new ShapeException(
                    "linear chain",
                    "emissions " + Arrays.toString(in[0].shape()),
                    "a row for each of the " + lengths.rows() + " steps and a column for each of the " + tags
                            + " tags");
        }
        return new int[] {lengths.batch(), 1};
    }

    @Override
    public void forward(Tensor[] in, Tensor out) {
        run(in[0], out.buffer(), (b, sums) -> {});
    }

    @Override
    public void forward(Tensor[] in, Tensor out, IntFunction<float[]> buffers) {
        rows = buffers.apply(in[0].size());
        counts = buffers.apply(Math.multiplyExact(lengths.batch(), tags * tags));
        run(in[0], out.buffer(), this::keep);
    }

    private void run(Tensor emissions, float[] y, Split.Part<ForwardBackward> then) {
        var x = emissions.buffer();
        each(chain, lengths, (b, sums) -> {
            double all = sums.forward(x, lengths, b);
            y[b] = (float) (packed.length == 0 ? all : all - sums.score(packed, lengths, b));
            then.run(b, sums);
        });
    }

    private static void each(LinearChain chain, Lengths lengths, Split.Part<ForwardBackward> part) {
        var scores = ChainScores.of(chain);
        long operations = (long) lengths.rows() * scores.tags() * scores.tags();
        Split.each(lengths.batch(), operations, () -> new ForwardBackward(scores), part);
    }

    /** Expected less observed, subtracted before it is rounded. */
    private void keep(int b, ForwardBackward sums) {
        sums.backward();
        var marginals = sums.marginals();
        var transitions = sums.counts();
        for (int t = 0; t < sums.length(); t++) {
            int row = lengths.row(b, t);
            if (packed.length > 0) {
                marginals[t * tags + packed[row]] -= 1;
                if (t > 0) {
                    transitions[packed[lengths.row(b, t - 1)] * tags + packed[row]] -= 1;
                }
            }
            round(marginals, t * tags, rows, row * tags, tags);
        }
        round(transitions, 0, counts, b * tags * tags, tags * tags);
    }

    private static void round(double[] from, int at, float[] to, int start, int n) {
        for (int i = 0; i < n; i++) {
            to[start + i] = (float) from[at + i];
        }
    }

    @Override
    public void adjoint(Tensor[] in, Tensor out, Adjoint gradient) {
        var dy = gradient.output();
        if (gradient.wants(0)) {
            var dx = gradient.into(0);
            for (int b = 0; b < lengths.batch(); b++) {
                for (int t = 0; t < lengths.length(b); t++) {
                    scaled(rows, lengths.row(b, t) * tags, dy[b], dx, lengths.row(b, t) * tags);
                }
            }
        }
        for (int b = lengths.batch() - 1; b >= 0; b--) {
            if (gradient.wants(1)) {
                add(counts, b * tags * tags, dy[b], gradient.adding(1), tags * tags);
            }
            if (gradient.wants(2) && lengths.length(b) > 0) {
                add(rows, lengths.row(b, 0) * tags, dy[b], gradient.adding(2), tags);
            }
            if (gradient.wants(3) && lengths.length(b) > 0) {
                add(rows, lengths.row(b, lengths.length(b) - 1) * tags, dy[b], gradient.adding(3), tags);
            }
        }
    }

    private void scaled(float[] from, int at, float factor, float[] to, int start) {
        for (int j = 0; j < tags; j++) {
            to[start + j] = from[at + j] * factor;
        }
    }

    private static void add(float[] from, int at, float factor, float[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += from[at + i] * factor;
        }
    }

    /** How likely each tag is at each step: [N,K]. */
    static Tensor marginals(LinearChain chain, Sequence emissions) {
        var lengths = emissions.lengths();
        var shape = withoutTags(chain, lengths).shape(emissions.rows());
        int tags = chain.order().tags();
        var x = emissions.rows().buffer();
        var values = new float[lengths.rows() * tags];
        each(chain, lengths, (b, sums) -> {
            sums.forward(x, lengths, b);
            sums.backward();
            for (int t = 0; t < sums.length(); t++) {
                round(sums.marginals(), t * tags, values, lengths.row(b, t) * tags, tags);
            }
        });
        return Tensor.of(values, lengths.rows(), tags);
    }
}
