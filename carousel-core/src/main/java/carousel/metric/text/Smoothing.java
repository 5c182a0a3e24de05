package carousel.metric.text;

/** What stands for an n-gram precision of zero, whose logarithm a mean could not bear (Chen, Cherry 2014). Immutable. */
public enum Smoothing {
    /** The first zero counts as half a match, the next one as a quarter, and so on: the usual one. */
    EXP,
    /** A zero counts as 0.1 matches. */
    FLOOR,
    /** Runs of two and more words have a match more, and one more is there to be matched (Lin, Och 2004). */
    ADD_ONE,
    /** A zero is a zero. */
    NONE
}
