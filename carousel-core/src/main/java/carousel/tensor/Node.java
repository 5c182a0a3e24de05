package carousel.tensor;

/** One recorded application of an operation. */
record Node(Op op, Tensor[] in, Tensor out) {}
