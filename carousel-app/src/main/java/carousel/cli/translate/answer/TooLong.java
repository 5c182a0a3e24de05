package carousel.cli.translate.answer;

/** What is done with sentences that have more symbols than any that a model has learned from. */
public enum TooLong {
    /** They are read as they are. */
    READ,
    /** Their first symbols are read. */
    CUT,
    /** They are refused. */
    REFUSE
}
