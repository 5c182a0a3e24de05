package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.check.Law.title;

import carousel.kernel.Precision;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.recurrent.Cell;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.Stream;
import carousel.recurrent.cell.Gru;
import carousel.recurrent.cell.Lstm;
import carousel.store.Store;
import carousel.store.Stored;
import carousel.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Promises about single bits: rounding, files, and streams. Safe for many threads. */
final class BitLaws {
    private static final int STEPS = 10;

    private BitLaws() {}

    static List<Law<?>> all() {
        return List.of(halved(), stream(), forked(), snapshot(), saved(), hoisted(), relatives());
    }

    private static Law<?> halved() {
        return title(
                        "bfloat16",
                        "B4",
                        "8 bits of mantissa",
                        "weights in 16 bits are the nearest bfloat16, ties to even, to the bit")
                .check(() -> Precision.BF16, () -> Precision.FULL, (precision, found) -> {
                    var weights = Init.seed(1).uniform(3, 1, 40).toArray();
                    weights[0] = Float.intBitsToFloat(0x3f80_8000); // a tie between even and odd
                    weights[1] = Float.intBitsToFloat(0x3f81_8000); // and one between odd and even
                    weights[2] = Float.intBitsToFloat(0x3f80_7fff);
                    var expected = new float[weights.length];
                    for (int i = 0; i < weights.length; i++) {
                        expected[i] = nearest(weights[i]);
                    }
                    var w = Tensor.weight(weights, 1, 40);
                    var one = Tensor.of(new float[] {1}, 1, 1);
                    found.bits(
                            "1 times each weight",
                            expected,
                            precision.call(() -> one.matmul(w)).toArray());
                });
    }

    /** By trying both neighbours of 16 bits. */
    private static float nearest(float value) {
        int bits = Float.floatToRawIntBits(value);
        float below = Float.intBitsToFloat(bits & 0xffff0000);
        float above = Float.intBitsToFloat((bits & 0xffff0000) + 0x10000);
        double under = Math.abs((double) value - below);
        double over = Math.abs((double) above - value);
        boolean even = (bits & 0x10000) == 0;
        return under < over || under == over && even ? below : above;
    }

    private static Stacked layers() {
        return Stacked.of(
                List.of(
                        Recurrent.of(Doubles.drawn(Lstm.of(FEATURES, 9, Init.seed(1)), 3)),
                        Recurrent.of(Doubles.drawn(Gru.of(9, 5, Init.seed(1)), 4))),
                0);
    }

    private static Tensor row(int t) {
        return Doubles.tensor(Doubles.inputs(STEPS, FEATURES)[t]);
    }

    private static Law<?> stream() {
        return title(
                        "stream-is-scan",
                        "B3",
                        "one step at a time",
                        "a stream that is fed step by step gives what a run over the whole gives, to the bit")
                .<UnaryOperator<Stream>>check(
                        () -> stream -> stream,
                        () -> stream -> {
                            stream.reset(0);
                            return stream;
                        },
                        (between, found) -> {
                            var layer = layers();
                            var whole = layer.apply(Runs.sequence(Doubles.inputs(STEPS, FEATURES)));
                            var stream = Stream.of(layer, 1);
                            for (int t = 0; t < STEPS; t++) {
                                stream = t == STEPS / 2 ? between.apply(stream) : stream;
                                var y = stream.step(row(t)).toArray();
                                if (t == 0 || t == STEPS - 1) {
                                    found.bits(
                                            "output of step " + t, whole.step(t).toArray(), y);
                                }
                            }
                        });
    }

    private static Law<?> forked() {
        return title(
                        "stream-fork",
                        "D30",
                        "a state is a value",
                        "a fork goes its own way and leaves the original as it is, to the bit")
                .<UnaryOperator<Stream>>check(() -> Stream::fork, () -> stream -> stream, (fork, found) -> {
                    var layer = layers();
                    var alone = Stream.of(layer, 1);
                    var forked = Stream.of(layer, 1);
                    for (int t = 0; t < 5; t++) {
                        alone.step(row(t));
                        forked.step(row(t));
                    }
                    fork.apply(forked).step(row(9));
                    found.bits(
                            "original's next output",
                            alone.step(row(5)).toArray(),
                            forked.step(row(5)).toArray());
                });
    }

