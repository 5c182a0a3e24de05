package carousel.recurrent.cell;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;

/**
 * A cell that is shown its own output of the step before through a mask, which comes behind the input: recurrent dropout as
 * of Gal, Ghahramani 2016. What else the state holds, such as an LSTM's cells, is not masked. Behind {@link Residual} and
 * {@link Highway} h is what the cell inside shows.
 *
 * <pre>
 * s' = step(x, s with m ⊙ h for its output h)
 * </pre>
 *
 * <p>A cell whose next output contains its last one by itself, such as a GRU, would have it masked, and the rest of it scaled
 * up, at every step again: see {@link #suits}. Made by {@link carousel.recurrent.Noise.StateDropout}. Immutable, safe for
 * many threads.
 *
 * @param cell the cell, whose output is one of the tensors of its state
 * @param masks how many columns behind the input are masks: as many as the output has
 */
public record StateDropout<S extends Record>(Cell<S> cell, int masks) implements Cell<S> {

    public StateDropout {
        var start = cell.start(1);
        var output = seen(cell, start);
        if (Tree.leaves(start).stream().noneMatch(tensor -> tensor == output)) {
            throw new IllegalArgumentException(
                    "recurrent dropout: the output of " + cell.getClass().getSimpleName()
                            + " is not part of its state; expected a cell that shows what it keeps");
        }
    }

    /** Whether a kind of cell uses its last output in products alone, and keeps nothing of it in the next one. */
    public static boolean suits(CellKind kind) {
        return switch (kind) {
            case LEAKY, GRU, GRU_RESET_BEFORE, GRU_LAYER_NORM, MGU -> false;
            case RNN, RNN_RELU, RNN_LOGISTIC, RNN_LINEAR, IRNN, JORDAN, SKIP -> true;
            case LSTM, PEEPHOLE, PEEPHOLE_FULL, LSTM_COUPLED, LSTM_PROJECTED, LSTM_LAYER_NORM -> true;
        };
    }

    /** The output that the cell will see again. */
    private static Tensor seen(Cell<?> cell, Record state) {
        return switch (cell) {
            case Residual<?> around -> seen(around.cell(), ((Residual.State<?>) state).inner());
            case Highway<?> around -> seen(around.cell(), ((Residual.State<?>) state).inner());
            default -> output(cell, state);
        };
    }

    @SuppressWarnings("unchecked") // the state is the cell's
    private static <T extends Record> Tensor output(Cell<T> cell, Record state) {
        return cell.output((T) state);
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
        var seen = seen(cell, s);
        var masked = seen.times(x.columns(projected, projected + masks));
        return cell.step(x.columns(0, projected), Tree.map(s, tensor -> tensor == seen ? masked : tensor));
    }

    @Override
    public Tensor output(S s) {
        return cell.output(s);
    }
}
