package carousel.tensor;

import java.util.Arrays;

/**
 * Which rows look at which for {@link #attend}, block by block: the rows of a sentence that look, and the rows of the sentence
 * that they look at, wherever these lie. A block may be empty on either side; a row that sees nothing gets zeros. Immutable as
 * long as nobody writes into the arrays.
 *
 * <p>R rows that look, each in one block; M rows of a memory, each in one block at most; H heads of D columns each.
 *
 * <pre>
 * var blocks = new Blocks(Blocks.Sight.PAST, sentences, sentences, rows);     // each sentence looks at itself
 * var seen = blocks.attend(4, queries, keys, values);                         // [R,H·D]
 * </pre>
 */
public final class Blocks {
    private final Sight sight;
    private final int[][] looking;
    private final int[][] seen;
    private final int rows;
    private final int memoryRows;
    private final Fading fading;

    /** What the rows of a block see. */
    public enum Sight {
        /** All rows of the block's memory. */
        ALL,
        /** Each those up to its own: the rows that look are the last of those that are looked at. */
        PAST
    }

    /**
     * How rows fade from sight with their distance, 0 for the nearest that a row sees.
     *
     * @param reach how many of the nearest are seen
     * @param steepest by how much scores fall with each row of distance, at the most: head h of H has the slope steepest ·
     *     2^(-8h/H), h from 1 (Press, Smith, Lewis 2022)
     */
    public record Fading(int reach, float steepest) {
        /** Nothing fades. */
        public static final Fading NONE = new Fading(Integer.MAX_VALUE, 0);

        public Fading {
            if (reach < 1 || !(steepest >= 0)) {
                throw new IllegalArgumentException(
                        "fading: a reach of " + reach + " and a slope of " + steepest + "; expected 1 and 0 or more");
            }
        }

        float slope(int head, int heads) {
            return steepest * (float) StrictMath.pow(2, -8.0 * (head + 1) / heads);
        }
    }

    /**
     * Rows that look at rows.
     *
     * @param sight what rows see of their block
     * @param looking of each block the rows that look
     * @param seen of each block the rows of the memory
     * @param memoryRows M
     */
    public Blocks(Sight sight, int[][] looking, int[][] seen, int memoryRows) {
        this(sight, looking, seen, memoryRows, Fading.NONE);
    }

    /**
     * Rows that look at rows, which fade with their distance.
     *
     * @param sight what rows see of their block
     * @param looking of each block the rows that look
     * @param seen of each block the rows of the memory, the nearest last
     * @param memoryRows M
     * @param fading how they do
     */
    public Blocks(Sight sight, int[][] looking, int[][] seen, int memoryRows, Fading fading) {
        this.sight = sight;
        this.fading = fading;
        this.looking = looking.clone();
        this.seen = seen.clone();
        this.rows = Arrays.stream(looking).mapToInt(block -> block.length).sum();
        this.memoryRows = memoryRows;
        if (looking.length != seen.length) {
            throw new ShapeException("blocks", looking.length + " and " + seen.length, "as many that look as are seen");
        }
        requireOnce(looking, rows);
        requireOnce(seen, memoryRows);
        for (int b = 0; b < looking.length; b++) {
            if (sight == Sight.PAST && looking[b].length > seen[b].length) {
                throw new ShapeException(
                        "blocks",
                        "block " + b + " of " + looking[b].length + " and " + seen[b].length + " rows",
                        "no more rows that look than are looked at");
            }
        }
    }

    private static void requireOnce(int[][] blocks, int rows) {
        var met = new boolean[rows];
        for (var block : blocks) {
            for (int row : block) {
                if (row < 0 || row >= rows || met[row]) {
                    throw new ShapeException("blocks", "row " + row, "rows within 0 to " + (rows - 1) + ", each once");
                }
                met[row] = true;
            }
        }
    }

    /** R: the rows that look. */
    public int rows() {
        return rows;
    }

    /** M: the rows of the memory. */
    public int memoryRows() {
        return memoryRows;
    }

    /** The number of blocks. */
    int count() {
        return looking.length;
    }

    /** The rows of block b that look. */
    int[] looking(int b) {
        return looking[b];
    }

    /** The rows that they look at. */
    int[] seen(int b) {
        return seen[b];
    }

    /** The first of these that row i of block b does not see any more. */
    int end(int b, int i) {
        return sight == Sight.ALL ? seen[b].length : seen[b].length - looking[b].length + i + 1;
    }

    /** The first of these that it sees. */
    int begin(int b, int i) {
        return Math.max(0, end(b, i) - fading.reach());
    }

    /** By how much the scores of a head fall with each row of distance. */
    float slope(int head, int heads) {
        return fading.slope(head, heads);
    }

    /**
     * Scaled products of queries and keys, softmax, and the weighted sum of values, for each head by itself.
     *
     * <pre>
     * a(i) = softmax(q(i) · k / √D - m d)      over the rows that row i sees, d their distance
     * y(i) = Σ a(i,j) v(j)                     m the slope of Fading: 0 where nothing fades
     * </pre>
     *
     * @param heads H; head h has columns hD to (h + 1)D
     * @param queries [R,H·D]
     * @param keys [M,H·D], or that many elements in another shape
     * @param values as the keys
     * @return [R,H·D]
     */
    public Tensor attend(int heads, Tensor queries, Tensor keys, Tensor values) {
        return Tensor.apply(new BlockAttention(this, heads), queries, keys, values);
    }

    /** The mean of the heads' weights a(i), for each row that looks as many as its block has rows to be looked at. */
    public float[][] weights(int heads, Tensor queries, Tensor keys) {
        return new BlockAttention(this, heads).weights(queries, keys);
    }
}
