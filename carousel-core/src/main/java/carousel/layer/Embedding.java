package carousel.layer;

import carousel.data.Ids;
import carousel.tensor.Tensor;

/**
 * A vector for each symbol: row id of the table, equal to the product of a one-hot row with it.
 *
 * <p>Initialised uniformly with variance 1, or 1/F where the table also serves as output weights. Immutable, safe for many
 * threads.
 *
 * @param table [V,F]
 */
public record Embedding(Tensor table) {

    public static Embedding of(int symbols, int features, Init init) {
        return new Embedding(init.uniform((float) Math.sqrt(3), symbols, features));
    }

    /** With variance 1/F: for a table that {@link Dense#tied} shares, whose logits then begin near zero, or for little data. */
    public static Embedding shared(int symbols, int features, Init init) {
        return new Embedding(init.uniform((float) Math.sqrt(3.0 / features), symbols, features));
    }

    public int symbols() {
        return table.rows();
    }

    public int features() {
        return table.columns();
    }

    public Sequence apply(Ids ids) {
        return new Sequence(table.gather(ids.values()), ids.lengths());
    }

    /** One row for each symbol. */
    public Tensor apply(int... symbols) {
        return table.gather(symbols);
    }
}
