package carousel.cli.shell;

/** A command line that cannot be understood. One line. Immutable. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
