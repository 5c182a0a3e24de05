package carousel.lab.check;

/**
 * A number that a law expects beside the one that was found. Immutable.
 *
 * @param name what it is
 * @param expected by the law
 * @param found from the code under test
 * @param tolerance how far apart they may be; 0: not at all
 * @param relation whether equality is asked for, or a bound
 */
public record Figure(String name, double expected, double found, double tolerance, Relation relation) {

    /** What the found number must be to the expected one. */
    public enum Relation {
        EQUAL("="),
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** As it is printed. */
        public String sign() {
            return sign;
        }
    }

    /** Found minus expected. */
    public double difference() {
        return found - expected;
    }

    /** Whether the law holds here; nothing that is not a number passes. */
    public boolean passed() {
        return switch (relation) {
            case EQUAL -> expected == found || Math.abs(difference()) <= tolerance;
            case AT_MOST -> found <= expected + tolerance;
            case AT_LEAST -> found >= expected - tolerance;
        };
    }
}
