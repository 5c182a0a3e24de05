package carousel.model.decoder;

/** What a decoder is told of the source, by the names that settings use. */
public enum CouplingKind {
    /** The state in which it begins. */
    INITIAL,
    /** That, and at every step what the encoder has come to. */
    CONTEXT,
    /** That, and at every step one map of all states of the encoder side by side. */
    CONCATENATED,
    /** That, and at every step what it looks at. */
    ATTENTION
}
