package carousel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import carousel.data.Ids;
import carousel.data.Lengths;
import carousel.kernel.Workers;
import carousel.layer.Embedding;
import carousel.layer.Sequence;
import carousel.tensor.Oracle;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A random cell on a random ragged batch, from random states: compiled against operation by operation. */
public final class RandomTrial {
    private final RandomCell cell;
    private final Lengths lengths;
    private final Tensor rows;
    private final Ids ids;
    private final Causal.State start;
    private final boolean startGiven;
    private final boolean lastCounts;

    /**
     * @param most columns of anything
     * @param batch the most sequences
     */
    RandomTrial(long seed, int most, int batch) {
        this.cell = new RandomCell(seed, most);
        var random = new Random(seed + 7);
        this.lengths = Lengths.of(random.ints(1 + random.nextInt(batch), 0, 7).toArray());
        this.rows = tensor(random, 4, lengths.rows(), cell.features());
        this.ids = random.nextInt(4) == 0 && lengths.rows() > 0
                ? new Ids(random.ints(lengths.rows(), 0, lengths.rows()).toArray(), lengths)
                : null;
        this.startGiven = random.nextInt(3) == 0;
        this.lastCounts = random.nextInt(3) > 0;
        this.start = Tree.map(new Causal.State(cell.start(lengths.batch())), part -> tensor(random, 2, part.shape()));
    }

    /** A weight, but one time out of so many a constant. */
    private static Tensor tensor(Random random, int times, int... shape) {
        var zeros = Tensor.zeros(shape);
        var values = RandomWeights.values(random, zeros.size(), 1);
        return random.nextInt(times) > 0 ? Tensor.weight(values, shape) : Tensor.of(values, shape);
    }

    /** Adds what the compiled cells of some seeds give to a digest. */
    public static void digest(int seeds, MessageDigest digest) {
        for (int seed = 0; seed < seeds; seed++) {
            new RandomTrial(seed, 40, 20).bits().values().forEach(bits -> {
                var bytes = ByteBuffer.allocate(4 * bits.length);
                bytes.asIntBuffer().put(bits);
                digest.update(bytes);
            });
        }
    }

    RandomCell cell() {
        return cell;
    }

    boolean compiled() {
        return FusedCells.of(cell, cell.features()).isPresent();
    }

    /** Compiled, on several threads, and with activations recomputed, against operation by operation. */
    void check(int threads) {
        var eager = Execution.EAGER.call(this::bits);
        try (var workers = Workers.of(threads)) {
            workers.call(() -> {
                compare(eager, bits());
                compare(eager, Execution.CHECKPOINTED.call(this::bits));
                return null;
            });
        }
    }

    /** The gradients against those of the same computation in double, for a smooth cell with weights. */
    void checkAgainstDoubles() {
        if (cell.smooth() && weighty()) {
            Oracle.check(this::loss);
        }
    }

    private boolean weighty() {
        var weighty = new boolean[1];
        Tape.run(
                Step.evaluation(),
                () -> Execution.EAGER.call(() -> {
                    var loss = loss();
                    weighty[0] = loss.tracked();
                    return Outcome.of(loss);
                }));
        return weighty[0];
    }

    private static void compare(Map<String, int[]> eager, Map<String, int[]> compiled) {
        assertThat(compiled.keySet()).isEqualTo(eager.keySet());
        eager.forEach((name, bits) -> assertThat(compiled.get(name)).as(name).isEqualTo(bits));
    }

    private Causal.Scan scan() {
        var runner = Recurrent.of(cell);
        var state = startGiven ? start : runner.start(lengths.batch());
        return ids == null
                ? runner.scan(new Sequence(rows, lengths), state)
                : runner.scan(new Embedding(rows), ids, state);
    }

    /** A weighted sum of what comes out, so that every element matters differently. */
    private Tensor loss() {
        return loss(scan());
    }

    private Tensor loss(Causal.Scan scan) {
        var random = new Random(5);
        var loss = weighted(random, scan.outputs().rows());
        if (lastCounts) {
            for (var part : Tree.leaves(scan.last())) {
                loss = loss.plus(weighted(random, part));
            }
        }
        return loss;
    }

    private static Tensor weighted(Random random, Tensor x) {
        return x.times(Tensor.of(RandomWeights.values(random, x.size(), 1), x.shape()))
                .sum();
    }

    private Map<String, int[]> bits() {
        var bits = new LinkedHashMap<String, int[]>();
        var untaped = scan();
        put(bits, "", untaped);
        var result = Tape.run(Step.evaluation(), () -> {
            var scan = scan();
            return Outcome.of(loss(scan), scan);
        });
        put(bits, "taped ", result.kept());
        bits.put("stream", stream());
        Tree.flatten(List.of(rows, start, cell.weights()))
                .forEach((name, weight) -> bits.put(
                        "gradient " + name + Arrays.toString(weight.shape()),
                        ExecutionContract.bits(result.gradients().of(weight))));
        return bits;
    }

    /** Two rows, step by step: outputs and state. */
    private int[] stream() {
        var random = new Random(11);
        var stream = Stream.of(Recurrent.of(cell), 2);
        var outputs = new ArrayList<Tensor>();
        for (int t = 0; t < 3; t++) {
            var x = Tensor.of(RandomWeights.values(random, 2 * cell.features(), 1), 2, cell.features());
            outputs.add(
                    Tensor.of(stream.step(x).toArray(), 1, 2 * stream.output().columns()));
        }
        var state = ByteBuffer.wrap(stream.snapshot()).asIntBuffer();
        var bits = IntStream.concat(
                Arrays.stream(ExecutionContract.bits(Tensor.concatColumns(outputs.toArray(Tensor[]::new)))),
                IntStream.range(0, state.capacity()).map(state::get));
        return bits.toArray();
    }

    private static void put(Map<String, int[]> bits, String prefix, Causal.Scan scan) {
        bits.put(prefix + "outputs", ExecutionContract.bits(scan.outputs().rows()));
        Tree.flatten(scan.last()).forEach((name, part) -> bits.put(prefix + name, ExecutionContract.bits(part)));
    }
}