    private static Law<?> snapshot() {
        return title(
                        "snapshot",
                        "B3",
                        "the state as bytes",
                        "a stream resumed from a snapshot goes on with the same bits")
                .<Function<Stream, Stream>>check(
                        () -> stream -> Stream.resume(layers(), stream.snapshot()),
                        () -> stream -> Stream.of(layers(), 1),
                        (resume, found) -> {
                            var stream = Stream.of(layers(), 1);
                            for (int t = 0; t < 5; t++) {
                                stream.step(row(t));
                            }
                            var resumed = resume.apply(stream);
                            for (int t = 5; t < 7; t++) {
                                found.bits(
                                        "step " + t,
                                        stream.step(row(t)).toArray(),
                                        resumed.step(row(t)).toArray());
                            }
                        });
    }

    private static Law<?> saved() {
        return title(
                        "save-load",
                        "B8",
                        "safetensors",
                        "weights come back from a file to the bit, subnormals and signs of zeros among them")
                .<UnaryOperator<Tensor>>check(
                        () -> tensor -> tensor, () -> tensor -> tensor.plus(0f), (written, found) -> {
                            var values = Init.seed(3).normal(1, 3, 50).toArray();
                            values[0] = Float.MIN_VALUE;
                            values[1] = -0f;
                            values[2] = Float.MAX_VALUE;
                            values[3] = -Float.MIN_NORMAL / 3;
                            var tensors = new LinkedHashMap<String, Tensor>();
                            tensors.put("w", written.apply(Tensor.weight(values, 3, 50)));
                            found.bits("weights", values, throughFile(tensors).toArray());
                        });
    }

    private static Tensor throughFile(LinkedHashMap<String, Tensor> tensors) {
        try {
            var folder = Files.createTempDirectory("carousel-lab");
            var file = folder.resolve("weights.safetensors");
            try {
                Store.write(file, new Stored(new LinkedHashMap<>(), tensors));
                return Store.read(file).weights().get("w");
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Law<?> hoisted() {
        return title(
                        "project-at-once",
                        "A3",
                        "input products of all steps in one",
                        "inputs projected all at once or step by step: the same bits")
                .<UnaryOperator<Cell<Lstm.State>>>check(() -> cell -> cell, () -> Looking::new, (made, found) -> {
                    var cell = made.apply(Doubles.drawn(Lstm.of(FEATURES, 9, Init.seed(1)), 3));
                    var inputs = Doubles.inputs(STEPS, FEATURES);
                    var state = cell.start(1);
                    for (int t = 0; t < STEPS; t++) {
                        state = cell.step(cell.project(row(t)), state);
                    }
                    var layer = Recurrent.of(cell);
                    var whole = layer.output(
                            layer.scan(Runs.sequence(inputs), layer.start(1)).last());
                    found.bits("last output", cell.output(state).toArray(), whole.toArray());
                });
    }

    /** A cell whose projection of a row depends on the rows beside it. */
    private record Looking(Cell<Lstm.State> cell) implements Cell<Lstm.State> {
        @Override
        public Lstm.State start(int batch) {
            return cell.start(batch);
        }

        @Override
        public Tensor project(Tensor rows) {
            return cell.project(rows.times(1f / rows.rows()));
        }

        @Override
        public Lstm.State step(Tensor x, Lstm.State state) {
            return cell.step(x, state);
        }

        @Override
        public Tensor output(Lstm.State state) {
            return cell.output(state);
        }
    }

    private static Law<?> relatives() {
        return title("sigmoid-tanh", "A7", "sigmoid(x) = (1 + tanh(x / 2)) / 2", "the two functions of gates are one")
                .check(() -> 0.5f, () -> 1f, (half, found) -> {
                    var x = Doubles.tensor(Doubles.times(8, Doubles.inputs(1, 200)[0]));
                    var byTanh = x.times(half).tanh().plus(1).times(0.5f);
                    found.same("sigmoid", Doubles.vector(x.sigmoid()), Doubles.vector(byTanh), 3e-7);
                    var exact = Doubles.sigmoids(Doubles.vector(x));
                    found.same("sigmoid against double", exact, Doubles.vector(byTanh), 3e-7);
                });
    }
}
