package carousel.model.input;

import carousel.layer.Embedding;
import carousel.layer.Pool;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.tensor.Tensor;

/** What is known of a word by its characters. Immutable, safe for many threads. */
public sealed interface Spelling {

    /** The columns of the vectors. */
    int features();

    /** Beside the vector of each step [N,F], the vector of how its word is spelled: [N,F+C]. */
    Tensor beside(Tensor vectors, Inputs inputs);

    /** Nothing. */
    record None() implements Spelling {
        @Override
        public int features() {
            return 0;
        }

        @Override
        public Tensor beside(Tensor vectors, Inputs inputs) {
            return vectors;
        }
    }

    /**
     * What a layer makes of a word's characters: the last states of two recurrent layers (Ling et al. 2015), or the largest
     * outputs of a convolution (Ma, Hovy 2016). Every word of a batch is read once, however often it stands there.
     *
     * @param embed the characters' vectors
     * @param reader reads them
     * @param pool makes one vector of what it says
     * @param features the columns of that vector
     */
    record Characters(Embedding embed, SequenceLayer reader, Pool pool, int features) implements Spelling {
        @Override
        public Tensor beside(Tensor vectors, Inputs inputs) {
            var spelled = inputs.spelled();
            var rows = new int[inputs.words().length];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = spelled.lengths().packed(inputs.words()[row]);
            }
            Sequence characters = embed.apply(spelled);
            return Tensor.concatColumns(vectors, pool.of(reader, characters).gather(rows));
        }
    }
}
