package carousel.recurrent.cell;

import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.tensor.Tensor;

/**
 * The chrono initialisation (Tallec, Ollivier 2018): gates begin so that units forget after times that are spread between 1
 * and the longest that matters.
 *
 * <pre>
 * bf = log u      bi = -bf      u uniform in [1, T - 1), a draw for each unit       LSTM
 * bz = log u                                                                        GRU, where z keeps
 * </pre>
 *
 * <p>All other weights are left as they are. Safe for many threads.
 */
public final class Chrono {
    private Chrono() {}

    /** Whether a kind of cell has the gates for it. */
    public static boolean suits(CellKind kind) {
        return switch (kind) {
            case LSTM, PEEPHOLE, GRU -> true;
            default -> false;
        };
    }

    /**
     * The cell with other biases.
     *
     * @param longest T, the longest dependency in steps, at least 3
     * @throws IllegalArgumentException for a cell without such gates
     */
    public static Cell<?> of(Cell<?> cell, int longest, Init init) {
        return switch (cell) {
            case Lstm(var wx, var wh, var b) -> new Lstm(wx, wh, gates(b, longest, init));
            case PeepholeLstm(var wx, var wh, var b, var pi, var pf, var po) ->
                new PeepholeLstm(wx, wh, gates(b, longest, init), pi, pf, po);
            case Gru(var wx, var wh, var b, var bn, var update)
            when update == Update.KEEPS -> new Gru(wx, wh, update(b, longest, init), bn, update);
            default ->
                throw new IllegalArgumentException("chrono: given a "
                        + cell.getClass().getSimpleName() + ", needed an Lstm, a PeepholeLstm or a Gru that keeps");
        };
    }

    /** Gate order i f g o. */
    private static Tensor gates(Tensor b, int longest, Init init) {
        int hidden = b.size() / 4;
        var biases = b.toArray();
        var times = times(hidden, longest, init);
        for (int j = 0; j < hidden; j++) {
            biases[j] = -times[j];
            biases[hidden + j] = times[j];
        }
        return Tensor.weight(biases, biases.length);
    }

    /** Gate order r z n. */
    private static Tensor update(Tensor b, int longest, Init init) {
        int hidden = b.size() / 3;
        var biases = b.toArray();
        System.arraycopy(times(hidden, longest, init), 0, biases, hidden, hidden);
        return Tensor.weight(biases, biases.length);
    }

    private static float[] times(int hidden, int longest, Init init) {
        var times = init.uniform(1, hidden).toArray();
        for (int j = 0; j < hidden; j++) {
            times[j] = (float) StrictMath.log(1 + (longest - 2) * (times[j] + 1.0) / 2);
        }
        return times;
    }
}
