package carousel.layer;

import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * One vector for each sequence, made of what a layer says of all of its steps.
 *
 * <pre>
 * Last        what the layer has come to when it has read everything
 * Mean        1/T Σ h(t)
 * Max         max h(t), each unit by itself
 * Attention   Σ a(t) h(t),  a = softmax(tanh(h(t) w + b) v)        (Yang et al. 2016)
 * </pre>
 *
 * <p>h [N,H], vectors [B,H] in packed order. An empty sequence has the vector zero, but for {@code Last}, which asks the
 * layer. Immutable, safe for many threads.
 *
 * <pre>
 * var vectors = new Pool.Mean().of(Recurrent.of(Lstm.of(64, 128, init)), sequence);     // [B,128]
 * </pre>
 */
public sealed interface Pool {

    /** The vectors of sequences that a layer reads. */
    Tensor of(SequenceLayer layer, Sequence sequence);

    /** What the layer has come to. */
    record Last() implements Pool {
        @Override
        public Tensor of(SequenceLayer layer, Sequence sequence) {
            return layer.last(sequence);
        }
    }

    /** The mean over the steps. */
    record Mean() implements Pool {
        @Override
        public Tensor of(SequenceLayer layer, Sequence sequence) {
            var memory = Memory.of(layer.apply(sequence));
            var lengths = sequence.lengths();
            var shares = new float[lengths.rows()];
            for (int b = 0, from = 0; b < lengths.batch(); from += lengths.length(b), b++) {
                Arrays.fill(shares, from, from + lengths.length(b), 1f / lengths.length(b));
            }
            return memory.mix(Tensor.of(shares, shares.length, 1));
        }
    }

    /** The largest of each unit over the steps. */
    record Max() implements Pool {
        @Override
        public Tensor of(SequenceLayer layer, Sequence sequence) {
            var memory = Memory.of(layer.apply(sequence));
            return memory.segments().max(memory.rows());
        }
    }

    /**
     * The mean over the steps, each with a weight that it earns.
     *
     * @param hidden w [H,A], b [A]
     * @param query v [A,1]
     */
    record Attention(Dense hidden, Tensor query) implements Pool {

        /** With as many hidden units as inputs. */
        public static Attention of(int features, Init init) {
            return new Attention(Dense.of(features, features, init), init.glorot(features, 1));
        }

        @Override
        public Tensor of(SequenceLayer layer, Sequence sequence) {
            var memory = Memory.of(layer.apply(sequence));
            return memory.mix(memory.weights(scores(memory.rows())));
        }

        /** How much each step weighs: [M,1], sentence by sentence in packed order, each summing to one. */
        public Tensor weights(SequenceLayer layer, Sequence sequence) {
            var memory = Memory.of(layer.apply(sequence));
            return memory.weights(scores(memory.rows()));
        }

        private Tensor scores(Tensor rows) {
            return hidden.apply(rows).tanh().matmul(query); // [M,1]
        }
    }
}
