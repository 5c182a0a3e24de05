package carousel.model.input;

import carousel.layer.Dropout;
import carousel.layer.Sequence;
import carousel.model.StepInput;

/**
 * How the steps of a sequence become vectors: features or symbols, and how words are spelled. Immutable, safe for many
 * threads.
 *
 * @param steps the vectors of the steps
 * @param spelling what stands beside them
 * @param dropout on all of it
 */
public record LabelInput(StepInput steps, Spelling spelling, Dropout dropout) {

    /** Of series of so many channels. */
    static LabelInput features(int channels, Dropout dropout) {
        return new LabelInput(new StepInput.Features(channels), new Spelling.None(), dropout);
    }

    /** The columns of the vectors. */
    public int features() {
        return steps.features() + spelling.features();
    }

    /** One vector for each step. */
    public Sequence read(Inputs inputs) {
        var vectors = steps.read(inputs.lengths(), inputs.steps());
        return dropout.apply(vectors.map(rows -> spelling.beside(rows, inputs)));
    }
}
