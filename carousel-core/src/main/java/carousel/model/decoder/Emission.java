package carousel.model.decoder;

import carousel.layer.Dense;
import carousel.loss.CrossEntropy;
import carousel.tensor.Smoothing;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What a decoder says next: a distribution over the symbols of the target. N rows, V symbols. Immutable, safe for many
 * threads.
 */
public sealed interface Emission {
    /** What is added to a probability before its logarithm is taken, so that none is infinite. */
    float LEAST = Float.MIN_NORMAL;

    /**
     * What a decoder has come to.
     *
     * @param shown [N,O]
     * @param weights [N,L], how much each row looks at each step of its source, zeros behind its end
     * @param sources of each row, in symbols of the target; none where nothing is copied
     */
    record Come(Tensor shown, Tensor weights, List<int[]> sources) {

        /** What of each row's look is at its target: [N,1]. */
        Tensor copied(int... targets) {
            int width = weights.columns();
            var same = new float[targets.length * width];
            for (int n = 0; n < targets.length; n++) {
                var source = sources.get(n);
                for (int j = 0; j < source.length; j++) {
                    same[n * width + j] = source[j] == targets[n] ? 1 : 0;
                }
            }
            return weights.times(Tensor.of(same, targets.length, width)).rowSums();
        }

        /** 1 for each row of whose source there is nothing to copy, else 0: [N,1]. */
        Tensor empty() {
            var empty = new float[sources.size()];
            for (int n = 0; n < empty.length; n++) {
                empty[n] = sources.get(n).length == 0 ? 1 : 0;
            }
            return Tensor.of(empty, empty.length, 1);
        }

        /** Adds to each row's probabilities of symbols what its look says, times its share. */
        void copy(float[] shares, float[] probabilities) {
            int symbols = probabilities.length / shares.length;
            var looks = weights.toArray();
            for (int n = 0; n < shares.length; n++) {
                var source = sources.get(n);
                for (int j = 0; j < source.length; j++) {
                    probabilities[n * symbols + source[j]] += shares[n] * looks[n * weights.columns() + j];
                }
            }
        }
    }

    /** Which symbols of the source are which of the target; of no symbols where nothing is copied. */
    Likeness likeness();

    /** The same for a source whose symbol i is what {@code symbols[i]} was, the last of them its end. */
    Emission renumbered(int... symbols);

    /** The loss of each row, in nats: [N,1]. */
    Tensor losses(Come come, Smoothing smoothing, int... targets);

    /** Scores whose softmax is the distribution of each row: [N,V]. Nothing is recorded where symbols are copied. */
    Tensor logits(Come come);

    /**
     * Symbols that were learnt: softmax(shown w + b).
     *
     * @param head w [O,V], b [V]
     */
    record Learnt(Dense head) implements Emission {
        private static final Likeness NONE = new Likeness(new int[0], 0);

        @Override
        public Likeness likeness() {
            return NONE;
        }

        @Override
        public Emission renumbered(int... symbols) {
            return this;
        }

        @Override
        public Tensor losses(Come come, Smoothing smoothing, int... targets) {
            return CrossEntropy.rows(smoothing, head, come.shown(), targets);
        }

        @Override
        public Tensor logits(Come come) {
            return head.apply(come.shown());
        }
    }

    /**
     * Symbols that were learnt or stand in the source, as a gate decides (Gülçehre et al. 2016; See, Liu, Manning 2017; there
     * the gate reads more than what is shown).
     *
     * <pre>
     * p(y) = g softmax(shown w + b)[y] + (1 - g) Σ a(j) over steps j of the source that are y
     * g    = σ(shown u + c), 1 where the source is empty
     * </pre>
     *
     * @param head w [O,V], b [V]
     * @param gate u [O,1], c [1]
     * @param likeness which symbols of the source are which of the target
     */
    record Mixed(Dense head, Dense gate, Likeness likeness) implements Emission {

        @Override
        public Emission renumbered(int... symbols) {
            return new Mixed(head, gate, likeness.renumbered(symbols));
        }

        @Override
        public Tensor losses(Come come, Smoothing smoothing, int... targets) {
            requireNone(smoothing);
            var g = learntShare(come);
            var learnt = CrossEntropy.rows(head, come.shown(), targets).negate().exp();
            var copied = come.copied(targets);
            var p = copied.plus(g.times(learnt.minus(copied))); // g learnt + (1 - g) copied
            return p.plus(LEAST).log().negate();
        }

        private Tensor learntShare(Come come) {
            return gate.apply(come.shown()).sigmoid().max(come.empty());
        }

        @Override
        public Tensor logits(Come come) {
            var g = learntShare(come);
            var probabilities = head.apply(come.shown()).softmax().times(g).toArray();
            var shares = g.toArray();
            for (int n = 0; n < shares.length; n++) {
                shares[n] = 1 - shares[n];
            }
            come.copy(shares, probabilities);
            return logarithms(probabilities, shares.length);
        }
    }

    /**
     * Symbols of the source alone (Vinyals, Fortunato, Jaitly 2015): p(y) = Σ a(j) over steps j of the source that are y. The
     * end is one more step of every source.
     *
     * @param symbols V
     * @param likeness which symbols of the source are which of the target
     */
    record Pointed(int symbols, Likeness likeness) implements Emission {

        @Override
        public Emission renumbered(int... symbols) {
            return new Pointed(this.symbols, likeness.renumbered(symbols));
        }

        @Override
        public Tensor losses(Come come, Smoothing smoothing, int... targets) {
            requireNone(smoothing);
            return come.copied(targets).plus(LEAST).log().negate();
        }

        @Override
        public Tensor logits(Come come) {
            int rows = come.shown().rows();
            var shares = new float[rows];
            Arrays.fill(shares, 1);
            var probabilities = new float[rows * symbols];
            come.copy(shares, probabilities);
            return logarithms(probabilities, rows);
        }
    }

    private static void requireNone(Smoothing smoothing) {
        if (!smoothing.equals(Smoothing.NONE)) {
            throw new IllegalArgumentException("label-smoothing: expected 0 with --copy, got " + smoothing.rate());
        }
    }

    private static Tensor logarithms(float[] probabilities, int rows) {
        return Tensor.of(probabilities, rows, probabilities.length / Math.max(1, rows))
                .log();
    }
}
