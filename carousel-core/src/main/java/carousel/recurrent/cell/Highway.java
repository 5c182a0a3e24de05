package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Lets a gate decide how much of a cell's output and how much of its input goes on (Srivastava, Greff, Schmidhuber 2015).
 *
 * <pre>
 * t = σ(x wt + bt)
 * y = t ⊙ output of the cell + (1 - t) ⊙ x
 * </pre>
 *
 * <p>x and y [B,H]: as many features as outputs. The state is the cell's and y. wt begins uniformly in ±1/√H, bt with -1:
 * at first most of the input passes. Immutable, safe for many threads.
 *
 * <pre>
 * var layer = Recurrent.of(Highway.of(Lstm.of(128, 128, init), 128, init));
 * </pre>
 *
 * @param cell the cell
 * @param wt [H,H]
 * @param bt [H]
 */
public record Highway<S extends Record>(Cell<S> cell, Tensor wt, Tensor bt) implements Cell<Residual.State<S>> {

    public static <S extends Record> Highway<S> of(Cell<S> cell, int hidden, Init init) {
        return new Highway<>(cell, init.uniform(Init.bound(hidden), hidden, hidden), init.constant(-1, hidden));
    }

    @Override
    public Residual.State<S> start(int batch) {
        var inner = cell.start(batch);
        return new Residual.State<>(inner, cell.output(inner));
    }

    /** The cell's projection and, on its right, the input and the gate's sum. */
    @Override
    public Tensor project(Tensor rows) {
        return Tensor.concatColumns(cell.project(rows), rows, rows.matmul(wt).plus(bt));
    }

    @Override
    public Residual.State<S> step(Tensor x, Residual.State<S> s) {
        int width = wt.columns();
        int projected = x.columns() - 2 * width;
        var inner = cell.step(x.columns(0, projected), s.inner());
        var passing = x.columns(projected, projected + width);
        var t = x.columns(projected + width, projected + 2 * width).sigmoid();
        var y = t.times(cell.output(inner)).plus(t.negate().plus(1f).times(passing));
        return new Residual.State<>(inner, y);
    }

    @Override
    public Tensor output(Residual.State<S> s) {
        return s.y();
    }
}
