package carousel.fuse;

/**
 * Which rows belong to which step of a packed batch: step t is rows offset(t) to offset(t + 1), those of the first sequences.
 *
 * @param offsets the first row of each step, and the number of rows
 * @param batch the number of sequences, empty ones included
 */
public record Steps(int[] offsets, int batch) {

    public int count() {
        return offsets.length - 1;
    }

    public int rows() {
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
        return length(b, 0, count());
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
        return java.util.Arrays.copyOf(cuts, last + 1);
    }

    /** The number of steps from {@code from} on, up to {@code to}, that sequence b has. */
    int length(int b, int from, int to) {
        int t = from;
        while (t < to && alive(t) > b) {
            t++;
        }
        return t - from;
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
