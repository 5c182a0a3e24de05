package carousel.text;

/** Whether capital letters are kept. Immutable. */
public enum Case {
    /** Letters stay as they are. */
    KEEP,
    /** Every code point is lower-cased by itself, so that the text keeps its number of characters. */
    LOWER;

    /** The text in these letters. */
    public String apply(String text) {
        if (this == KEEP) {
            return text;
        }
        var folded = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
