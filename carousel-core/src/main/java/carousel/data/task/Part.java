package carousel.data.task;

/** The streams of a task's examples, each drawn apart from the others. Those that are not learned from are the same for every seed. */
public enum Part {
    /** To learn from: another stream for every seed. */
    TRAIN,
    /** To choose the best weights by. */
    VALID,
    /** To score the finished model on. */
    TEST,
    /** Like {@link #TEST}, but longer than anything learned from, up to twice as long. */
    LONGER
}
