package carousel.model;

import static carousel.store.Settings.require;

import carousel.data.task.Form;
import carousel.data.task.TaskBatch;
import carousel.fuse.Plan;
import carousel.layer.Chain;
import carousel.layer.Dense;
import carousel.layer.Dropout;
import carousel.layer.Init;
import carousel.layer.Nonlinearity;
import carousel.layer.SequenceLayer;
import carousel.layer.TemporalConvolution;
import carousel.layer.Window;
import carousel.loss.CrossEntropy;
import carousel.loss.LogisticCrossEntropy;
import carousel.loss.LossMask;
import carousel.loss.SquaredError;
import carousel.recurrent.Bidirectional;
import carousel.recurrent.Causal;
import carousel.recurrent.Merge;
import carousel.recurrent.Reading;
import carousel.recurrent.Reordered;
import carousel.recurrent.Stacked;
import carousel.store.Setting;
import carousel.store.Settings;
import carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Features or symbols in; values, classes or sets of symbols out, after the last step or at any steps.
 *
 * <pre>
 * y = head(h(t))         h(t) = output of the recurrent layers after x(0) … x(t)
 * loss of an answer:     values (y - a)²  ·  a class -log softmax(y)[a]  ·  a set: for each symbol -log σ(±y)
 * </pre>
 *
 * <p>The loss of a batch is the mean over its answers, and over the outputs that count where an answer has several.
 * Immutable, safe for many threads.
 *
 * @param form what goes in and what comes out
 * @param input inputs to vectors
 * @param rnn the recurrent layers, {@link Stacked} or a {@link Chain} of {@link Bidirectional} ones, or what they are
 *     compared with; {@link Reordered} when they do not read forwards
 * @param output dropout on their outputs
 * @param head outputs of the layers to y
 */
public record SequenceModel(Form form, StepInput input, SequenceLayer rnn, Dropout output, Dense head) {

    /** What reads the sequences. */
    public enum Body {
        /** Recurrent layers. */
        RECURRENT,
        /** {@link TemporalConvolution}: as many blocks as layers. */
        TCN,
        /** {@link Window} and tanh layers above it. */
        WINDOW_MLP
    }

    /** The shape of a sequence model. Immutable. */
    public record Settings(
            Layers rnn,

            @Setting(value = "size of the symbols' vectors; 0: a one among zeros", preset = "0")
            int embedding,

            @Setting("layers that also read each sequence from its end")
            boolean bidirectional,

            @Setting(value = "how the outputs of both directions become one", preset = "concat")
            Merge merge,

            @Setting(
                    value = "order in which steps are read: forward, backward, middle-out, strided:N or permuted:SEED",
                    preset = "forward")
            String reading,

            @Setting(
                    value = "what reads the sequences: recurrent layers or, to compare with, tcn or window-mlp",
                    preset = "recurrent")
            Body body,

            @Setting(value = "steps that a window-mlp sees, or each convolution of a tcn", preset = "8")
            int window) {

        public Settings {
            require(embedding >= 0, "embedding", "0 or more", embedding);
            require(
                    !bidirectional || !rnn.onlyCausal(),
                    "bidirectional",
                    "off with --around, --zoneout, --state-dropout and --weight-drop",
                    bidirectional);
            require(bidirectional || merge == Merge.CONCAT, "merge", "concat without --bidirectional", merge);
            Reading.named(reading); // complains
            require(window > 0, "window", "1 or more", window);
            require(
                    body == Body.RECURRENT || !bidirectional && !rnn.onlyRecurrent(),
                    "body",
                    "recurrent with --bidirectional, --around, --zoneout, --state-dropout, --weight-drop,"
                            + " --learned-start, --chrono and --forget-bias",
                    body);
            require(
                    body != Body.TCN || rnn.layers() <= TemporalConvolution.MOST_LEVELS,
                    "layers",
                    "at most " + TemporalConvolution.MOST_LEVELS + " with --body tcn",
                    rnn.layers());
        }

        private SequenceLayer layers(int features, Init init) {
            var layers = inOrder(features, init);
            return reading.equals("forward") ? layers : new Reordered(layers, Reading.named(reading));
        }

        private SequenceLayer inOrder(int features, Init init) {
            return switch (body) {
                case RECURRENT -> bidirectional ? rnn.bidirectional(features, merge, init) : rnn.causal(features, init);
                case TCN -> {
                    var form = new TemporalConvolution.Form(features, rnn.hidden(), rnn.layers(), window);
                    yield TemporalConvolution.of(form, rnn.dropout(), init);
                }
                case WINDOW_MLP -> {
                    var layers = new ArrayList<SequenceLayer>(List.of(new Window(window)));
                    for (int i = 0; i < rnn.layers(); i++) {
                        layers.add(Dense.of(i == 0 ? window * features : rnn.hidden(), rnn.hidden(), init));
                        layers.add(Nonlinearity.TANH);
                    }
                    yield new Chain(layers);
                }
            };
        }

        /** The presets. */
        public static Settings presets() {
            return carousel.store.Settings.read(Settings.class, Map.of());
        }

        /** The same with one setting changed: {@code presets().with("hidden", 64)}. */
        public Settings with(String key, Object value) {
            return carousel.store.Settings.with(this, key, value);
        }
    }

