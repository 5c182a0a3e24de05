package carousel.model.decoder;

import carousel.layer.Dense;
import carousel.layer.Memory;
import carousel.layer.attention.Attention;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a decoder is told of the source. In every case it begins in a state made of what the encoder has come to.
 * Immutable.
 */
public sealed interface Coupling {

    /** Columns that a step reads beside the vector of the last symbol. */
    int fed();

    /**
     * What every step reads of sources that were read, [R,C]; no columns where that changes from step to step, or is nothing.
     *
     * @param summary [R,E], what the encoder has come to
     * @param memory its states, a sentence for each row
     */
    default Tensor told(Tensor summary, Memory memory) {
        return Tensor.zeros(summary.rows(), 0);
    }

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

        @Override
        public Tensor told(Tensor summary, Memory memory) {
            return summary;
        }
    }

    /**
     * All states of the encoder side by side, at every step, in as many places as the longest source may need: what attention
     * is better than. Its weights grow with the places; a source has zeros behind its end, and what has no place is not read.
     *
     * <pre>
     * told = [h(1); …; h(T)] w + b
     * </pre>
     *
     * @param map w [T F,C], b [C]
     * @param places T
     */
    record Concatenated(Dense map, int places) implements Coupling {
        @Override
        public int fed() {
            return map.b().size();
        }

        @Override
        public int shown(int hidden) {
            return hidden;
        }

        @Override
        public Tensor told(Tensor summary, Memory memory) {
            var segments = memory.segments();
            int nothing = segments.rows();
            var rows = Tensor.concatRows(
                    memory.rows(), Tensor.zeros(1, memory.rows().columns()));
            var beside = new Tensor[places];
            Arrays.setAll(
                    beside,
                    t -> rows.gather(IntStream.range(0, segments.count())
                            .map(b -> t < segments.length(b) ? segments.offset(b) + t : nothing)
                            .toArray()));
            return map.apply(Tensor.concatColumns(beside)); // [R,C]
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
