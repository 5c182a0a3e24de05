package carousel.text;

/** What happens to a symbol that a vocabulary without {@code <unk>} does not know. Immutable. */
public enum Unknown {
    /** A {@link DataException} names the first one. */
    REFUSE,
    /** A harmless known symbol stands in: the space when known, else the symbol with id 0. */
    REPLACE
}
