package carousel.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which row looks at which segment of a memory, and with that the pairs that attention weighs: each row r with every row of
 * segment {@code looks[r]}, one pair below the other. Several rows may look at one segment, as those of a beam do, and none at
 * another; a row that looks at an empty segment has no pairs. Immutable.
 *
 * <p>R rows that look, M rows of the memory, P pairs.
 *
 * <pre>
 * var pairs = new Pairs(segments, 0, 1, 1);
 * var weights = pairs.segments().softmax(pairs.dots(queries, keys));     // [P,1]
 * var seen = pairs.mix(weights, values);                      // [R,F]
 * </pre>
 */
public final class Pairs {
    private final Segments memory;
    private final int[] looks; // [R]
    private final Segments pairs; // segment r: the pairs of row r

    /**
     * Rows that look at segments.
     *
     * @param memory the segments
     * @param looks the segment of each row
     */
    public Pairs(Segments memory, int... looks) {
        this.memory = memory;
        this.looks = looks.clone();
        var offsets = new int[looks.length + 1];
        for (int r = 0; r < looks.length; r++) {
            if (looks[r] < 0 || looks[r] >= memory.count()) {
                throw new ShapeException("pairs", "segment " + looks[r], "one within 0 to " + (memory.count() - 1));
            }
            offsets[r + 1] = Math.addExact(offsets[r], memory.length(looks[r]));
        }
        pairs = new Segments(offsets);
    }

    /** Row b looks at segment b. */
    public static Pairs each(Segments segments) {
        return new Pairs(segments, IntStream.range(0, segments.count()).toArray());
    }

    /** R: the rows that look. */
    public int rows() {
        return looks.length;
    }

    /** P: the pairs of all rows. */
    public int count() {
        return pairs.rows();
    }

    /** M: the rows of the memory. */
    public int memoryRows() {
        return memory.rows();
    }

    /** The pairs of row r: as many as the segment has rows that it looks at. */
    public int length(int r) {
        return pairs.length(r);
    }

    /** The first pair of row r. */
    public int offset(int r) {
        return pairs.offset(r);
    }

    /** The first row of the memory that row r looks at. */
    int seen(int r) {
        return memory.offset(looks[r]);
    }

    /** The same segments, looked at by the first rows alone. */
    public Pairs first(int rows) {
        return rows == looks.length ? this : new Pairs(memory, Arrays.copyOf(looks, rows));
    }

    /** The same segments, of which row r looks at {@code looks[r]}. */
    public Pairs looking(int... looks) {
        return new Pairs(memory, looks);
    }

    /** The pairs as segments: segment r is those of row r. */
    public Segments segments() {
        return pairs;
    }

    /** The place of each pair within its segment, from 0: [P,1]. */
    public Tensor places() {
        var places = new float[count()];
        for (int r = 0; r < looks.length; r++) {
            for (int j = 0; j < length(r); j++) {
                places[offset(r) + j] = j;
            }
        }
        return Tensor.of(places, places.length, 1);
    }

    /** The product of query and key: [R,F] and [M,F] to [P,1]. */
    public Tensor dots(Tensor queries, Tensor keys) {
        return Tensor.apply(new PairOp.Dots(this), queries, keys);
    }

    /** v · tanh(query + key): [R,A], [M,A] and [A,1] to [P,1]. */
    public Tensor additive(Tensor queries, Tensor keys, Tensor v) {
        return Tensor.apply(new AdditivePairs(this), queries, keys, v);
    }

    /** v · tanh(query + key + past w), past one number for each pair: [P,1] and [1,A] beside the others. */
    public Tensor additive(Tensor queries, Tensor keys, Tensor v, Tensor past, Tensor w) {
        return Tensor.apply(new AdditivePairs(this), queries, keys, v, past, w);
    }

    /** The weighted sum of the rows that each row looks at: [P,1] and [M,F] to [R,F]; zeros where there is none. */
    public Tensor mix(Tensor weights, Tensor values) {
        return Tensor.apply(new PairOp.Mix(this), weights, values);
    }

    /** The numbers of the pairs of each row as a row of a table, zeros behind them: [P,1] to [R,columns]. */
    public Tensor table(Tensor numbers, int columns) {
        return Tensor.apply(new PairOp.Table(this, columns), numbers);
    }

    /** The numbers of the pairs out of such a table: [R,L] to [P,1]. */
    public Tensor ofTable(Tensor table) {
        return Tensor.apply(new PairOp.OfTable(this), table);
    }

    void requireRows(String operation, Tensor queries, Tensor keys) {
        require(operation, queries.rows(), rows(), "rows that look");
        require(operation, keys.rows(), memoryRows(), "rows of the memory");
        require(operation, keys.columns(), queries.columns(), "columns, as the queries have");
    }

    void require(String operation, int given, int needed, String what) {
        if (given != needed) {
            throw new ShapeException(operation, String.valueOf(given), needed + " " + what);
        }
    }
}
