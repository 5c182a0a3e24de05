package carousel.data.task;

import carousel.data.Draw;

/** The streams of a task's examples, each drawn apart from the others. Those that are not learned from are the same for every seed. */
public enum Part {
    /** To learn from: another stream for every seed. */
    TRAIN,
    /** To choose the best weights by. */
    VALID,
    /** To score the finished model on. */
    TEST,
    /** Like {@link #TEST}, but longer than anything learned from, up to twice as long. */
    LONGER;

    /** The random numbers of an example of this part: only what is learned from depends on the seed. */
    public Draw draw(long seed, long n) {
        return Draw.of(this == TRAIN ? seed : 0, ordinal(), n);
    }
}
