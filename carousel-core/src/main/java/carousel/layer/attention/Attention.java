package carousel.layer.attention;

import carousel.layer.Memory;
import carousel.tensor.Tensor;

/**
 * Looks back at packed sentences (Bahdanau, Cho, Bengio 2015): each row weighs all steps of its own sentence and sees their
 * weighted sum. No padding takes part.
 *
 * <pre>
 * e(j) = score(q, k(j))
 * a    = softmax(e)              over the steps of the row's sentence: they sum to one
 * c    = Σ a(j) v(j)
 * </pre>
 *
 * <p>q [R,H], k [M,A], v [M,F], c [R,F]. A row that looks at an empty sentence sees zeros. Immutable, safe for many threads.
 *
 * <pre>
 * var attention = new Attention(Score.Additive.of(128, 256, 128, init));
 * var view = attention.over(Memory.of(encoder.apply(sequence)));      // once for all steps
 * var glance = attention.look(h, view, view.start());                 // glance.context() [R,256]
 * </pre>
 *
 * @param score how well a step fits what is asked for
 */
public record Attention(Score score) {

    /**
     * What was seen.
     *
     * @param context [R,F]
     * @param weights [P,1], row by row
     * @param past where rows have looked, this look included
     */
    public record Glance(Tensor context, Tensor weights, Past past) {}

    /** What there is to look at, compared with nothing yet; row i looks at sentence i. */
    public View over(Memory memory) {
        return View.of(score, memory);
    }

    /** One look of each row; queries [R,H]. */
    public Glance look(Tensor queries, View view, Past past) {
        var pairs = view.pairs();
        var weights = weights(queries, view, past); // [P,1]
        return new Glance(pairs.mix(weights, view.values()), weights, past.with(pairs.table(weights, view.longest())));
    }

    /** Of one look of each row, pair by pair: [P,1]. */
    public Tensor weights(Tensor queries, View view, Past past) {
        var pairs = view.pairs();
        return pairs.segments().softmax(score.of(queries, view.keys(), pairs, past));
    }

    /**
     * What looking again at what was seen before costs (See, Liu, Manning 2017): Σ min(a(j), total before(j)) of each row,
     * [R,1].
     */
    public static Tensor repetition(Past before, Past after) {
        return before.total().negate().max(after.last().negate()).negate().rowSums();
    }
}
