package carousel.model.decoder;

/** Whether and how what attention sees goes into the recurrent layers of a decoder. */
public enum Feeding {
    /**
     * Not at all: a step looks after it, and what it sees goes to the output alone. All steps of the recurrent layers run
     * at once.
     */
    NONE,
    /** A step looks after it, and the next one reads what it showed: input feeding (Luong, Pham, Manning 2015). */
    INPUT,
    /** A step looks with the state before it, and reads what it sees (Bahdanau, Cho, Bengio 2015). */
    BEFORE
}
