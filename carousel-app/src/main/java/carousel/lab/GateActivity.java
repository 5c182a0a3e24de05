package carousel.lab;

import carousel.data.Streams;
import carousel.lab.check.Doubles;
import carousel.lab.check.Runs;
import carousel.layer.Init;
import carousel.model.LanguageModel;
import carousel.model.LanguageModelObjective;
import carousel.optim.Adam;
import carousel.optim.Clip;
import carousel.optim.Optimizer;
import carousel.recurrent.Recurrent;
import carousel.recurrent.Stacked;
import carousel.recurrent.cell.Lstm;
import carousel.tensor.Step;
import carousel.tensor.Tape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the gates of a small trained LSTM do while it reads a text. Immutable as long as nobody writes into the arrays.
 *
 * @param text what is read
 * @param input the input gate of each unit [units, characters], between 0 and 1
 * @param forget the forget gate
 * @param output the output gate
 */
public record GateActivity(String text, double[][] input, double[][] forget, double[][] output) {
    private static final int HIDDEN = 48;
    private static final int UPDATES = 600;
    private static final int SHOWN = 16;

    /** Trains a model on what the laws say, one line each, and lets it read {@code text}. */
    public static GateActivity reading(String text) {
        var training =
                Laws.all().stream().map(law -> law.title().line()).collect(Collectors.joining("\n")) + "\n" + text;
        var alphabet = training.chars().distinct().sorted().toArray();
        var settings = LanguageModel.Settings.presets().with("hidden", HIDDEN);
        var model = LanguageModel.of(settings, alphabet.length, Init.seed(1));
        train(model, Streams.of(ids(training, alphabet), 8, 32));
        var layer = (Recurrent) ((Stacked) model.rnn()).layers().getFirst();
        return gates(text, (Lstm) layer.cell(), Doubles.matrix(model.embed().apply(ids(text, alphabet))));
    }

    private static int[] ids(String text, int... alphabet) {
        return text.chars().map(letter -> Arrays.binarySearch(alphabet, letter)).toArray();
    }

    private static void train(LanguageModel model, Streams streams) {
        var objective = new LanguageModelObjective(streams);
        var optimizer = Optimizer.of(Adam.rate(2e-3f));
        var carried = objective.begin(model);
        for (int update = 0; update < UPDATES; update++) {
            var window = streams.window(update % streams.windows());
            var before = carried;
            var result = Tape.run(new Step(1, update), () -> objective.loss(model, window, before));
            optimizer.update(model, result.gradients(), new Clip.GlobalNorm(1));
            carried = result.kept();
        }
    }

    /** The gates that lead from each state to the next, by the equation. */
    private static GateActivity gates(String text, Lstm w, double[][] x) {
        var layer = Recurrent.of(w);
        var h = Runs.outputs(layer, x);
        var activity = new double[3][HIDDEN][x.length];
        for (int t = 0; t < x.length; t++) {
            var before = t == 0 ? new double[HIDDEN] : h[t - 1];
            var sums = Doubles.split(
                    4, Doubles.plus(CellLaws.affine(x[t], w.wx(), w.b()), Doubles.product(before, w.wh())));
            for (int unit = 0; unit < HIDDEN; unit++) {
                activity[0][unit][t] = Doubles.sigmoid(sums[0][unit]);
                activity[1][unit][t] = Doubles.sigmoid(sums[1][unit]);
                activity[2][unit][t] = Doubles.sigmoid(sums[3][unit]);
            }
        }
        var order = liveliest(activity[1]);
        return new GateActivity(
                text, picked(activity[0], order), picked(activity[1], order), picked(activity[2], order));
    }

    /** The units whose forget gates move most, in the order of how open they are. */
    private static int[] liveliest(double[]... forget) {
        return IntStream.range(0, forget.length)
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -Doubles.variance(forget[unit])))
                .limit(SHOWN)
                .sorted(Comparator.comparingDouble(unit -> -Doubles.mean(forget[unit])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[][] picked(double[][] rows, int... order) {
        return Arrays.stream(order).mapToObj(unit -> rows[unit]).toArray(double[][]::new);
    }
}
