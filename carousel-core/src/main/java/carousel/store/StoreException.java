package carousel.store;

/** A file that cannot be read or written. One line: file, what is wrong, what was expected, what to do. Immutable. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