    /** A model with fresh weights. */
    public static SequenceModel of(Settings settings, Form form, Init init) {
        var input = form.input() == Form.Input.FEATURES
                ? new StepInput.Features(form.inputs())
                : StepInput.symbols(form.inputs(), settings.embedding(), init);
        var layers = settings.rnn();
        var rnn = settings.layers(input.features(), init);
        int width = settings.bidirectional() ? settings.merge().width(layers.hidden()) : layers.hidden();
        var head = Dense.of(width, form.outputs(), init);
        return new SequenceModel(form, input, rnn, layers.dropout("output"), head);
    }

    /** How a step of each recurrent layer runs; of two directions, the forward one first; none where none is recurrent. */
    public List<Plan> plans() {
        return plans(rnn, input.features());
    }

    private static List<Plan> plans(SequenceLayer layer, int features) {
        return switch (layer) {
            case Causal causal -> causal.plans(features);
            case Reordered reordered -> plans(reordered.layer(), features);
            case Bidirectional both ->
                Stream.of(both.forward(), both.backward())
                        .flatMap(one -> one.plans(features).stream())
                        .toList();
            case Chain chain -> plans(chain, features);
            default -> List.of();
        };
    }

    private static List<Plan> plans(Chain chain, int features) {
        var plans = new ArrayList<Plan>();
        int below = features;
        for (var layer : chain.layers()) {
            plans.addAll(plans(layer, below));
            if (layer instanceof Bidirectional both) {
                below = both.width();
            }
        }
        return plans;
    }

    /** What the head says where an answer is asked for: [M,K], in the batch's order. */
    public Tensor outputs(TaskBatch batch) {
        return head.apply(asked(batch));
    }

    /** The mean loss over the answers of a batch. */
    public Tensor loss(TaskBatch batch) {
        return lossOf(outputs(batch), batch);
    }

    /** What the head reads: [M,H]. */
    private Tensor asked(TaskBatch batch) {
        var inputs = input.read(batch.lengths(), batch.inputs());
        return form.asked() == Form.Asked.LAST
                ? output.last(rnn.last(inputs), batch.lengths())
                : new LossMask(batch.rows()).of(output.apply(rnn.apply(inputs)).rows());
    }

    /** The mean loss of what the head says. */
    Tensor lossOf(Tensor y, TaskBatch batch) {
        if (form.answer() == Form.Answer.CLASS) {
            return CrossEntropy.mean(y, classes(batch));
        }
        var answers = Tensor.of(batch.answers(), batch.asked(), form.outputs());
        if (batch.units().length == 0) {
            return form.answer() == Form.Answer.SET
                    ? LogisticCrossEntropy.mean(y, answers)
                    : SquaredError.mean(y, answers);
        }
        var units = Tensor.of(batch.units(), batch.asked(), form.outputs());
        return form.answer() == Form.Answer.SET
                ? LogisticCrossEntropy.mean(y, answers, units)
                : SquaredError.mean(y, answers, units);
    }

    private static int[] classes(TaskBatch batch) {
        var classes = new int[batch.answers().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (int) batch.answers()[i];
        }
        return classes;
    }
}
