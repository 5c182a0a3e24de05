package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.HIDDEN;
import static carousel.lab.CellLaws.lstm;
import static carousel.lab.CellLaws.row;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.data.Lengths;
import carousel.data.Streams;
import carousel.data.task.Curriculum;
import carousel.data.task.Part;
import carousel.data.task.Task;
import carousel.data.task.TaskSpec;
import carousel.diagnose.Probe;
import carousel.fuse.Plan;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.TemporalConvolution;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.model.OwnInputs;
import carousel.optim.Held;
import carousel.optim.Optimizer;
import carousel.optim.Sgd;
import carousel.recurrent.Causal;
import carousel.recurrent.Cell;
import carousel.recurrent.Execution;
import carousel.recurrent.RealTime;
import carousel.recurrent.Recurrent;
import carousel.recurrent.cell.LearnedStart;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.recurrent.layout.Layout;
import carousel.store.WarmStart;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** How cells are taught, and how far they then remember. Safe for many threads. */
final class MethodLaws {
    private static final Step LEARNING = new Step(1, 0);
    private static final int STEPS = 12;
    private static final int LONG = 200;
    private static final int HELD = 400;
    private static final int MANY = 8;
    private static final int WIDE = 64;

    private MethodLaws() {}

    static List<Law<?>> all() {
        return List.of(
                learnedStart(),
                realTime(),
                teacherForcing(),
                frozenGate(),
                penalty(),
                warmStart(),
                curriculum(),
                activations(
                        title(
                                "activations-kept",
                                "B4",
                                "counted from the compiled step",
                                "bytes held by training = 4 B (T row + sequence)"),
                        Execution.COMPILED,
                        Execution.CHECKPOINTED,
                        memory -> memory.kept(MANY, HELD)),
                activations(
                        title(
                                "activations-checkpointed",
                                "B4",
                                "Chen et al. 2016",
                                "with every sqrt(T)-th state kept, bytes = 4 B (sqrt(T) (row + state) + sequence)"),
                        Execution.CHECKPOINTED,
                        Execution.COMPILED,
                        memory -> memory.recomputed(MANY, HELD)),
                field(),
                slope(),
                memory(),
                layout());
    }

    private static Law<?> learnedStart() {
        return title(
                        "learned-start",
                        "B14",
                        "the start is a weight",
                        "its gradient is the sum over the sequences of dL/ds(0)")
                .<BiFunction<Lstm, Lstm.State, Cell<Lstm.State>>>check(
                        () -> LearnedStart::new, () -> (cell, first) -> cell, (made, found) -> {
                            var first = new Lstm.State(
                                    row(0.3).toWeight(), row(-0.2).toWeight());
                            var w = lstm(3);
                            var layer = Recurrent.of(made.apply(w, first));
                            var sequence = Runs.ragged(FEATURES, 4, 2, 3);
                            var learned = Runs.gradients(
                                    () -> Runs.weighed(layer.apply(sequence).rows()));
                            var given = new Lstm.State(
                                    first.h().gather(0, 0, 0).toWeight(),
                                    first.c().gather(0, 0, 0).toWeight());
                            var each = Runs.gradients(() -> Runs.weighed(Recurrent.of(w)
                                    .scan(sequence, new Causal.State(given))
                                    .outputs()
                                    .rows()));
                            found.same("dL/dh(0)", columnSums(each.of(given.h())), vector(learned.of(first.h())), 1e-5);
                            found.same("dL/dc(0)", columnSums(each.of(given.c())), vector(learned.of(first.c())), 1e-5);
                        });
    }

    private static double[] columnSums(Tensor rows) {
        return Arrays.stream(Doubles.matrix(rows)).reduce(new double[rows.columns()], Doubles::plus);
    }

    private static Law<?> realTime() {
        return title(
                        "real-time-learning",
                        "B2",
                        "Williams, Zipser 1989",
                        "what an LSTM learns step by step, without its past, adds up to back-propagation through time")
                .check(() -> STEPS, () -> 3, (memory, found) -> {
                    var w = lstm(3);
                    var inputs = Doubles.inputs(STEPS, FEATURES);
                    var learner = RealTime.of(w);
                    var sum = Tensor.zeros(w.wh().shape());
                    for (int t = 0; t < STEPS; t++) {
                        if (t % memory == 0) {
                            learner.reset();
                        }
                        var learned = learner.step(
                                Doubles.tensor(inputs[t]), h -> h.square().sum());
                        sum = sum.plus(learned.gradients().of(w.wh()));
                    }
                    var whole = Runs.gradients(() -> Recurrent.of(w)
                            .apply(Runs.sequence(inputs))
                            .rows()
                            .square()
                            .sum());
                    found.same("dL/dwh", vector(whole.of(w.wh())), vector(sum), 2e-5);
                });
    }

