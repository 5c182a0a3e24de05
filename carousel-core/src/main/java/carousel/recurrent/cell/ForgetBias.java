package carousel.recurrent.cell;

import carousel.recurrent.Cell;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.Map;

/**
 * LSTMs whose forget gates begin with another bias than one: the larger, the longer they remember before they have learned
 * anything (Gers, Schmidhuber, Cummins 2000; Jozefowicz, Zaremba, Sutskever 2015). Safe for many threads.
 */
public final class ForgetBias {
    private ForgetBias() {}

    /** Whether a kind of cell has such gates. */
    public static boolean suits(CellKind kind) {
        return switch (kind) {
            case LSTM, PEEPHOLE, PEEPHOLE_FULL, LSTM_PROJECTED, LSTM_LAYER_NORM -> true;
            default -> false;
        };
    }

    /** The cell with this bias in all of its forget gates, the second block of four. */
    public static <C extends Cell<?>> C of(C cell, float bias) {
        var name = name(cell);
        var biases = Tree.flatten(cell).get(name).toArray();
        Arrays.fill(biases, biases.length / 4, biases.length / 2, bias);
        return Tree.replace(cell, Map.of(name, Tensor.weight(biases, biases.length)));
    }

    private static String name(Cell<?> cell) {
        return switch (cell) {
            case Lstm _, PeepholeLstm _, FullPeepholeLstm _, ProjectedLstm _ -> "b";
            case LayerNormLstm _ -> "nx.bias";
            default ->
                throw new IllegalArgumentException("forget bias: given a "
                        + cell.getClass().getSimpleName() + ", needed an LSTM with forget gates");
        };
    }
}
