package carousel.model;

import carousel.data.Lengths;
import carousel.layer.Embedding;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.tensor.Tensor;

/** How the inputs of a {@link SequenceModel} become vectors. Immutable, safe for many threads. */
public sealed interface StepInput {

    /** The columns of the vectors. */
    int features();

    /** [N,F], or [N] symbols, to one vector for each row. */
    Sequence read(Lengths lengths, float... inputs);

    /** Features as they are. */
    record Features(int features) implements StepInput {
        @Override
        public Sequence read(Lengths lengths, float... inputs) {
            return new Sequence(Tensor.of(inputs, lengths.rows(), features), lengths);
        }
    }

    /** Symbols, each as a one among zeros. */
    record OneHot(int features) implements StepInput {
        @Override
        public Sequence read(Lengths lengths, float... inputs) {
            var rows = new float[Math.multiplyExact(inputs.length, features)];
            for (int row = 0; row < inputs.length; row++) {
                rows[row * features + (int) inputs[row]] = 1;
            }
            return new Sequence(Tensor.of(rows, inputs.length, features), lengths);
        }
    }

    /** Symbols, each as a vector of its own that is learned. */
    record Embedded(Embedding embed) implements StepInput {
        @Override
        public int features() {
            return embed.features();
        }

        @Override
        public Sequence read(Lengths lengths, float... inputs) {
            var symbols = new int[inputs.length];
            for (int row = 0; row < inputs.length; row++) {
                symbols[row] = (int) inputs[row];
            }
            return new Sequence(embed.apply(symbols), lengths);
        }
    }

    /** Symbols as vectors of a size; 0: as ones among zeros. */
    static StepInput symbols(int symbols, int size, Init init) {
        return size == 0 ? new OneHot(symbols) : new Embedded(Embedding.of(symbols, size, init));
    }
}
