package carousel.data.labelled;

/**
 * What every labelled example can say of itself, whatever it is made of: enough to split, compare and reorder examples.
 * Implementations are immutable.
 *
 * <pre>
 * new Document("a fine film", List.of("positive"), 1).reordered(2, 0, 1)      // "film a fine"
 * </pre>
 */
public interface Item<E extends Item<E>> {
    /** What a model reads, as one text: examples with equal contents are the same input. */
    String content();

    /** What the example as a whole is called, as one text; empty when nothing is said of it. */
    String label();

    /** All that is asked of a model, as one text. */
    default String answer() {
        return label();
    }

    /** T: words, or steps of a series. */
    int steps();

    /**
     * The same example with its steps in another order, and with each step what belongs to it.
     *
     * @param order [T] for every new step the old one
     */
    E reordered(int... order);

    /** The line of its file in which it begins, counted from 1. */
    int line();
}
