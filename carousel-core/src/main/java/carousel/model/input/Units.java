package carousel.model.input;

/** What the steps of a text are. */
public enum Units {
    /** Words, each with a vector. */
    WORD,
    /** Characters, each with a vector. */
    CHAR,
    /** Words, each with a vector and with another one that is read from its characters. */
    BOTH
}
