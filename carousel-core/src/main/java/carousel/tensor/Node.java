package carousel.tensor;

/** A place on the tape. */
sealed interface Node {

    /** One recorded application of an operation. */
    record Applied(Op op, Tensor[] in, Tensor out) implements Node {}

    /** One recorded application of a composite; stands at the place of its last output. */
    record Composed(Composite composite, Tensor[] in, Tensor[] out) implements Node {}

    /** The place of an output of a composite that has more. */
    record Reserved() implements Node {}
}
