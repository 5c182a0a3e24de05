package carousel.tensor;

/** A step that cannot be traced, and why: it reads values, or does not do the same each time. Immutable. */
public final class UntraceableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UntraceableException(String reason) {
        super(reason);
    }
}
