package carousel.recurrent.layout;

import carousel.recurrent.Cell;
import carousel.recurrent.layout.Gates.Family;
import carousel.tensor.ShapeException;
import carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How a library lays out and names the weights of one recurrent layer in one direction; docs/EQUATIONS.md has the table.
 * Knows {@code Rnn}, {@code Lstm}, {@code CoupledLstm}, {@code PeepholeLstm}, {@code ProjectedLstm}, {@code Gru} and
 * {@code ResetBeforeGru}, each where the library has it. Immutable, safe for many threads.
 *
 * <pre>
 * var weights = Layout.PYTORCH.write(lstm);                                    // weight_ih, weight_hh, bias_ih, bias_hh
 * var same = Layout.PYTORCH.read(weights, Lstm.of(64, 128, Init.seed(1)));     // to the bit
 * </pre>
 */
public enum Layout {
    /** PyTorch: weight_ih [GU,F], weight_hh [GU,H], bias_ih [GU], bias_hh [GU], weight_hr [H,U], without a suffix for the layer. */
    PYTORCH(Map.of(
            Family.RNN, Table.torch("h"),
            Family.LSTM, Table.torch("ifgo"),
            Family.GRU, Table.torch("rzn"))),
    /** Keras: kernel [F,GU], recurrent_kernel [H,GU], bias [GU], or [2,GU] of a GRU with {@code reset_after}. */
    KERAS(Map.of(
            Family.RNN, Table.kerasWithOneBias("h"),
            Family.LSTM, Table.kerasWithOneBias("ifgo"),
            Family.GRU, Table.kerasWithTwoBiases("zrn"),
            Family.GRU_RESET_BEFORE, Table.kerasWithOneBias("zrn"))),
    /** ONNX, one direction: W [1,GU,F], R [1,GU,H], B [1,2GU], P [1,3U]. */
    ONNX(Map.of(
            Family.RNN, Table.onnx("h"),
            Family.LSTM, Table.onnx("iofg"),
            Family.COUPLED, Table.onnx("iofg"), // the weights of f are there and not used
            Family.GRU, Table.onnx("zrn"),
            Family.GRU_RESET_BEFORE, Table.onnx("zrn"))),
    /** Input and state side by side times one matrix, as textbooks have it: weight [F+H,GU], bias [GU], gates f i o g. */
    JOINED(Map.of(
            Family.RNN, Table.joined("h"),
            Family.LSTM, Table.joined("fiog")));

    private final Map<Family, Table> tables;

    Layout(Map<Family, Table> tables) {
        this.tables = tables;
    }

    /** The library's tensors by name. */
    public SequencedMap<String, Tensor> write(Cell<?> cell) {
        var gates = Gates.of(cell);
        var table = table(gates, cell);
        var weights = new LinkedHashMap<String, Tensor>();
        for (var entry : entries(table, gates)) {
            var parts = entry.parts().stream()
                    .map(part -> reordered(part, gates.parts().get(part), gates.family(), table, Way.TO_THEIRS))
                    .toArray(Tensor[]::new);
            var matrix = entry.arrangement().joined(parts);
            weights.put(entry.name(), Blocks.shaped(matrix, entry.shape().of(matrix.rows(), matrix.columns())));
        }
        return weights;
    }

    /**
     * The cell with the library's weights. Biases that are missing are zero.
     *
     * @param weights by name, all of them of this cell
     * @param like a cell of the same kind and size, whose weights do not matter
     */
    public <C extends Cell<?>> C read(Map<String, Tensor> weights, C like) {
        var form = Gates.of(like);
        var table = table(form, like);
        var entries = entries(table, form);
        requireKnown(weights, entries, like);
        var theirs = write(like);
        var parts = new EnumMap<Part, Tensor>(Part.class);
        for (var entry : entries) {
            var needed = theirs.get(entry.name());
            var matrix = matrix(entry, given(entry, weights, needed));
            var rows = entry.parts().stream()
                    .mapToInt(part -> form.parts().get(part).rows())
                    .toArray();
            var parted = entry.arrangement().parted(matrix, rows);
            for (int i = 0; i < parted.length; i++) {
                var part = entry.parts().get(i);
                parts.put(part, reordered(part, parted[i], form.family(), table, Way.TO_OURS));
            }
        }
        @SuppressWarnings("unchecked")
        var cell = (C) new Gates(form.family(), parts).cell(like);
        return cell;
    }

    private Table table(Gates gates, Cell<?> cell) {
        var table = tables.get(gates.family());
        if (table == null || !gates.parts().keySet().stream().allMatch(part -> holds(table, part))) {
            throw new IllegalArgumentException(
                    "layout: " + this + " has no " + cell.getClass().getSimpleName());
        }
        return table;
    }

    private static boolean holds(Table table, Part part) {
        return table.entries().stream().anyMatch(entry -> entry.parts().contains(part));
    }

    private static List<Entry> entries(Table table, Gates gates) {
        return table.entries().stream()
                .filter(entry -> gates.parts().keySet().containsAll(entry.parts()))
                .toList();
    }

    private void requireKnown(Map<String, Tensor> weights, List<Entry> entries, Cell<?> like) {
        var names = entries.stream().map(Entry::name).toList();
        for (var name : weights.keySet()) {
            if (!names.contains(name)) {
                throw new ShapeException(
                        "layout",
                        "a weight '" + name + "'",
                        names + " for " + like.getClass().getSimpleName());
            }
        }
    }

    private static Tensor given(Entry entry, Map<String, Tensor> weights, Tensor needed) {
        boolean bias = entry.parts().contains(Part.INPUT_BIAS) || entry.parts().contains(Part.STATE_BIAS);
        var shape = Arrays.toString(needed.shape());
        if (!weights.containsKey(entry.name())) {
            if (bias) {
                return Tensor.zeros(needed.shape());
            }
            throw new ShapeException("layout", "no weight '" + entry.name() + "'", shape);
        }
        var given = weights.get(entry.name());
        if (!Arrays.equals(given.shape(), needed.shape())) {
            throw new ShapeException("layout: weight '" + entry.name() + "'", Arrays.toString(given.shape()), shape);
        }
        return given;
    }

    private static Tensor matrix(Entry entry, Tensor tensor) {
        return switch (entry.shape()) {
            case VECTOR, MATRIX, DIRECTED_VECTOR -> Blocks.matrix(tensor);
            case DIRECTED_MATRIX -> Blocks.shaped(tensor, tensor.shape()[1], tensor.columns());
        };
    }

    private enum Way {
        TO_THEIRS,
        TO_OURS
    }

    /** Gates and peepholes have an order, a projection has none. */
    private static Tensor reordered(Part part, Tensor tensor, Family family, Table table, Way way) {
        var ours = switch (part) {
            case PEEPHOLES -> Gates.PEEPHOLES;
            case PROJECTION -> "";
            default -> family.order();
        };
        var theirs = switch (part) {
            case PEEPHOLES -> table.peepholes();
            case PROJECTION -> "";
            default -> table.gates();
        };
        return way == Way.TO_THEIRS ? Blocks.reordered(tensor, ours, theirs) : Blocks.reordered(tensor, theirs, ours);
    }
}
