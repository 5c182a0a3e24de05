package carousel.text;

/** What one symbol of a text is. Immutable. */
public enum Level {
    /** A Unicode code point. */
    CHAR,
    /** One of the 256 bytes; fits any file. */
    BYTE,
    /** A run of characters between white space; the end of a line is a symbol of its own. */
    WORD
}
