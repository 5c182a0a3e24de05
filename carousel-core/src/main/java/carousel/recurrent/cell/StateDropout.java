package carousel.recurrent.cell;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/**
 * A cell that is shown its own output of the step before through a mask, which comes behind the input: recurrent dropout as
 * of Gal, Ghahramani 2016. What else the state holds, such as an LSTM's cells, is not masked.
 *
 * <pre>
 * s' = step(x, s with m ⊙ h for its output h)
 * </pre>
 *
 * <p>Made by {@link carousel.recurrent.Noise.StateDropout}. Immutable, safe for many threads.
 *
 * @param cell the cell, whose output is one of the tensors of its state
 * @param masks how many columns behind the input are masks: as many as the output has
 */
public record StateDropout<S extends Record>(Cell<S> cell, int masks) implements Cell<S> {

    public StateDropout {
        var start = cell.start(1);
        var output = cell.output(start);
        if (Tree.leaves(start).stream().noneMatch(tensor -> tensor == output)) {
            throw new IllegalArgumentException(
                    "recurrent dropout: the output of " + cell.getClass().getSimpleName()
                            + " is not part of its state; expected a cell that shows what it keeps");
        }
    }

    @Override
    public S start(int batch) {
        return cell.start(batch);
    }

    @Override
    public Tensor project(Tensor rows) {
        int features = rows.columns() - masks;
        return Tensor.concatColumns(cell.project(rows.columns(0, features)), rows.columns(features, features + masks));
    }

    @Override
    public S step(Tensor x, S s) {
        int projected = x.columns() - masks;
        var shown = cell.output(s);
        var masked = shown.times(x.columns(projected, projected + masks));
        return cell.step(x.columns(0, projected), Tree.map(s, tensor -> tensor == shown ? masked : tensor));
    }

    @Override
    public Tensor output(S s) {
        return cell.output(s);
    }
}
