package carousel.model.wording;

/** What the symbols of one side of a translation are. */
public enum WritingLevel {
    /** Words. */
    WORD,
    /** Characters, spaces among them. */
    CHAR,
    /** Pieces of words, learnt from the training texts: {@link carousel.text.subword.Subwords}. */
    SUBWORD
}
