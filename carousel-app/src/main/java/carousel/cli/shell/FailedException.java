package carousel.cli.shell;

/** A command that could not do its work. One line: what, where, what to do. Immutable. */
public final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
