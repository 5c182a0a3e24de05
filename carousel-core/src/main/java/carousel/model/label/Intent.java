package carousel.model.label;

import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Pool;
import carousel.layer.Sequence;
import carousel.loss.CrossEntropy;
import carousel.tensor.Tensor;

/** What a tagger says of a whole sentence, beside its tags. Immutable, safe for many threads. */
public sealed interface Intent {

    /** The loss of the tags and, in packed order, of the classes. */
    Tensor beside(Tensor loss, Sequence outputs, int... classes);

    /** What the outputs of all steps say of the classes: [B,C] in packed order; [B,0] where nothing is said. */
    Tensor logits(Sequence outputs);

    /** Nothing. */
    record None() implements Intent {
        @Override
        public Tensor beside(Tensor loss, Sequence outputs, int... classes) {
            return loss;
        }

        @Override
        public Tensor logits(Sequence outputs) {
            return Tensor.zeros(outputs.lengths().batch(), 0);
        }
    }

    /**
     * One of several classes; its mean loss over the sentences is added. Dropout stands behind the pool: the largest of what
     * is left of many steps would be larger in training, where survivors are scaled, than afterwards.
     *
     * @param pool makes one vector of a sentence
     * @param dropout on it
     * @param head vector to scores
     */
    record Classes(Pool pool, Dropout dropout, Dense head) implements Intent {
        @Override
        public Tensor beside(Tensor loss, Sequence outputs, int... classes) {
            return loss.plus(CrossEntropy.mean(logits(outputs), classes));
        }

        @Override
        public Tensor logits(Sequence outputs) {
            return head.apply(dropout.last(pool.of(vectors -> vectors, outputs), outputs.lengths()));
        }
    }
}
