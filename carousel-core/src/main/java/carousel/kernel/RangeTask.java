package carousel.kernel;

/** Work on a range of items, independent of all other ranges. */
@FunctionalInterface
public interface RangeTask {

    /** Does the items from {@code from} (inclusive) to {@code to} (exclusive). */
    void run(int from, int to);
}
