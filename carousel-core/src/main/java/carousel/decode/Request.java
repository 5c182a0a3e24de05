package carousel.decode;

/**
 * What is wanted of one source. Immutable.
 *
 * @param longest the most symbols, the end included
 * @param allowed what may be written
 */
public record Request(int longest, Allowed allowed) {

    public Request {
        if (longest < 1) {
            throw new IllegalArgumentException("decoding: expected a length of 1 symbol or more, got " + longest);
        }
    }

    /** Anything of at most so many symbols. */
    public static Request upTo(int longest) {
        return new Request(longest, Allowed.ANY);
    }
}
