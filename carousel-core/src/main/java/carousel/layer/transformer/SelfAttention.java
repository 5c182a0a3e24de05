package carousel.layer.transformer;

import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.attention.MultiHead;
import carousel.layer.attention.MultiHead.Keyed;
import carousel.tensor.Blocks;

/**
 * Rows look at the rows of their own sequence, and the way around that. Immutable, safe for many threads.
 *
 * @param attention the look
 * @param around the way around it
 */
record SelfAttention(MultiHead attention, Around around) {

    static SelfAttention of(Shape shape, String site, Init init) {
        return new SelfAttention(
                MultiHead.of(shape.units(), shape.units(), shape.heads(), init), Around.of(shape, site, init));
    }

    /** Whole sequences. */
    Sequence apply(Sequence x, Blocks blocks) {
        var read = around.before(x);
        return around.behind(x, read.map(rows -> attention.look(rows, attention.keyed(rows), blocks)));
    }

    /**
     * Sequences that went on.
     *
     * @param rows what came out of the new rows; of one more of each sequence [R,E], as sequences of one step
     * @param past what there is to look at from then on
     */
    record Stepped(Sequence rows, Keyed past) {}

    /** One row more, which sees those before it and itself. */
    Stepped step(Sequence x, Keyed past) {
        var read = around.before(x);
        var seen = past.and(attention.keyed(read.rows()));
        var rows = x.rows();
        var blocks = MultiHead.own(rows.rows(), seen.keys().columns() / rows.columns());
        return new Stepped(around.behind(x, read.map(one -> attention.look(one, seen, blocks))), seen);
    }

    /** More rows, which see those before them as far as they reach. */
    Stepped apply(Sequence x, Keyed past, Stretch stretch) {
        var read = around.before(x);
        var seen = stretch.seen(past, attention.keyed(read.rows()));
        var y = around.behind(x, read.map(rows -> attention.look(rows, seen, stretch.blocks())));
        return new Stepped(y, stretch.last(seen));
    }

    int units() {
        return attention.out().w().columns();
    }
}
