package carousel.model.translate;

import carousel.layer.Dense;
import carousel.layer.attention.Attention;

/**
 * What a decoder is told of the source. In every case it begins in a state made of what the encoder has come to.
 * Immutable.
 */
sealed interface Coupling {

    /** Columns that a step reads beside the vector of the last symbol. */
    int fed();

    /** The columns of what a step shows to the output layer, when its recurrent layers have so many. */
    int shown(int hidden);

    /** Nothing more (Sutskever, Vinyals, Le 2014). */
    record Initial() implements Coupling {
        @Override
        public int fed() {
            return 0;
        }

        @Override
        public int shown(int hidden) {
            return hidden;
        }
    }

    /**
     * What the encoder has come to, at every step (Cho et al. 2014).
     *
     * @param fed its columns
     */
    record Context(int fed) implements Coupling {
        @Override
        public int shown(int hidden) {
            return hidden;
        }
    }

    /**
     * What a look at the source shows, at every step.
     *
     * <pre>
     * shown = tanh([h; c] w + b)
     * </pre>
     *
     * @param attention the look
     * @param readout w [H+F,O], b [O]
     * @param feeding whether and how the recurrent layers are told
     * @param fed as that takes
     */
    record Attentive(Attention attention, Dense readout, Feeding feeding, int fed) implements Coupling {
        @Override
        public int shown(int hidden) {
            return readout.b().size();
        }
    }
}
