package carousel.tensor;

/** A matrix as it stands, or its transpose. */
public enum Orientation {
    PLAIN,
    TRANSPOSED
}
