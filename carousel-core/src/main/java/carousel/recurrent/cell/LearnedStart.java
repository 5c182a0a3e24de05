package carousel.recurrent.cell;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/**
 * A cell that begins with a state it has learned, the same for every sequence, instead of zeros. Immutable, safe for many
 * threads.
 *
 * @param cell the cell
 * @param first the state before the first step: weights of one row
 */
public record LearnedStart<S extends Record>(Cell<S> cell, S first) implements Cell<S> {

    /** Learning from zeros on. */
    public static <S extends Record> LearnedStart<S> of(Cell<S> cell) {
        return new LearnedStart<>(cell, Tree.map(cell.start(1), Tensor::toWeight));
    }

    @Override
    public S start(int batch) {
        var rows = new int[batch];
        return Tree.map(first, row -> row.gather(rows));
    }

    @Override
    public Tensor project(Tensor rows) {
        return cell.project(rows);
    }

    @Override
    public S step(Tensor x, S s) {
        return cell.step(x, s);
    }

    @Override
    public Tensor output(S s) {
        return cell.output(s);
    }
}
