package carousel.recurrent.layout;

import carousel.recurrent.Cell;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.cell.Update;
import carousel.tensor.Tensor;
import java.util.EnumMap;
import java.util.Map;

/**
 * A cell's weights as matrices whose columns are blocks, one for each gate; its update gate keeps the old state, as in the
 * other libraries.
 *
 * @param family the equations
 * @param parts what the cell has
 */
record Gates(Family family, Map<Part, Tensor> parts) {

    /** Cells with the same equations up to peepholes and projection. */
    enum Family {
        RNN("h"),
        LSTM("ifgo"),
        /** Its input gate forgets too. */
        COUPLED("igo"),
        GRU("rzn"),
        GRU_RESET_BEFORE("rzn");

        private final String order;

        Family(String order) {
            this.order = order;
        }

        /** Our order of the gates. */
        String order() {
            return order;
        }
    }

    /** Our order of the peepholes. */
    static final String PEEPHOLES = "ifo";

    private static final String GRU = Family.GRU.order();

    static Gates of(Cell<?> cell) {
        return switch (cell) {
            case Rnn(var wx, var wh, var b, var _) -> of(Family.RNN, wx, wh, b);
            case Lstm(var wx, var wh, var b) -> of(Family.LSTM, wx, wh, b);
            case CoupledLstm(var wx, var wh, var b) -> of(Family.COUPLED, wx, wh, b);
            case PeepholeLstm(var wx, var wh, var b, var pi, var pf, var po) ->
                of(Family.LSTM, wx, wh, b)
                        .with(
                                Part.PEEPHOLES,
                                Tensor.concatColumns(Blocks.matrix(pi), Blocks.matrix(pf), Blocks.matrix(po)));
            case ProjectedLstm(var wx, var wh, var b, var wp) ->
                of(Family.LSTM, wx, wh, b).with(Part.PROJECTION, wp);
            case Gru(var wx, var wh, var b, var bn, var update) ->
                of(Family.GRU, signed(wx, update), signed(wh, update), signed(b, update))
                        .with(Part.STATE_BIAS, Tensor.concatColumns(Tensor.zeros(1, 2 * bn.size()), Blocks.matrix(bn)));
            case ResetBeforeGru(var wx, var wg, var wn, var b, var update) ->
                of(
                        Family.GRU_RESET_BEFORE,
                        signed(wx, update),
                        signed(Tensor.concatColumns(wg, wn), update),
                        signed(b, update));
            default ->
                throw new IllegalArgumentException("layout: no other library has the cell "
                        + cell.getClass().getSimpleName());
        };
    }

    /** The same kind of cell with these weights. */
    Cell<?> cell(Cell<?> like) {
        var wx = parts.get(Part.INPUT);
        var wh = parts.get(Part.STATE);
        return switch (like) {
            case Rnn rnn -> new Rnn(wx.toWeight(), wh.toWeight(), vector(bias()), rnn.activation());
            case Lstm _ -> new Lstm(wx.toWeight(), wh.toWeight(), vector(bias()));
            case CoupledLstm _ -> new CoupledLstm(wx.toWeight(), wh.toWeight(), vector(bias()));
            case PeepholeLstm _ -> {
                var p = parts.get(Part.PEEPHOLES).split(PEEPHOLES.length());
                yield new PeepholeLstm(
                        wx.toWeight(), wh.toWeight(), vector(bias()), vector(p[0]), vector(p[1]), vector(p[2]));
            }
            case ProjectedLstm _ ->
                new ProjectedLstm(
                        wx.toWeight(),
                        wh.toWeight(),
                        vector(bias()),
                        parts.get(Part.PROJECTION).toWeight());
            case Gru gru -> gru(gru.update());
            case ResetBeforeGru gru -> resetBeforeGru(gru.update());
            default -> throw new IllegalArgumentException("layout: no cell " + like);
        };
    }

    private Gru gru(Update update) {
        var inner = parts.get(Part.STATE_BIAS).split(GRU.length()); // of r, z and n; that of n is inside the reset
        var outer = Tensor.concatColumns(inner[0], inner[1], Tensor.zeros(inner[2].shape()));
        return new Gru(
                signed(parts.get(Part.INPUT), update).toWeight(),
                signed(parts.get(Part.STATE), update).toWeight(),
                vector(signed(parts.get(Part.INPUT_BIAS).plus(outer), update)),
                vector(inner[2]),
                update);
    }

    private ResetBeforeGru resetBeforeGru(Update update) {
        var wh = signed(parts.get(Part.STATE), update);
        int hidden = wh.rows();
        return new ResetBeforeGru(
                signed(parts.get(Part.INPUT), update).toWeight(),
                wh.columns(0, 2 * hidden).toWeight(),
                wh.columns(2 * hidden, 3 * hidden).toWeight(),
                vector(signed(bias(), update)),
                update);
    }

    private Tensor bias() {
        return parts.get(Part.INPUT_BIAS).plus(parts.get(Part.STATE_BIAS));
    }

    private static Tensor vector(Tensor matrix) {
        return Blocks.shaped(matrix, matrix.size()).toWeight();
    }

    /** A gate that lets the new state in is one that keeps the old one with negated weights; also the way back. */
    private static Tensor signed(Tensor weight, Update update) {
        return switch (update) {
            case KEEPS -> weight;
            case RENEWS -> Blocks.negated(Blocks.matrix(weight), GRU, 'z');
        };
    }

    private static Gates of(Family family, Tensor wx, Tensor wh, Tensor b) {
        var parts = new EnumMap<Part, Tensor>(Part.class);
        parts.put(Part.INPUT, Blocks.matrix(wx));
        parts.put(Part.STATE, Blocks.matrix(wh));
        parts.put(Part.INPUT_BIAS, Blocks.matrix(b));
        parts.put(Part.STATE_BIAS, Tensor.zeros(1, b.size()));
        return new Gates(family, parts);
    }

    private Gates with(Part part, Tensor tensor) {
        var more = new EnumMap<>(parts);
        more.put(part, tensor);
        return new Gates(family, more);
    }
}
