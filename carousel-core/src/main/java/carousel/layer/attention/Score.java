package carousel.layer.attention;

import carousel.layer.Init;
import carousel.tensor.Pairs;
import carousel.tensor.Tensor;

/**
 * How well a step k of a sentence fits what a row q asks for.
 *
 * <pre>
 * Additive    v · tanh(q wq + k wk)                     (Bahdanau, Cho, Bengio 2015)
 * Dot         q · k                                     (Luong, Pham, Manning 2015)
 * General     q w k                                     (the same)
 * Scaled      (q wq) · (k wk) / √A                      (Vaswani et al. 2017, one head)
 * Scalar      tanh(q wq + k wk), each one number
 * Covering    v · tanh(q wq + k wk + total wc)          (See, Liu, Manning 2017)
 * Monotone    score - (j - expected)² / (2 width²)
 * </pre>
 *
 * <p>q [R,H], k [M,F]; {@code total} is what a step has been looked at so far, {@code expected} the step behind the one last
 * looked at. Weights begin as {@link Init#glorot} says. Immutable, safe for many threads.
 */
public sealed interface Score {

    /** What queries are compared with, once for all steps: [M,F] to [M,A]. */
    Tensor keys(Tensor rows);

    /** The scores of all pairs: [P,1]. */
    Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past);

    /** Whether it depends on where rows have looked before. */
    default boolean remembers() {
        return false;
    }

    /**
     * A small network.
     *
     * @param wq [H,A]
     * @param wk [F,A]
     * @param v [A,1]
     */
    record Additive(Tensor wq, Tensor wk, Tensor v) implements Score {

        /** With so many hidden units. */
        public static Additive of(int query, int features, int units, Init init) {
            return new Additive(init.glorot(query, units), init.glorot(features, units), init.glorot(units, 1));
        }

        @Override
        public Tensor keys(Tensor rows) {
            return rows.matmul(wk);
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            return pairs.additive(queries.matmul(wq), keys, v);
        }
    }

    /** The product itself: as many features as the query has. */
    record Dot() implements Score {

        @Override
        public Tensor keys(Tensor rows) {
            return rows;
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            return pairs.dots(queries, keys);
        }
    }

    /**
     * A bilinear form.
     *
     * @param w [H,F]
     */
    record General(Tensor w) implements Score {

        public static General of(int query, int features, Init init) {
            return new General(init.glorot(query, features));
        }

        @Override
        public Tensor keys(Tensor rows) {
            return rows.matmulTransposed(w);
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            return pairs.dots(queries, keys);
        }
    }

    /**
     * The product of both after a map each, scaled so that it does not grow with their size.
     *
     * @param wq [H,A]
     * @param wk [F,A]
     */
    record Scaled(Tensor wq, Tensor wk) implements Score {

        /** With so many units. */
        public static Scaled of(int query, int features, int units, Init init) {
            return new Scaled(init.glorot(query, units), init.glorot(features, units));
        }

        @Override
        public Tensor keys(Tensor rows) {
            return rows.matmul(wk);
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            return pairs.dots(queries.matmul(wq), keys).times((float) (1 / Math.sqrt(keys.columns())));
        }
    }

    /**
     * One number of each: it tells how much a step says by itself, and hardly what it says.
     *
     * @param wq [H,1]
     * @param wk [F,1]
     */
    record Scalar(Tensor wq, Tensor wk) implements Score {
        private static final Tensor ONE = Tensor.of(new float[] {1}, 1, 1);

        public static Scalar of(int query, int features, Init init) {
            return new Scalar(init.glorot(query, 1), init.glorot(features, 1));
        }

        @Override
        public Tensor keys(Tensor rows) {
            return rows.matmul(wk);
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            return pairs.additive(queries.matmul(wq), keys, ONE);
        }
    }

    /**
     * A small network that knows what it has looked at.
     *
     * @param additive without that knowledge
     * @param wc [1,A]
     */
    record Covering(Additive additive, Tensor wc) implements Score {

        /** With so many hidden units. */
        public static Covering of(int query, int features, int units, Init init) {
            return new Covering(Additive.of(query, features, units, init), init.glorot(1, units));
        }

        @Override
        public Tensor keys(Tensor rows) {
            return additive.keys(rows);
        }

        @Override
        public boolean remembers() {
            return true;
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            var total = pairs.ofTable(past.total()); // [P,1]
            return pairs.additive(queries.matmul(additive.wq), keys, additive.v, total, wc);
        }
    }

    /**
     * Prefers the step behind the one last looked at, the first to begin with: for a transcription, which goes on as its
     * source does.
     *
     * @param score without that preference
     * @param width the steps of a standard deviation, above 0
     */
    record Monotone(Score score, float width) implements Score {

        public Monotone {
            if (!(width > 0)) {
                throw new IllegalArgumentException("monotone attention: expected a width above 0, got " + width);
            }
        }

        @Override
        public Tensor keys(Tensor rows) {
            return score.keys(rows);
        }

        @Override
        public boolean remembers() {
            return true;
        }

        @Override
        public Tensor of(Tensor queries, Tensor keys, Pairs pairs, Past past) {
            var places = pairs.places(); // [P,1]
            var expected = pairs.segments().mix(places.plus(1f), pairs.ofTable(past.last())); // [R,1]
            var away = places.minus(pairs.segments().spread(expected)).square();
            return score.of(queries, keys, pairs, past).plus(away.times(-0.5f / (width * width)));
        }
    }
}
