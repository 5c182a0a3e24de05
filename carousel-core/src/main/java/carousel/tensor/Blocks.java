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

    /** What the rows of a block see. */
    public enum Sight {
        /** All rows of the block's memory. */
        ALL,
        /** Row i those up to its own, 0 to i: as many rows look as are looked at. */
        PAST
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
        this.sight = sight;
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
            if (sight == Sight.PAST && looking[b].length != seen[b].length) {
                throw new ShapeException(
                        "blocks",
                        "block " + b + " of " + looking[b].length + " and " + seen[b].length + " rows",
                        "as many rows that look as are looked at");
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

    /** How many of these row i of block b sees: the first ones. */
    int visible(int b, int i) {
        return sight == Sight.ALL ? seen[b].length : i + 1;
    }

    /**
     * Scaled products of queries and keys, softmax, and the weighted sum of values, for each head by itself.
     *
     * <pre>
     * a(i) = softmax(q(i) · k / √D)      over the rows that row i sees
     * y(i) = Σ a(i,j) v(j)
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

    /** The mean of the heads' weights a(i), for each row that looks as many as it sees. */
    public float[][] weights(int heads, Tensor queries, Tensor keys) {
        return new BlockAttention(this, heads).weights(queries, keys);
    }
}
