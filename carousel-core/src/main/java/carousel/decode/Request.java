package carousel.decode;

/**
 * What is wanted of one source. Immutable.
 *
 * @param longest the most symbols, the end included
 * @param allowed what may be written
 * @param number of the source: where symbols are drawn, sources with different numbers have different draws
 */
public record Request(int longest, Allowed allowed, int number) {

    public Request {
        if (longest < 1) {
            throw new IllegalArgumentException("decoding: expected a length of 1 symbol or more, got " + longest);
        }
    }

    public Request(int longest, Allowed allowed) {
        this(longest, allowed, 0);
    }

    /** Anything of at most so many symbols. */
    public static Request upTo(int longest) {
        return new Request(longest, Allowed.ANY);
    }

    public Request withNumber(int number) {
        return new Request(longest, allowed, number);
    }
}
