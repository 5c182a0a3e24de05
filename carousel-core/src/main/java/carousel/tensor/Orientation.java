package carousel.tensor;

/** A matrix as it stands, or its transpose. */
enum Orientation {
    PLAIN,
    TRANSPOSED
}
