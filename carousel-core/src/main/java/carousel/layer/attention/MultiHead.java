package carousel.layer.attention;

import carousel.data.Lengths;
import carousel.layer.Dense;
import carousel.layer.Init;
import carousel.tensor.Blocks;
import carousel.tensor.Blocks.Sight;
import carousel.tensor.Orientation;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * Looks at rows with several heads, each at something of its own (Vaswani et al. 2017). No padding takes part.
 *
 * <pre>
 * head(h) = softmax(q(h) k(h)ᵀ / √D) v(h)      q = x wq + bq, k = m wk + bk, v = m wv + bv, each cut into H parts of D columns
 * y       = [head(1); …; head(H)] wo + bo
 * </pre>
 *
 * <p>x [R,E], m [M,F], y [R,E], D = E/H. Weights begin as {@link Init#glorot} says, biases with zeros. A row that sees nothing
 * gets bo. {@link ShapeException} where E is no multiple of H. Immutable, safe for many threads.
 *
 * <pre>
 * var attention = MultiHead.of(256, 256, 4, init);
 * var blocks = MultiHead.within(x.lengths(), Blocks.Sight.PAST);               // no row sees a later one
 * var y = attention.look(x.rows(), attention.keyed(x.rows()), blocks);
 * </pre>
 *
 * @param query wq [E,E] and bq
 * @param key wk [F,E] and bk
 * @param value wv [F,E] and bv
 * @param out wo [E,E] and bo
 * @param heads H
 */
public record MultiHead(Dense query, Dense key, Dense value, Dense out, int heads) {

    public MultiHead {
        if (heads < 1 || query.w().columns() % heads != 0) {
            throw new ShapeException(
                    "multi-head attention", query.w().columns() + " units", "units divisible by " + heads + " heads");
        }
    }

    /** With fresh weights, for rows of so many columns that look at rows of so many. */
    public static MultiHead of(int units, int features, int heads, Init init) {
        return new MultiHead(
                dense(units, units, init),
                dense(features, units, init),
                dense(features, units, init),
                dense(units, units, init),
                heads);
    }

    private static Dense dense(int from, int to, Init init) {
        return new Dense(init.glorot(from, to), init.zeros(to), Orientation.PLAIN);
    }

    /**
     * What there is to look at: a row for each row of the memory, or several side by side in one row.
     *
     * @param keys [M,E]
     * @param values [M,E]
     */
    public record Keyed(Tensor keys, Tensor values) {

        /** Nothing yet, for so many rows that each look at what they will have seen: [R,0]. */
        public static Keyed none(int rows) {
            return new Keyed(Tensor.zeros(rows, 0), Tensor.zeros(rows, 0));
        }

        /** One row more behind those of each row: [R,T·E] and [R,E] to [R,(T+1)E]. */
        public Keyed and(Keyed next) {
            return new Keyed(Tensor.concatColumns(keys, next.keys()), Tensor.concatColumns(values, next.values()));
        }
    }

    /** The rows of a memory [M,F], ready to be looked at. */
    public Keyed keyed(Tensor memory) {
        return new Keyed(key.apply(memory), value.apply(memory));
    }

    /** One look of each row [R,E]. */
    public Tensor look(Tensor rows, Keyed seen, Blocks blocks) {
        return out.apply(blocks.attend(heads, query.apply(rows), seen.keys(), seen.values()));
    }

    /** Where rows look, the mean of all heads: of each row [R,E] as many weights as it sees rows. */
    public float[][] weights(Tensor rows, Keyed seen, Blocks blocks) {
        return blocks.weights(heads, query.apply(rows), seen.keys());
    }

    /** The rows of packed sequences look at those of their own sequence. */
    public static Blocks within(Lengths lengths, Sight sight) {
        var rows = rows(lengths);
        return new Blocks(sight, rows, rows, lengths.rows());
    }

    /** The rows of packed sequence b look at all of the packed {@code sentences[b]} of others. */
    public static Blocks across(Lengths looking, Lengths seen, int... sentences) {
        var rows = rows(seen);
        var memory =
                Arrays.stream(sentences).mapToObj(sentence -> rows[sentence]).toArray(int[][]::new);
        return new Blocks(Sight.ALL, rows(looking), memory, seen.rows());
    }

    /** Row r looks at the packed {@code sentences[r]}; several may look at one. */
    public static Blocks across(Lengths seen, int... sentences) {
        var counts = new int[seen.batch()];
        for (int sentence : sentences) {
            counts[sentence]++;
        }
        var looking = new int[counts.length][];
        Arrays.setAll(looking, b -> new int[counts[b]]);
        for (int r = sentences.length - 1; r >= 0; r--) {
            looking[sentences[r]][--counts[sentences[r]]] = r;
        }
        return new Blocks(Sight.ALL, looking, rows(seen), seen.rows());
    }

    /** Row r looks at so many rows of its own, those of a row below those of the row before. */
    public static Blocks own(int rows, int each) {
        var looking = new int[rows][];
        Arrays.setAll(looking, r -> new int[] {r});
        var seen = new int[rows][each];
        for (int r = 0; r < rows; r++) {
            int from = r * each;
            Arrays.setAll(seen[r], i -> from + i);
        }
        return new Blocks(Sight.ALL, looking, seen, rows * each);
    }

    private static int[][] rows(Lengths lengths) {
        var rows = new int[lengths.batch()][];
        for (int b = 0; b < rows.length; b++) {
            int sentence = b;
            rows[b] = new int[lengths.length(b)];
            Arrays.setAll(rows[b], t -> lengths.row(sentence, t));
        }
        return rows;
    }
}
