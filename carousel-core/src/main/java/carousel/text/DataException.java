package carousel.text;

/** Data that cannot be used. The message is one line: what, where, what was expected, what to do. Immutable. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same complaint with the place in front, as in {@code FILE: complaint}. */
    public DataException in(Object where) {
        return new DataException(where + ": " + getMessage(), this);
    }
}
