package carousel.diagnose;

import carousel.recurrent.Cell;
import carousel.recurrent.cell.CoupledLstm;
import carousel.recurrent.cell.FullPeepholeLstm;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Highway;
import carousel.recurrent.cell.LayerNormGru;
import carousel.recurrent.cell.LayerNormLstm;
import carousel.recurrent.cell.LearnedStart;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.MinimalGatedUnit;
import carousel.recurrent.cell.PeepholeLstm;
import carousel.recurrent.cell.ProjectedLstm;
import carousel.recurrent.cell.ResetBeforeGru;
import carousel.recurrent.cell.Residual;
import carousel.recurrent.cell.Zoneout;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the logistic functions of a cell are called, in the order in which a step computes them.
 *
 * @param cell the name of the cell
 * @param names of its gates; others are counted
 */
record GateNames(String cell, List<String> names) {
    private static final List<String> LSTM = List.of("input", "forget", "output");
    private static final List<String> GRU = List.of("reset", "update");

    static GateNames of(Cell<?> cell) {
        return switch (cell) {
            case Residual<?> around -> of(around.cell());
            case LearnedStart<?> around -> of(around.cell());
            case Zoneout<?> around -> of(around.cell());
            case Highway<?> around -> {
                var inner = of(around.cell());
                var names = new ArrayList<>(inner.names);
                names.add("transform");
                yield new GateNames(inner.cell, names);
            }
            default -> new GateNames(cell.getClass().getSimpleName(), names(cell));
        };
    }

    private static List<String> names(Cell<?> cell) {
        return switch (cell) {
            case Lstm _, PeepholeLstm _, FullPeepholeLstm _, ProjectedLstm _, LayerNormLstm _ -> LSTM;
            case CoupledLstm _ -> List.of("input", "output");
            case Gru _, ResetBeforeGru _, LayerNormGru _ -> GRU;
            case MinimalGatedUnit _ -> List.of("forget");
            default -> List.of();
        };
    }

    String name(int i) {
        return i < names.size() ? names.get(i) : "logistic " + (i + 1);
    }

    /** One tensor for each gate: some cells compute several side by side. */
    List<Tensor> parts(List<Tensor> seen) {
        if (seen.size() == 1 && names.size() > 1) {
            return Arrays.asList(seen.getFirst().split(names.size()));
        }
        return seen;
    }
}
