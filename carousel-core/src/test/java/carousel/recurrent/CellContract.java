package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Lengths;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.store.Store;
import carousel.store.Stored;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The laws that every cell obeys, run on one cell. Bits are compared, not closeness, wherever no other sum is formed. */
final class CellContract {
    static final int FEATURES = 5;
    private static final int HIDDEN = 7;
    private static final int[] LENGTHS = {4, 0, 9, 1, 4};

    /** Makes the cell under test. */
    interface Factory {
        Cell<?> of(int features, int hidden, Init init);
    }

    private final Factory factory;
    private final Recurrent cell;

    private CellContract(Factory factory) {
        this.factory = factory;
        this.cell = Recurrent.of(randomised(factory.of(FEATURES, HIDDEN, Init.seed(3)), 4));
    }

    static void check(Factory factory) {
        var contract = new CellContract(factory);
        contract.shapes();
        contract.splittingAndCarryingChangesNothing();
        contract.aRowAloneIsTheRowInAnyBatch();
        contract.nothingAfterTheEndOfARowMatters();
        contract.projectingAtOnceIsProjectingStepByStep();
        contract.gradientsAreRight();
        contract.swappingGatesChangesTheResult();
        contract.stackedIsOneAfterTheOther();
        ExecutionContract.check(factory); // law 9
        contract.savedAndLoadedIsTheSame();
        contract.aSnapshotResumes();
        contract.gradientsOfShardsAddUp();
    }

    /** All weights asymmetric and unsaturated, biases included. */
    static <T> T randomised(T cell, long seed) {
        var random = new Random(seed);
        return Tree.map(
                cell,
                weight ->
                        weight.weight() ? Tensor.weight(values(random, weight.size(), 0.5f), weight.shape()) : weight);
    }

    /** Random rows of {@link #FEATURES} columns. */
    static Sequence input(int... lengths) {
        var random = new Random(8);
        var packed = Lengths.of(lengths);
        return new Sequence(Tensor.of(values(random, packed.rows() * FEATURES, 1f), packed.rows(), FEATURES), packed);
    }

