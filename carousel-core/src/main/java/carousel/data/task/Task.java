package carousel.data.task;

/**
 * A source of examples: the same arguments always give the same example, on every machine and in any order.
 * Implementations are immutable and safe for many threads.
 *
 * <pre>
 * var task = new Adding(150);
 * var batch = TaskBatch.of(task, Part.TRAIN, 7, 0, 32);      // examples 0 to 31 of seed 7
 * </pre>
 */
public interface Task {
    /** The number of examples of a part that never ends. */
    int ENDLESS = Integer.MAX_VALUE;

    /** What goes in and what is to come out. */
    Form form();

    /**
     * Example n of a part.
     *
     * @param seed tells one stream to learn from from another; the other parts do not depend on it
     * @param n from 0 on; past the number of examples they come again, to learn from in another order
     */
    Example example(Part part, long seed, long n);

    /** How many examples a part has: {@link #ENDLESS} where they are made as needed, 0 where there are none. */
    default int examples(Part part) {
        return switch (part) {
            case TRAIN -> ENDLESS;
            case VALID -> 500;
            case TEST -> 2000;
            case LONGER -> 0;
        };
    }

    /** The loss of the best guess that does not look at the input; not a number where nobody has worked it out. */
    double baseline();
}
