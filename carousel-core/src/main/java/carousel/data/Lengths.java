package carousel.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The lengths of the sequences of a batch, and with them the place of each step in a packed array of rows. Immutable.
 *
 * <p>Rows are time-major: first step 0 of every sequence, then step 1 of every sequence that has one, and so on.
 * Packed sequences are ordered by falling length (equal ones keep the caller's order), so the rows of one step are
 * contiguous and step t holds exactly the first {@link #alive alive(t)} sequences. Zero-length sequences are legal and
 * have no rows.
 *
 * <pre>
 * caller's order  0: a b      1: c d e     2: f
 * packed order    0: c d e    1: a b       2: f
 * rows            c a f | d b | e          offsets 0 3 5 6
 * </pre>
 */
public final class Lengths {
    private final int[] lengths; // [B] by packed sequence, falling
    private final int[] callers; // [B] packed -> caller
    private final int[] packed; // [B] caller -> packed
    private final int[] offsets; // [T + 1] first row of each step; the last is the number of rows

    private Lengths(int[] lengths, int[] callers) {
        this.lengths = lengths;
        this.callers = callers;
        this.packed = new int[callers.length];
        for (int b = 0; b < callers.length; b++) {
            packed[callers[b]] = b;
        }
        this.offsets = offsets(lengths);
    }

    private static int[] offsets(int[] lengths) {
        int steps = lengths.length == 0 ? 0 : lengths[0];
        var offsets = new int[steps + 1];
        int alive = lengths.length;
        for (int t = 0; t < steps; t++) {
            while (lengths[alive - 1] <= t) {
                alive--;
            }
            offsets[t + 1] = Math.addExact(offsets[t], alive);
        }
        return offsets;
    }

    /** Sorts the sequences by falling length and remembers the caller's order. Negative lengths are refused. */
    public static Lengths of(int... callerLengths) {
        var callers = IntStream.range(0, callerLengths.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(callerLengths[b], callerLengths[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        var lengths = new int[callers.length];
        Arrays.setAll(lengths, b -> nonNegative(callerLengths[callers[b]], "length"));
        return new Lengths(lengths, callers);
    }

    /** So many sequences, all of the same length. */
    public static Lengths uniform(int batch, int steps) {
        var lengths = new int[nonNegative(batch, "batch")];
        Arrays.fill(lengths, nonNegative(steps, "steps"));
        return new Lengths(lengths, IntStream.range(0, batch).toArray());
    }

    private static int nonNegative(int value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException("lengths: " + what + " " + value + "; expected 0 or more");
        }
        return value;
    }

    /** B: the number of sequences, empty ones included. */
    public int batch() {
        return lengths.length;
    }

    /** T: the length of the longest sequence. */
    public int steps() {
        return offsets.length - 1;
    }

    /** N: the sum of all lengths. */
    public int rows() {
        return offsets[steps()];
    }

    /** The number of sequences that have step t: the rows of that step. */
    public int alive(int t) {
        return offsets[t + 1] - offsets[t];
    }

    /** The first row of step t; {@code offset(steps())} is the number of rows. */
    public int offset(int t) {
        return offsets[t];
    }

    /** The length of packed sequence b. */
    public int length(int b) {
        return lengths[b];
    }

    /** The caller's index of packed sequence b. */
    public int caller(int b) {
        return callers[b];
    }

    /** The packed index of the caller's sequence. */
    public int packed(int caller) {
        return packed[caller];
    }

    /** The row of step t of packed sequence b. */
    public int row(int b, int t) {
        return offsets[Objects.checkIndex(t, lengths[b])] + b;
    }

    /** The packed sequence of each row. */
    public int[] sequences() {
        var sequences = new int[rows()];
        for (int t = 0; t < steps(); t++) {
            for (int b = 0; b < alive(t); b++) {
                sequences[offsets[t] + b] = b;
            }
        }
        return sequences;
    }

    /**
     * The permutation that turns every sequence round: row of (b, t) → row of (b, length(b) - 1 - t). Its own inverse.
     */
    public int[] reversal() {
        var reversal = new int[rows()];
        for (int b = 0; b < lengths.length; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                reversal[offsets[t] + b] = offsets[lengths[b] - 1 - t] + b;
            }
        }
        return reversal;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lengths that
                && Arrays.equals(lengths, that.lengths)
                && Arrays.equals(callers, that.callers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lengths) + Arrays.hashCode(callers);
    }

    @Override
    public String toString() {
        return "Lengths[batch " + batch() + ", steps " + steps() + ", rows " + rows() + "]";
    }
}
