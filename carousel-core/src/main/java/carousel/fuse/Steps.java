package carousel.fuse;

import java.util.Arrays;

/**
 * Which rows belong to which step of a packed batch: step t is rows offset(t) to offset(t + 1), those of the first sequences.
 * Immutable.
 */
public final class Steps {
    private final int[] offsets;
    private final int[] lengths; // [B]

    /**
     * @param offsets the first row of each step, and the number of rows
     * @param batch the number of sequences, empty ones included
     */
    public Steps(int[] offsets, int batch) {
        this.offsets = offsets.clone();
        this.lengths = new int[batch];
        for (int t = 0; t < count(); t++) {
            int next = t + 1 < count() ? alive(t + 1) : 0;
            Arrays.fill(lengths, next, alive(t), t + 1); // those for whom step t is the last
        }
    }

    int batch() {
        return lengths.length;
    }

    int count() {
        return offsets.length - 1;
    }

    int rows() {
        return offsets[count()];
    }

    int offset(int step) {
        return offsets[step];
    }

    int alive(int step) {
        return offsets[step + 1] - offsets[step];
    }

    /** The number of steps of sequence b. */
    int length(int b) {
        return lengths[b];
    }

    /**
     * The row of the states before a step, where those before step {@code origin} stand in front and those after each step
     * from there on follow.
     */
    int before(int step, int origin) {
        return step == origin ? 0 : after(step - 1, origin);
    }

    /** The row of the states after a step in the same order. */
    int after(int step, int origin) {
        return alive(origin) + offset(step) - offset(origin);
    }

    /** Cuts the steps into stretches of at least one step and otherwise at most so many rows. */
    int[] cuts(int rows) {
        return cuts(rows, 0, count());
    }

    int[] cuts(int rows, int from, int to) {
        var cuts = new int[to - from + 2];
        int last = 0;
        cuts[0] = from;
        for (int t = from + 1; t < to; t++) {
            if (offset(t + 1) - offset(cuts[last]) > rows) {
                cuts[++last] = t;
            }
        }
        cuts[++last] = to;
        return Arrays.copyOf(cuts, last + 1);
    }

    /** Whether all steps before the last of a range have the same rows. */
    boolean even(int from, int to) {
        for (int t = from + 1; t < to - 1; t++) {
            if (alive(t) != alive(from)) {
                return false;
            }
        }
        return true;
    }
}