    private static float[] values(Random random, int size, float scale) {
        var values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (random.nextFloat() * 2 - 1) * scale;
        }
        return values;
    }

    // ---- 1

    private void shapes() {
        var sequence = input(LENGTHS);
        var scan = cell.scan(sequence, cell.start(LENGTHS.length));
        assertThat(scan.outputs().rows().shape()).containsExactly(18, HIDDEN);
        for (var leaf : Tree.leaves(scan.last())) {
            assertThat(leaf.rows()).as("rows of the last state").isEqualTo(LENGTHS.length);
        }
        assertThat(cell.last(sequence).shape()).containsExactly(LENGTHS.length, HIDDEN);
        assertThat(bits(cell.last(sequence).rows(4, 5)))
                .as("an empty sequence ends where it starts")
                .isEqualTo(bits(cell.output(cell.start(1))));
        assertThat(cell.apply(input(0, 0)).rows().shape()).containsExactly(0, HIDDEN);
    }

    // ---- 2

    private void splittingAndCarryingChangesNothing() {
        for (int cut = 0; cut <= 9; cut++) {
            int at = cut;
            var whole = gradients(() -> total(cell.apply(input(LENGTHS)).rows()));
            var split = gradients(() -> total(splitOutputs(at)));
            assertThat(split).as("split at step %d", cut).isEqualTo(whole);
        }
    }

    private Tensor splitOutputs(int at) {
        var sequence = input(LENGTHS);
        var lengths = sequence.lengths();
        var head = new int[LENGTHS.length];
        var tail = new int[LENGTHS.length];
        for (int b = 0; b < head.length; b++) {
            head[b] = Math.min(lengths.length(b), at);
            tail[b] = lengths.length(b) - head[b];
        }
        int rows = Lengths.of(head).rows();
        var first =
                cell.scan(new Sequence(sequence.rows().rows(0, rows), Lengths.of(head)), cell.start(LENGTHS.length));
        var second =
                cell.scan(new Sequence(sequence.rows().rows(rows, lengths.rows()), Lengths.of(tail)), first.last());
        return Tensor.concatRows(first.outputs().rows(), second.outputs().rows());
    }

    /** A weighted sum, so that every element matters differently. */
    static Tensor total(Tensor rows) {
        return rows.times(Tensor.of(values(new Random(5), rows.size(), 1f), rows.shape()))
                .sum();
    }

    private Map<String, List<Integer>> gradients(java.util.function.Supplier<Tensor> loss) {
        var result = Tape.run(Step.evaluation(), () -> Outcome.of(loss.get()));
        var bits = new LinkedHashMap<String, List<Integer>>();
        bits.put("loss", List.of(Float.floatToRawIntBits(result.loss())));
        Tree.flatten(cell)
                .forEach(
                        (name, weight) -> bits.put(name, bits(result.gradients().of(weight))));
        return bits;
    }

    // ---- 3, 4

    private void aRowAloneIsTheRowInAnyBatch() {
        var sequence = input(LENGTHS);
        var outputs = cell.apply(sequence);
        for (int b = 0; b < LENGTHS.length; b++) {
            assertThat(bits(cell.apply(alone(sequence, b, sequence.lengths().length(b)))
                            .rows()))
                    .as("packed sequence %d", b)
                    .isEqualTo(bits(rowsOf(outputs, b, sequence.lengths().length(b))));
        }
    }

    private void nothingAfterTheEndOfARowMatters() {
        var sequence = input(6, 6, 6);
        var outputs = cell.apply(sequence);
        for (int length = 1; length < 6; length++) {
            assertThat(bits(cell.apply(alone(sequence, 1, length)).rows())).isEqualTo(bits(rowsOf(outputs, 1, length)));
        }
    }

    private static Sequence alone(Sequence sequence, int b, int length) {
        return new Sequence(rowsOf(sequence, b, length), Lengths.of(length));
    }

    private static Tensor rowsOf(Sequence sequence, int b, int length) {
        var rows = new int[length];
        for (int t = 0; t < length; t++) {
            rows[t] = sequence.lengths().row(b, t);
        }
        return sequence.rows().gather(rows);
    }

    // ---- 5

    private void projectingAtOnceIsProjectingStepByStep() {
        var sequence = input(5, 5);
        var whole = gradients(() -> total(cell.apply(sequence).rows()));
        var stepwise = gradients(() -> {
            var state = cell.start(2);
            var outputs = new ArrayList<Tensor>();
            for (int t = 0; t < 5; t++) {
                state = cell.step(sequence.step(t), state);
                outputs.add(cell.output(state));
            }
            return total(Tensor.concatRows(outputs.toArray(Tensor[]::new)));
        });
        assertThat(stepwise).isEqualTo(whole);
    }

    // ---- 6

    private void gradientsAreRight() {
        Oracle.check(() -> total(cell.apply(input(LENGTHS)).rows()).plus(total(cell.last(input(LENGTHS)))));
    }

    // ---- 7

    private void swappingGatesChangesTheResult() {
        var outputs = bits(cell.apply(input(LENGTHS)).rows());
        Tree.flatten(cell).forEach((name, weight) -> {
            int gates = weight.columns() / HIDDEN;
            for (int i = 0; i < gates; i++) {
                for (int j = i + 1; j < gates; j++) {
                    var swapped = new LinkedHashMap<>(Tree.flatten(cell));
                    swapped.put(name, swapped(weight, i, j));
                    assertThat(bits(Tree.with(cell, swapped)
                                    .apply(input(LENGTHS))
                                    .rows()))
                            .as("%s with blocks %d and %d swapped", name, i, j)
                            .isNotEqualTo(outputs);
                }
            }
        });
    }

    private static Tensor swapped(Tensor weight, int i, int j) {
        var blocks = weight.split(weight.columns() / HIDDEN);
        var block = blocks[i];
        blocks[i] = blocks[j];
        blocks[j] = block;
        return Tensor.weight(Tensor.concatColumns(blocks).toArray(), weight.shape());
    }

    // ---- 8

    private void stackedIsOneAfterTheOther() {
        var upper = Recurrent.of(randomised(factory.of(HIDDEN, HIDDEN, Init.seed(5)), 6));
        var stacked = Stacked.of(List.of(cell, upper), 0);
        var sequence = input(LENGTHS);
        assertThat(bits(stacked.apply(sequence).rows()))
                .isEqualTo(bits(upper.apply(cell.apply(sequence)).rows()));
        var state = stacked.start(1);
        var outputs = new ArrayList<Integer>();
        var single = alone(sequence, 0, 9);
        for (int t = 0; t < 9; t++) {
            state = stacked.step(single.step(t), state);
            outputs.addAll(bits(stacked.output(state)));
        }
        assertThat(outputs).isEqualTo(bits(stacked.apply(single).rows()));
    }

    // ---- 10

    private void savedAndLoadedIsTheSame() {
        try {
            var file = Files.createTempFile("cell", ".safetensors");
            Store.write(file, new Stored(Map.of(), Tree.flatten(cell)));
            var fresh = Recurrent.of(factory.of(FEATURES, HIDDEN, Init.seed(99)));
            var loaded = Tree.with(fresh, Store.read(file).weights());
            Files.delete(file);
            assertThat(bits(loaded.apply(input(LENGTHS)).rows()))
                    .isEqualTo(bits(cell.apply(input(LENGTHS)).rows()));
            assertThat(bits(fresh.apply(input(LENGTHS)).rows()))
                    .isNotEqualTo(bits(cell.apply(input(LENGTHS)).rows()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // ---- 11

    private void aSnapshotResumes() {
        var sequence = input(8);
        var whole = bits(cell.apply(sequence).rows());
        var stream = Stream.of(cell, 1);
        var outputs = new ArrayList<Integer>();
        for (int t = 0; t < 8; t++) {
            if (t == 3) {
                var fork = stream.fork();
                fork.step(sequence.step(0));
                stream = Stream.resume(cell, stream.snapshot());
            }
            outputs.addAll(bits(stream.step(sequence.step(t))));
        }
        assertThat(outputs).isEqualTo(whole);
        stream.reset(0);
        assertThat(bits(stream.step(sequence.step(0)))).isEqualTo(whole.subList(0, HIDDEN));
    }

    // ---- 12

    private void gradientsOfShardsAddUp() {
        var sequence = input(5, 4, 3, 2);
        var whole = Tape.run(
                Step.evaluation(),
                () -> Outcome.of(cell.apply(sequence).rows().square().sum()));
        var sums = new LinkedHashMap<Tensor, double[]>();
        for (int b = 0; b < 4; b++) {
            var shard = alone(sequence, b, sequence.lengths().length(b));
            var part = Tape.run(
                    Step.evaluation(),
                    () -> Outcome.of(cell.apply(shard).rows().square().sum()));
            Tree.flatten(cell).forEach((name, weight) -> {
                var sum = sums.computeIfAbsent(weight, w -> new double[w.size()]);
                var gradient = part.gradients().of(weight).toArray();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += gradient[i];
                }
            });
        }
        sums.forEach((weight, sum) -> {
            var gradient = whole.gradients().of(weight).toArray();
            for (int i = 0; i < sum.length; i++) {
                assertThat((double) gradient[i]).isCloseTo(sum[i], org.assertj.core.data.Offset.offset(1e-4));
            }
        });
    }

    static List<Integer> bits(Tensor tensor) {
        var bits = new ArrayList<Integer>();
        for (float value : tensor.toArray()) {
            bits.add(Float.floatToRawIntBits(value));
        }
        return bits;
    }
}
