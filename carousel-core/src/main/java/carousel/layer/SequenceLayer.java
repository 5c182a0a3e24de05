package carousel.layer;

/** From packed sequences to packed sequences of the same lengths: whatever can stand between an input and its outputs. */
public interface SequenceLayer {

    /** [N,F] to [N,H], a row for each step of each sequence. */
    Sequence apply(Sequence sequence);
}
