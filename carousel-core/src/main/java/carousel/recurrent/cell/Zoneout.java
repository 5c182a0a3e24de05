package carousel.recurrent.cell;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/**
 * A cell some of whose units keep their state instead of renewing it (Krueger et al. 2017).
 *
 * <pre>
 * s' = m ⊙ s + (1 - m) ⊙ step(x, s)
 * </pre>
 *
 * <p>m is the share that is kept of each number of the state: the rate, or, where masks come behind the input, one or zero
 * as they are. Made by {@link carousel.recurrent.Noise.Zoneout}. Immutable, safe for many threads.
 *
 * @param cell the cell
 * @param rate the share that is kept without masks
 * @param masks how many columns behind the input are masks: none, or as many as the state has
 */
public record Zoneout<S extends Record>(Cell<S> cell, float rate, int masks) implements Cell<S> {

    @Override
    public S start(int batch) {
        return cell.start(batch);
    }

    @Override
    public Tensor project(Tensor rows) {
        if (masks == 0) {
            return cell.project(rows);
        }
        int features = rows.columns() - masks;
        return Tensor.concatColumns(cell.project(rows.columns(0, features)), rows.columns(features, features + masks));
    }

    @Override
    public S step(Tensor x, S s) {
        if (masks == 0) {
            return Tree.zip(
                    s, cell.step(x, s), (before, after) -> before.times(rate).plus(after.times(1 - rate)));
        }
        int projected = x.columns() - masks;
        var kept = new Masks(x.columns(projected, projected + masks));
        return Tree.zip(s, cell.step(x.columns(0, projected), s), (before, after) -> {
            var m = kept.next(before.columns());
            return m.times(before).plus(m.negate().plus(1f).times(after));
        });
    }

    @Override
    public Tensor output(S s) {
        return cell.output(s);
    }

    /** Block after block of the masks. */
    private static final class Masks {
        private final Tensor masks;
        private int from;

        Masks(Tensor masks) {
            this.masks = masks;
        }

        Tensor next(int columns) {
            from += columns;
            return masks.columns(from - columns, from);
        }
    }
}
