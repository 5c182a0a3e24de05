package carousel.lab;

import static carousel.lab.CellLaws.FEATURES;
import static carousel.lab.CellLaws.lstm;
import static carousel.lab.CellLaws.row;
import static carousel.lab.check.Doubles.vector;
import static carousel.lab.check.Law.title;

import carousel.data.Lengths;
import carousel.lab.check.Doubles;
import carousel.lab.check.Law;
import carousel.lab.check.Runs;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Sequence;
import carousel.layer.SequenceLayer;
import carousel.recurrent.Causal;
import carousel.recurrent.Noise;
import carousel.recurrent.Noisy;
import carousel.recurrent.Recurrent;
import carousel.recurrent.WeightDrop;
import carousel.recurrent.cell.Lstm;
import carousel.recurrent.cell.Rnn;
import carousel.tensor.Outcome;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import carousel.tensor.Tensor;
import carousel.tensor.Tree;
import java.util.Arrays;
import java.util.List;

/** What is done to cells at random while they learn: zoneout, dropouts, weight-drop. Safe for many threads. */
final class NoiseLaws {
    private static final Step LEARNING = new Step(1, 0);
    private static final int STEPS = 12;
    private static final int WIDE = 40;
    private static final int LONG = 200;
    private static final float RATE = 0.3f;

    private NoiseLaws() {}

    static List<Law<?>> all() {
        return List.of(zoneoutKeeps(), zoneoutAverage(), stateDropout(), variational(), weightDrop());
    }

    private static Rnn tanh(int hidden) {
        return Doubles.drawn(Rnn.of(FEATURES, hidden, Rnn.Activation.TANH, Init.seed(1)), 3);
    }

    /** The outputs while learning. */
    private static Tensor learning(SequenceLayer layer, Sequence sequence) {
        return Tape.run(LEARNING, () -> {
                    var rows = layer.apply(sequence).rows();
                    return Outcome.of(rows.sum(), rows);
                })
                .kept();
    }

    private static Law<?> zoneoutKeeps() {
        return title(
                        "zoneout-keeps",
                        "B13",
                        "Krueger et al. 2017",
                        "a unit that is zoned out keeps its state to the bit, a share of them at each step")
                .<Noise>check(
                        () -> new Noise.Zoneout(RATE, "here"),
                        () -> new Noise.StateDropout(RATE, "here"),
                        (noise, found) -> {
                            var rows = learning(
                                    new Noisy(tanh(WIDE), noise), Runs.sequence(Doubles.inputs(LONG, FEATURES)));
                            int kept = 0;
                            for (int t = 1; t < LONG; t++) {
                                for (int u = 0; u < WIDE; u++) {
                                    kept += rows.at(t, u) == rows.at(t - 1, u) ? 1 : 0;
                                }
                            }
                            double all = (LONG - 1.0) * WIDE;
                            double deviation = Math.sqrt(RATE * (1 - RATE) / all);
                            found.equal("share of kept states, within 4 deviations", RATE, kept / all, 4 * deviation);
                        });
    }

    private static Law<?> zoneoutAverage() {
        return title("zoneout-average", "B13", "Krueger et al. 2017", "without learning, s' = z s + (1 - z) step(x, s)")
                .check(() -> RATE, () -> 0f, (rate, found) -> {
                    var w = lstm(3);
                    var x = Doubles.tensor(Doubles.inputs(1, FEATURES));
                    var begin = new Lstm.State(row(0.5), row(-0.25));
                    var plain = w.step(w.project(x), begin);
                    var noisy = new Noisy(w, new Noise.Zoneout(rate, "here"));
                    var next =
                            (Lstm.State) noisy.step(x, new Causal.State(begin)).inner();
                    found.same("h", mixed(begin.h(), plain.h()), vector(next.h()), 1e-6);
                    found.same("c", mixed(begin.c(), plain.c()), vector(next.c()), 1e-6);
                });
    }

    private static double[] mixed(Tensor before, Tensor after) {
        return Doubles.plus(Doubles.times(RATE, vector(before)), Doubles.times(1 - RATE, vector(after)));
    }

    private static Law<?> stateDropout() {
        return title(
                        "recurrent-dropout-mask",
                        "B13",
                        "Gal, Ghahramani 2016",
                        "the same units of a state are hidden at every step of a sequence")
                .<Noise>check(
                        () -> new Noise.StateDropout(RATE, "here"),
                        () -> new Noise.Zoneout(RATE, "here"),
                        (noise, found) -> {
                            var masks = noise.masks(tanh(WIDE), LEARNING, Lengths.of(STEPS));
                            for (int t = 1; t < STEPS; t++) {
                                found.bits(
                                        "mask of step " + t + " against step 0",
                                        masks.rows(0, 1).toArray(),
                                        masks.rows(t, t + 1).toArray());
                            }
                        });
    }

    private static Law<?> variational() {
        return title(
                        "variational-dropout",
                        "B13",
                        "Gal, Ghahramani 2016",
                        "one mask for all steps of a sequence, another for another sequence")
                .check(() -> Dropout.variational(0.5f, "here"), () -> Dropout.of(0.5f, "here"), (dropout, found) -> {
                    var ones = new float[2 * STEPS * WIDE];
                    Arrays.fill(ones, 1f);
                    var sequence = new Sequence(Tensor.of(ones, 2 * STEPS, WIDE), Lengths.uniform(2, STEPS));
                    var rows = learning(dropout, sequence);
                    for (int t = 1; t < STEPS; t++) {
                        found.bits(
                                "step " + t + " against step 0",
                                rows.rows(0, 2).toArray(),
                                rows.rows(2 * t, 2 * t + 2).toArray());
                    }
                    int different = 0;
                    for (int u = 0; u < WIDE; u++) {
                        different += rows.at(0, u) == rows.at(1, u) ? 0 : 1;
                    }
                    found.atLeast("units in which two sequences differ", 1, different);
                });
    }

    private static Law<?> weightDrop() {
        return title(
                        "weight-drop",
                        "B13",
                        "Merity, Keskar, Socher 2018",
                        "a share of the recurrent weights is left out, at all steps: their gradient is 0 to the bit")
                .<Causal>check(
                        () -> new WeightDrop(Recurrent.of(tanh(WIDE)), "wh", RATE, "here"),
                        () -> Recurrent.of(tanh(WIDE)),
                        (layer, found) -> {
                            var sequence = Runs.sequence(Doubles.inputs(STEPS, FEATURES));
                            var result = Tape.run(
                                    LEARNING,
                                    () -> Outcome.of(
                                            Runs.weighed(layer.apply(sequence).rows())));
                            var wh = Tree.flatten(layer).entrySet().stream()
                                    .filter(entry -> entry.getKey().endsWith("wh"))
                                    .findFirst()
                                    .orElseThrow()
                                    .getValue();
                            double zeros = Arrays.stream(
                                            vector(result.gradients().of(wh)))
                                    .filter(g -> g == 0)
                                    .count();
                            double deviation = Math.sqrt(RATE * (1 - RATE) / wh.size());
                            found.equal("share of zeros, within 4 deviations", RATE, zeros / wh.size(), 4 * deviation);
                        });
    }
}
