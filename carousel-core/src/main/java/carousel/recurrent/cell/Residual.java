package carousel.recurrent.cell;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * Adds a cell's input to its output (He et al. 2016; in recurrent stacks: Wu et al. 2016), so that a gradient finds its way
 * down through many layers.
 *
 * <pre>
 * y = x + output of the cell
 * </pre>
 *
 * <p>x and y [B,H]: as many features as outputs. The state is the cell's and y. Immutable, safe for many threads.
 *
 * <pre>
 * var layer = Recurrent.of(new Residual&lt;&gt;(Lstm.of(128, 128, Init.seed(1))));
 * </pre>
 *
 * @param cell the cell
 */
public record Residual<S extends Record>(Cell<S> cell) implements Cell<Residual.State<S>> {

    /** The cell's state, and what is shown. */
    public record State<S extends Record>(S inner, Tensor y) {}

    @Override
    public State<S> start(int batch) {
        var inner = cell.start(batch);
        return new State<>(inner, cell.output(inner));
    }

    /** The cell's projection and, on its right, the input. */
    @Override
    public Tensor project(Tensor rows) {
        return Tensor.concatColumns(cell.project(rows), rows);
    }

    @Override
    public State<S> step(Tensor x, State<S> s) {
        int width = s.y().columns();
        int projected = x.columns() - width;
        var inner = cell.step(x.columns(0, projected), s.inner());
        return new State<>(inner, x.columns(projected, projected + width).plus(cell.output(inner)));
    }

    @Override
    public Tensor output(State<S> s) {
        return s.y();
    }
}