    private static Law<?> teacherForcing() {
        return title(
                        "teacher-forcing",
                        "B12",
                        "Bengio et al. 2015",
                        "a model that reads no symbols of its own is forced by the text, in the same bits")
                .check(() -> new OwnInputs(0, 10), () -> new OwnInputs(0.5f, 0), (inputs, found) -> {
                    var settings = LanguageModel.Settings.presets().with("hidden", 8);
                    var model = LanguageModel.of(settings, 5, Init.seed(1));
                    var streams = Streams.of(new int[] {0, 3, 1, 2, 2, 4, 0, 1, 3, 3, 2, 1, 0, 4, 4, 2, 1}, 2, 7);
                    var window = streams.window(0);
                    var objective = new LanguageModelObjective(streams, inputs);
                    var own = Tape.run(LEARNING, () -> objective.loss(model, window, objective.begin(model)));
                    var forced = Tape.run(LEARNING, () -> model.loss(window, model.start(2)));
                    found.exactly("loss", forced.loss(), own.loss());
                    var wh = Tree.flatten(model).get("rnn.layers.0.cell.wh");
                    found.bits(
                            "dL/dwh",
                            forced.gradients().of(wh).toArray(),
                            own.gradients().of(wh).toArray());
                });
    }

    private static Law<?> frozenGate() {
        return title(
                        "frozen-gate",
                        "B14",
                        "columns are held",
                        "the bias of a frozen gate stays to the bit while the other gates learn")
                .<Map<String, List<Held>>>check(
                        () -> Map.of("b", List.of(new Held(HIDDEN, 2 * HIDDEN))), Map::of, (held, found) -> {
                            var w = lstm(3);
                            var before = w.b().toArray();
                            var gradients = Runs.gradients(() -> Runs.weighed(Recurrent.of(w)
                                    .apply(Runs.ragged(FEATURES, 4, 2))
                                    .rows()));
                            Optimizer.of(Sgd.rate(0.1f), 0.1f, held).update(w, gradients);
                            found.bits(
                                    "forget gates",
                                    Arrays.copyOfRange(before, HIDDEN, 2 * HIDDEN),
                                    w.b().columns(HIDDEN, 2 * HIDDEN).toArray());
                            double moved = 0;
                            for (int i = 0; i < HIDDEN; i++) {
                                moved += Math.abs(before[i] - w.b().at(0, i));
                            }
                            found.atLeast("how far the input gates move", 1e-4, moved);
                        });
    }

    private static Law<?> penalty() {
        return title("l2-penalty", "B13", "ridge", "the gradient of lambda/2 times the sum of squares: g + lambda w")
                .check(() -> 0.25f, () -> 0.5f, (lambda, found) -> {
                    var w = Tensor.weight(new float[] {1, -2, 0.5f}, 3);
                    var gradients = Runs.gradients(() ->
                            w.times(Tensor.of(new float[] {3, 1, -1}, 3)).sum());
                    Optimizer.of(Sgd.rate(0.1f), lambda, Map.of()).update(List.of(w), gradients);
                    double[] expected = {1 - 0.1f * (3 + 0.25), -2 - 0.1f * (1 - 0.5), 0.5 - 0.1f * (-1 + 0.125)};
                    found.same("w after one update", expected, vector(w), 1e-6);
                });
    }

    private static Law<?> warmStart() {
        return title(
                        "warm-start",
                        "B8",
                        "by name and shape",
                        "weights of the same name and shape are taken over to the bit, others stay as they are")
                .check(() -> "wh", () -> "wx", (name, found) -> {
                    var earlier = lstm(3);
                    var w = Doubles.drawn(Lstm.of(FEATURES + 1, HIDDEN, Init.seed(2)), 5);
                    var fresh = w.wx().toArray();
                    var taken = WarmStart.copy(Tree.flatten(earlier), w, n -> n.equals(name));
                    found.exactly("weights taken over", 1, taken.taken().size());
                    found.bits("wh", earlier.wh().toArray(), w.wh().toArray());
                    found.bits("wx, of another shape", fresh, w.wx().toArray());
                });
    }

    private static Law<?> curriculum() {
        return title(
                        "curriculum-length",
                        "B16",
                        "Elman 1993",
                        "sequences to learn from grow evenly from short to their full length")
                .<Task>check(
                        () -> new Curriculum(TaskSpec.parse("adding:steps=100"), 10, 900),
                        () -> TaskSpec.parse("adding:steps=100").task(Path.of("")),
                        (task, found) -> {
                            for (long n : new long[] {0, 100, 450, 890, 900, 10_000}) {
                                double expected = Math.floor(10 + 90 * Math.min(1, n / 900.0) + 1e-9);
                                int length = task.example(Part.TRAIN, 1, n).inputs().length / 2;
                                found.exactly("length of example " + n, expected, length);
                            }
                        });
    }

    /** What an idle pool holds after a step is the most that was in use at once; it rounds sizes up by at most an eighth. */
    private static Law<?> activations(
            Law.Title title, Execution right, Execution wrong, ToLongFunction<Plan.Memory> formula) {
        return title.check(() -> right, () -> wrong, (execution, found) -> {
            var layer = Recurrent.of(Lstm.of(FEATURES, WIDE, Init.seed(1)));
            var sequence = new Sequence(Tensor.zeros(MANY * HELD, FEATURES), Lengths.uniform(MANY, HELD));
            long outputs = 2L * Float.BYTES * MANY * HELD * WIDE; // and their gradients
            var plan = layer.plans(FEATURES).getFirst();
            double counted = outputs + formula.applyAsLong(plan.memory());
            double held = Runs.bytes(() -> execution.call(
                    () -> Runs.gradients(() -> layer.apply(sequence).rows().sum())));
            found.atLeast("bytes in use", counted, held);
            found.atMost("bytes in use, rounded up", 1.125 * counted, held);
        });
    }

