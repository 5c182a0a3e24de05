package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ninth law of a cell: the same bits with and without the tape, compiled, with activations recomputed and operation by
 * operation, for one, two and three threads. (Every vector width: {@code BitsTest}.)
 */
final class ExecutionContract {
    private static final int[][] LENGTHS = {{4, 0, 9, 1, 4}, {0, 0}, {1}, {1, 0, 1}, {7}, uneven(40), uneven(140)};
    private static final int MANY_STEPS = 10_000;

    private ExecutionContract() {}

    static void check(CellContract.Factory factory) {
        for (var lengths : LENGTHS) {
            check(factory, 7, lengths);
        }
        check(factory, 96, 60, 60, 50, 3);
        check(factory, 3, MANY_STEPS, 2);
    }

    /** For one batch. */
    static void check(CellContract.Factory factory, int hidden, int... lengths) {
        var cell = CellContract.randomised(factory.of(CellContract.FEATURES, hidden, Init.seed(3)), 4);
        assertThat(FusedCells.of(cell, CellContract.FEATURES))
                .as("compiled step")
                .isPresent();
        var eager = Execution.EAGER.call(() -> bits(cell, lengths));
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = Workers.of(threads)) {
                workers.call(() -> {
                    for (var execution : List.of(Execution.COMPILED, Execution.CHECKPOINTED)) {
                        same(
                                eager,
                                execution.call(() -> bits(cell, lengths)),
                                execution + " of " + Arrays.toString(lengths));
                    }
                    return null;
                });
            }
        }
    }

    /** From none to nine steps. */
    private static int[] uneven(int batch) {
        var lengths = new int[batch];
        Arrays.setAll(lengths, b -> b * 7 % 10);
        return lengths;
    }

    private static void same(Map<String, int[]> expected, Map<String, int[]> found, String what) {
        expected.forEach((name, bits) ->
                assertThat(found.get(name)).as("%s, %s", what, name).isEqualTo(bits));
    }

    /** All that comes out: outputs, last states and the gradients of weights, input and first state. */
    private static Map<String, int[]> bits(Cell<?> cell, int... lengths) {
        var runner = Recurrent.of(cell);
        var packed = Lengths.of(lengths);
        var rows = CellContract.input(lengths).rows().toWeight();
        var start =
                Tree.map(runner.start(lengths.length), part -> part.plus(0.3f).toWeight());
        var bits = new LinkedHashMap<String, int[]>();
        put(bits, "outputs", runner.scan(new Sequence(rows, packed), start));
        var result = Tape.run(Step.evaluation(), () -> {
            var scan = runner.scan(new Sequence(rows, packed), start);
            var loss = CellContract.total(scan.outputs().rows());
            for (var part : Tree.leaves(scan.last())) {
                loss = loss.plus(CellContract.total(part));
            }
            for (var used : Tree.leaves(List.of(rows, start))) { // and for something else than the scan
                loss = loss.plus(CellContract.total(used.square()));
            }
            return Outcome.of(loss, scan);
        });
        put(bits, "outputs on the tape", result.kept());
        assertThat(bits.get("outputs on the tape")).isEqualTo(bits.get("outputs"));
        Tree.flatten(List.of(cell, rows, start))
                .forEach((name, weight) ->
                        bits.put("gradient of " + name, bits(result.gradients().of(weight))));
        return bits;
    }

    private static void put(Map<String, int[]> bits, String name, Causal.Scan scan) {
        bits.put(name, bits(scan.outputs().rows()));
        Tree.flatten(scan.last()).forEach((part, tensor) -> bits.put(name + ", state " + part, bits(tensor)));
    }

    static int[] bits(Tensor tensor) {
        var values = tensor.toArray();
        var bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
