package carousel.fuse;

/** What training remembers of the steps between their going forwards and backwards. The bits are the same. */
public enum Activations {
    /** What the adjoint needs of every step. */
    KEPT,

    /** The state at the beginning of each of about √T stretches, which then go forwards a second time. */
    RECOMPUTED
}