    private static Law<?> field() {
        return title(
                        "temporal-convolution-field",
                        "A29",
                        "Bai, Kolter, Koltun 2018",
                        "an output sees 1 + 2 (K - 1)(2^L - 1) steps back and not one more")
                .check(() -> 3, () -> 2, (width, found) -> {
                    var form = new TemporalConvolution.Form(FEATURES, HIDDEN, 2, width);
                    var layer = Doubles.drawn(TemporalConvolution.of(form, 0, Init.seed(1)), 3);
                    int field = 1 + 2 * (3 - 1) * 3;
                    var x = Doubles.tensor(Doubles.inputs(20, FEATURES)).toWeight();
                    var gradients = Runs.gradients(() -> Runs.weighed(
                            layer.apply(new Sequence(x, Lengths.of(20))).rows().rows(19, 20)));
                    var rows = Doubles.matrix(gradients.of(x));
                    int last = 0;
                    for (int lag = 0; lag < 20; lag++) {
                        last = Doubles.norm(rows[19 - lag]) > 0 ? lag + 1 : last;
                    }
                    found.exactly("steps that the last output sees", field, last);
                });
    }

    private static Law<?> slope() {
        return title(
                        "memory-slope",
                        "B5",
                        "Pascanu, Mikolov, Bengio 2013",
                        "the gradient of a linear net falls by its spectral radius at each step back")
                .<Supplier<Rnn.Activation>>check(
                        () -> () -> Rnn.Activation.LINEAR, () -> () -> Rnn.Activation.TANH, (activation, found) -> {
                            for (float radius : new float[] {0.8f, 0.95f, 1.05f}) {
                                var fresh = Rnn.of(FEATURES, HIDDEN, Rnn.Activation.TANH, Init.seed(1));
                                var wh = Init.seed(2).spectral(radius, HIDDEN);
                                var layer = Recurrent.of(new Rnn(fresh.wx(), wh, fresh.b(), activation.get()));
                                var diagnosis = Probe.of(
                                        layer,
                                        Runs.sequence(Doubles.inputs(LONG, FEATURES)),
                                        last -> last.square().sum());
                                double expected = Math.log(radius);
                                found.equal(
                                        "slope, radius " + radius,
                                        expected,
                                        diagnosis.slope(),
                                        0.01 * Math.abs(expected));
                            }
                        });
    }

    private static Law<?> memory() {
        return title(
                        "effective-memory",
                        "B5",
                        "geometric series",
                        "a gradient that falls by q at each step back has 99 % of its sum in log 0.01 / log q steps")
                .check(() -> 0.9f, () -> 0.95f, (q, found) -> {
                    var fresh = Rnn.of(FEATURES, HIDDEN, Rnn.Activation.LINEAR, Init.seed(1));
                    var wh = Init.seed(2).orthogonal(HIDDEN, HIDDEN).times(q).toWeight();
                    var layer = Recurrent.of(new Rnn(fresh.wx(), wh, fresh.b(), Rnn.Activation.LINEAR));
                    var diagnosis = Probe.of(
                            layer,
                            Runs.sequence(Doubles.inputs(LONG, FEATURES)),
                            last -> last.square().sum());
                    found.exactly("steps", Math.ceil(Math.log(0.01) / Math.log(0.9)), diagnosis.memory());
                });
    }

    private static Law<?> layout() {
        return title(
                        "layout-round-trip",
                        "A7",
                        "PyTorch, Keras, ONNX, textbooks",
                        "weights written as another library has them and read back are the same to the bit")
                .<BiFunction<Layout, Lstm, Lstm>>check(
                        () -> (layout, w) -> layout.read(layout.write(w), lstm(3)),
                        () -> (layout, w) -> Layout.KERAS.read(Layout.KERAS.write(swapped(w)), lstm(3)),
                        (trip, found) -> {
                            var w = lstm(3);
                            for (var layout : Layout.values()) {
                                var back = Tree.flatten(trip.apply(layout, w));
                                Tree.flatten(w)
                                        .forEach((name, weight) -> found.bits(
                                                layout + ", " + name,
                                                weight.toArray(),
                                                back.get(name).toArray()));
                            }
                        });
    }

    /** With the forget gate and the content in each other's place. */
    private static Lstm swapped(Lstm w) {
        return Tree.map(w, weight -> {
            var gates = weight.rank() == 1 ? Tensor.of(weight.toArray(), 1, weight.size()) : weight;
            var blocks = gates.split(4);
            var joined = Tensor.concatColumns(blocks[0], blocks[2], blocks[1], blocks[3]);
            return Tensor.weight(joined.toArray(), weight.shape());
        });
    }
}
